import { isObject, type SpecDocument, valueAt } from './document'
import { type LintProblem, problemAt } from './lintProblem'

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

/** The hypotheses that files call by an old name, each name once, among what is wrong with the files. */
export function oldKindsIn(problems: readonly LintProblem[]): (readonly [old: string, now: string])[] {
  const found = problems.filter(({ message }) => message === RENAMED).map(({ received }) => JSON.parse(received))
  return [...OLD_KINDS].flatMap(([old, now]) => (found.includes(old) ? [[old, now] as const] : []))
}

/** A claim's file under today's names, and a warning for each that was an old one. */
export function renewClaimFile(document: SpecDocument): { document: SpecDocument; problems: LintProblem[] } {
  const path = ['hypothesis', 'kind']
  const kind = nowOf(valueAt(document, path))
  if (kind === undefined) return { document, problems: [] }
  const problem = problemAt(document, path, {
    message: RENAMED,
    expected: JSON.stringify(kind),
    remedy: `write ${JSON.stringify(kind)}`
  })
  return {
    document: { ...document, value: renewHypothesis(document.value) },
    problems: [{ ...problem, severity: 'warning' }]
  }
}

function nowOf(kind: unknown): string | undefined {
  return typeof kind === 'string' ? OLD_KINDS.get(kind) : undefined
}
