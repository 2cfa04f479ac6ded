import type { SpecDocument } from '../claims/document'
import { type JsonPath, type LintProblem, problemAt } from '../claims/lintProblem'
import { digestOf } from '../json/canonical'
import type { Registration, Registrations } from './types'

export const RESTORE = 'restore the file from git: it is written by claimcheck register and never by hand'

/** What the schema cannot say of registrations: parts that must fit together. */
export function checkRegistrations(document: SpecDocument, registrations: Registrations): LintProblem[] {
  return [...registrations].flatMap(([claim, history]) =>
    history.flatMap((registration, index) => {
      const path = ['registrations', claim, index]
      return [
        ...checkHash(document, path, registration),
        ...checkTime(document, path, registration, history[index - 1]),
        ...checkReason(document, path, registration, index === 0)
      ]
    })
  )
}

function checkHash(document: SpecDocument, path: JsonPath, { hash, frozen }: Registration): LintProblem[] {
  const actual = hashOf(frozen)
  if (hash === actual) return []
  const text = {
    message: 'the hash is not that of the registered content: one of them was changed',
    expected: actual ?? 'content that JSON can hold',
    remedy: RESTORE
  }
  return [problemAt(document, [...path, 'hash'], text)]
}

/** null where the content holds a number beyond the range of a double. */
function hashOf(frozen: object): string | null {
  try {
    return digestOf(frozen)
  } catch {
    return null
  }
}

function checkTime(
  document: SpecDocument,
  path: JsonPath,
  { registeredAt }: Registration,
  previous: Registration | undefined
): LintProblem[] {
  const at = [...path, 'registeredAt']
  if (!isTime(registeredAt)) {
    const expected = 'a day and time that exist, such as "2026-01-31T12:00:00.000Z"'
    return [problemAt(document, at, { message: 'registeredAt is not a time', expected, remedy: RESTORE })]
  }
  // Of texts in this one form the later one is the greater.
  if (previous === undefined || previous.registeredAt <= registeredAt) return []
  const text = {
    message: 'the registrations of the claim are not in order',
    expected: `a time from ${previous.registeredAt} on: oldest first, the last is in force`,
    remedy: 'put the registrations in the order of "registeredAt"'
  }
  return [problemAt(document, at, text)]
}

function isTime(text: string): boolean {
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString() === text
}

function checkReason(document: SpecDocument, path: JsonPath, { why }: Registration, isFirst: boolean): LintProblem[] {
  if ((why === null) === isFirst) return []
  const text = isFirst
    ? { message: "a claim's first registration replaces none", expected: 'null', remedy: RESTORE }
    : { message: 'a registration that replaces another says why', expected: 'the reason in words', remedy: RESTORE }
  return [problemAt(document, [...path, 'why'], text)]
}
