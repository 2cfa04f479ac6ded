import type { SpecDocument } from '../claims/document'
import { type LintProblem, problemAt } from '../claims/lintProblem'
import { nameProblem } from '../claims/portableName'

/** Ids are names of files and folders, of reports and exports too, and have to be possible on every system. */
export function checkNames(document: SpecDocument): LintProblem[] {
  const steps = document.file.replace(/\.json$/, '').split('/')
  const problem = steps.map(nameProblem).find((found) => found !== null)
  if (problem === undefined) return []
  return [
    problemAt(document, ['id'], {
      message: `the file's name cannot be used on every system: ${problem}`,
      expected: 'names that are no devices (con, nul, com1 and so on) and neither begin nor end with a dot',
      received: document.file,
      remedy: 'rename it, with its id'
    })
  ]
}
