import { isObject, type SpecDocument } from '../claims/document'
import { type JsonPath, type LintProblem, problemAt } from '../claims/lintProblem'

/** What `claimcheck new` writes where somebody has to write something of their own, with what that is behind it. */
const PLACEHOLDER = /^Replace(?:: (.*)|$)/s

/**
 * Texts of `claimcheck new` that stand there still: a warning each, since they change no number; an error where a program
 * would be started with one.
 */
export function checkReplaced(document: SpecDocument): LintProblem[] {
  return placeholders(document.value, []).map(([path, wanted]) =>
    problemAt(document, path, {
      message: 'a text to start from was not replaced',
      expected: wanted === '' ? 'a value of your own' : `in your own words: ${wanted}`,
      remedy: 'write it',
      severity: document.role === 'experiment' && path.some((step) => STARTED.includes(step)) ? 'error' : 'warning'
    })
  )
}

/** Parts of an experiment that a program is started with. */
const STARTED: readonly (string | number)[] = ['command', 'settings', 'grid']

function placeholders(value: unknown, path: JsonPath): (readonly [JsonPath, wanted: string])[] {
  if (typeof value === 'string') {
    const found = PLACEHOLDER.exec(value)
    return found === null ? [] : [[path, found[1] ?? '']]
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => placeholders(item, [...path, index]))
  return isObject(value) ? Object.entries(value).flatMap(([key, item]) => placeholders(item, [...path, key])) : []
}

/** Whether anything of it is still what `claimcheck new` wrote, so that it says nothing of any source yet. */
export function isUnwritten(value: unknown): boolean {
  return placeholders(value, []).length > 0
}
