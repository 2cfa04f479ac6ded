import path from 'node:path'
import { didYouMean, type LintProblem, problemAt } from '../claims/lintProblem'
import { packagesIn } from '../load/packages'
import { inspectRegistrations } from './registrationsFile'

/**
 * Everything that is wrong, or doubtful, in the registrations of a claims root; nothing where there are none.
 *
 * @param claimIds the claims of the root: a registration of another one is doubtful
 * @throws InputError where the file cannot be read
 */
export function lintRegistrations(root: string, claimIds: readonly string[]): LintProblem[] {
  const ofPackages = packagesIn(root).flatMap((name) =>
    lintFile(path.join(root, name), claimIds).map((problem) => ({ ...problem, file: `${name}/${problem.file}` }))
  )
  return [...lintFile(root, claimIds), ...ofPackages]
}

function lintFile(root: string, claimIds: readonly string[]): LintProblem[] {
  const { document, registrations, problems } = inspectRegistrations(root)
  if (document === null) return []
  const known = new Set(claimIds)
  const warnings = [...registrations.keys()]
    .filter((id) => !known.has(id))
    .map((id) =>
      problemAt(document, ['registrations', id], {
        severity: 'warning',
        message: 'no claim has this id',
        expected: 'the id of a claim',
        received: JSON.stringify(id),
        remedy: didYouMean(id, claimIds, 'keep it as the record of a claim that was removed, or bring the claim back'),
        atKey: true
      })
    )
  return [...problems, ...warnings]
}
