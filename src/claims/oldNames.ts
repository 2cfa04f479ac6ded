import { isObject, type JsonPath, objectAt, type SpecDocument, valueAt } from './document'
import { type LintProblem, problemAt } from './lintProblem'
import { BELOW_MARGIN, isOldBelowMargin, looksUpwards, OLD_BELOW_MARGIN, renewOutcome } from './oldOutcomes'

const RENAMED_OUTCOME = 'this outcome has a name of its own now; the next version no longer reads the old one'
const RENAMED = 'this kind of hypothesis has another name now; the next version no longer reads the old one'

/** Kinds of hypothesis that were called otherwise. They are read for one version more. */
const OLD_KINDS: ReadonlyMap<string, string> = new Map([
  ['lower-at-most-settings', 'lower-at-majority'],
  ['contrast', 'converges-more-often']
])

/** @example renewKind('contrast') // 'converges-more-often' */
export function renewKind(kind: string): string {
  return OLD_KINDS.get(kind) ?? kind
}

/** What has a hypothesis, with today's name of its kind; the same object where that is the one that it has. */
export function renewHypothesis<T>(value: T): T {
  if (!isObject(value) || !isObject(value.hypothesis)) return value
  const kind = nowOf(value.hypothesis.kind)
  return kind === undefined ? value : { ...value, hypothesis: { ...value.hypothesis, kind } }
}

/** What files call by an old name, each once, among what is wrong with the files. */
export function oldNamesIn(problems: readonly LintProblem[]): (readonly [what: string, old: string, now: string])[] {
  const kinds = problems.filter(({ message }) => message === RENAMED).map(({ received }) => JSON.parse(received))
  const isOutcome = problems.some(({ message }) => message === RENAMED_OUTCOME)
  return [
    ...[...OLD_KINDS].flatMap(([old, now]) =>
      kinds.includes(old) ? [['the kind of hypothesis', old, now] as const] : []
    ),
    ...(isOutcome ? [['the expected outcome', OLD_BELOW_MARGIN, BELOW_MARGIN.outcome] as const] : [])
  ]
}

/** A claim's file under today's names, and a warning for each that was an old one. */
export function renewClaimFile(document: SpecDocument): { document: SpecDocument; problems: LintProblem[] } {
  const problems: LintProblem[] = []
  const warn = (path: JsonPath, message: string, expected: string, remedy: string) =>
    problems.push({ ...problemAt(document, path, { message, expected, remedy }), severity: 'warning' })
  const kind = nowOf(valueAt(document, ['hypothesis', 'kind']))
  if (kind !== undefined) {
    warn(['hypothesis', 'kind'], RENAMED, JSON.stringify(kind), `write ${JSON.stringify(kind)}`)
  }
  const { value } = document
  // What looks upwards has today what was an old name of the others.
  const outcomes = (looksUpwards(value) ? [] : EXPECTED).flatMap((path) =>
    Object.entries(objectAt(document, ...path) ?? {}).map(([key, expected]) => [[...path, key], expected] as const)
  )
  for (const [path] of outcomes.filter(([, expected]) => isOldBelowMargin(expected))) {
    warn([...path, 'subtype'], RENAMED_OUTCOME, '"outcome": "below-margin"', 'write that, and leave the subtype out')
  }
  if (problems.length === 0) return { document, problems }
  return {
    document: { ...document, value: looksUpwards(value) ? value : renewExpected(renewHypothesis(value)) },
    problems
  }
}

/** Where a claim's file states outcomes, by a key each. */
const EXPECTED = [['expected'], ['logs']] as const

function renewExpected(claim: unknown): unknown {
  if (!isObject(claim)) return claim
  const renewed = EXPECTED.flatMap(([key]) => {
    const stated = claim[key]
    if (!isObject(stated)) return []
    return [[key, Object.fromEntries(Object.entries(stated).map(([name, value]) => [name, renewOutcome(value)]))]]
  })
  return { ...claim, ...Object.fromEntries(renewed) }
}

function nowOf(kind: unknown): string | undefined {
  return typeof kind === 'string' ? OLD_KINDS.get(kind) : undefined
}
