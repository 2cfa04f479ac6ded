import { plainLine } from '../text/escape'
import type { LintProblem } from './lintProblem'

/**
 * Problems, whose words are full of what stands in files and of the files' names, as a terminal shows them, one paragraph each, and a count at the end; '' where there are none.
 *
 * @example (not run)
 * my-paper/first-claim.json:12:15 error $.hypothesis.arm: experiment first-claim has no such arm
 *   expected: one of "adam", "amsgrad"
 *   received: "adm"
 *   to mend:  did you mean "adam"?
 *
 * 1 error in 1 file
 */
export function formatProblems(problems: readonly LintProblem[]): string {
  if (problems.length === 0) return ''
  const paragraphs = problems.map(({ file, line, column, severity, path, ...words }) => {
    const [message, expected, received, remedy] = [words.message, words.expected, words.received, words.remedy].map(
      plainLine
    )
    return (
      `${plainLine(file)}:${line}:${column} ${severity} ${plainLine(path)}: ${message}\n` +
      `  expected: ${expected}\n  received: ${received}\n  to mend:  ${remedy}\n`
    )
  })
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.length - errors
  const counts = [
    ...(errors > 0 ? [countOf(errors, 'error')] : []),
    ...(warnings > 0 ? [countOf(warnings, 'warning')] : [])
  ]
  const files = new Set(problems.map(({ file }) => file)).size
  return `${paragraphs.join('\n')}\n${counts.join(' and ')} in ${countOf(files, 'file')}\n`
}

function countOf(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}
