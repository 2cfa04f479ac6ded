import { isObject, type SpecDocument } from '../claims/document'
import { formatPath, type JsonPath, type LintProblem, problemAt } from '../claims/lintProblem'

/** What `claimcheck new` writes where somebody has to write something of their own, with what that is behind it. */
const PLACEHOLDER = /^Replace(?:: (.*)|$)/s

/**
 * Texts of `claimcheck new` that stand there still: one warning a file, since they change no number; an error each where a program
 * would be started with one.
 */
export function checkReplaced(document: SpecDocument): LintProblem[] {
  const found = placeholders(document.value, [])
  const isStarted = ([path]: Placeholder) =>
    document.role === 'experiment' && path.some((step) => STARTED.includes(step))
  const [first, ...others] = found.filter((each) => !isStarted(each))
  const errors = found.filter(isStarted).map((each) => notReplaced(document, each, 'error'))
  if (first === undefined) return errors
  if (others.length === 0) return [notReplaced(document, first, 'warning'), ...errors]
  const places = [first, ...others].map(([path]) => formatPath(path)).join(', ')
  const shared = problemAt(document, first[0], {
    message: `${found.length - errors.length} texts to start from were not replaced`,
    expected: `your own words at ${places}`,
    received: 'texts that begin with "Replace:"',
    remedy: 'write them',
    severity: 'warning'
  })
  return [shared, ...errors]
}

function notReplaced(document: SpecDocument, [path, wanted]: Placeholder, severity: 'error' | 'warning'): LintProblem {
  return problemAt(document, path, {
    message: 'a text to start from was not replaced',
    expected: wanted === '' ? 'a value of your own' : `in your own words: ${wanted}`,
    remedy: 'write it',
    severity
  })
}

type Placeholder = readonly [JsonPath, wanted: string]

/** Parts of an experiment that a program is started with. */
const STARTED: readonly (string | number)[] = ['command', 'settings', 'grid']

function placeholders(value: unknown, path: JsonPath): Placeholder[] {
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
