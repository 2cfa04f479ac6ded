import { isObject, type SpecDocument, valueAt } from './document'
import { type LintProblem, problemAt } from './lintProblem'

/** Kinds of hypothesis that were called otherwise. They are read for one version more. */
const OLD_KINDS: ReadonlyMap<unknown, string> = new Map([
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
  const kind = OLD_KINDS.get(value.hypothesis.kind)
  return kind === undefined ? value : { ...value, hypothesis: { ...value.hypothesis, kind } }
}

/** A claim's file under today's names, and a warning for each that was an old one. */
export function renewClaimFile(document: SpecDocument): { document: SpecDocument; problems: LintProblem[] } {
  const path = ['hypothesis', 'kind']
  const old = valueAt(document, path)
  const kind = OLD_KINDS.get(old)
  if (kind === undefined) return { document, problems: [] }
  const problem = problemAt(document, path, {
    message: 'this kind of hypothesis has another name now; the next version no longer reads the old one',
    expected: JSON.stringify(kind),
    remedy: `write ${JSON.stringify(kind)}`
  })
  return {
    document: { ...document, value: renewHypothesis(document.value) },
    problems: [{ ...problem, severity: 'warning' }]
  }
}
