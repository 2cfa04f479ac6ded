import { idOfPlace, type SpecDocument } from '../claims/document'
import { type LintProblem, problemAt } from '../claims/lintProblem'
import { type ClaimIndex, familyOf } from './claimIndex'

/**
 * What the packages of a claims root, and what stands in the root itself, may not have in common: names, and families,
 * since a package is judged alike alone and beside others.
 */
export function checkHomes({
  sources,
  claims,
  experiments,
  datasets,
  figures
}: Omit<ClaimIndex, 'factsOf'>): LintProblem[] {
  const named = [sources, experiments, datasets, figures].flatMap((documents) =>
    foundInTwo(documents, idOfPlace, ['id'], (name) => `two of the name ${name}`)
  )
  return [...named, ...foundInTwo(claims, familyOf, ['family'], (family) => `the family ${family} is in two packages`)]
}

function foundInTwo(
  documents: readonly SpecDocument[],
  nameOf: (document: SpecDocument) => string | undefined,
  path: readonly string[],
  message: (name: string) => string
): LintProblem[] {
  const first = new Map<string, SpecDocument>()
  return documents.flatMap((document) => {
    const name = nameOf(document)
    if (name === undefined) return []
    const other = first.get(name)
    if (other === undefined) first.set(name, document)
    if (other === undefined || homeOfFile(other) === homeOfFile(document)) return []
    return [
      problemAt(document, path, {
        message: message(name),
        expected: `a name that no other package has; it is in ${other.file}`,
        received: document.file,
        remedy: 'rename one of them, or leave one of the packages out'
      })
    ]
  })
}

/** What stands before the folder of a file: the package, or nothing. */
function homeOfFile({ file }: SpecDocument): string {
  return file.split('/').slice(0, -2).join('/')
}
