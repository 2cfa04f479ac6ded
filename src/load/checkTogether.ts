import { DEFAULT_ALPHA } from '../claims/defaults'
import { idOfPlace, numberAt, type SpecDocument, stringAt } from '../claims/document'
import { type JsonPath, type LintProblem, problemAt } from '../claims/lintProblem'
import { PROFILE_NAMES } from '../claims/types'
import { type ClaimIndex, claimsOn, familyOf } from './claimIndex'

/** What files say against each other and against their places: ids, folders, the error rate of a family. */
export function checkTogether(claimIndex: ClaimIndex): LintProblem[] {
  const documents = [...claimIndex.claims, ...claimIndex.experiments, ...claimIndex.figures]
  return [
    ...documents.flatMap(idAndPlace),
    ...claimIndex.claims.flatMap((claim) => keyAndFolder(claim, ['source', 'key'])),
    ...claimIndex.sources.flatMap((source) => keyAndFolder(source, ['key'])),
    ...duplicateIds(claimIndex.claims),
    ...duplicateIds(claimIndex.experiments),
    ...duplicateIds(claimIndex.figures),
    ...alphaOfFamilies(claimIndex.claims),
    ...unreadFirstLooks(claimIndex)
  ]
}

function idAndPlace(document: SpecDocument): LintProblem[] {
  const id = stringAt(document, 'id')
  const place = idOfPlace(document)
  if (id === undefined || id === place) return []
  return [
    problemAt(document, ['id'], {
      message: "the id is not the file's place",
      expected: JSON.stringify(place),
      remedy: 'correct the id, or move the file'
    })
  ]
}

function keyAndFolder(document: SpecDocument, path: JsonPath): LintProblem[] {
  const key = stringAt(document, ...path)
  const folder = document.file.split('/').at(-2)
  if (key === undefined || key === folder) return []
  return [
    problemAt(document, path, {
      message: "the source's key is not the name of the folder",
      expected: JSON.stringify(folder),
      remedy: 'correct the key, or move the file'
    })
  ]
}

function duplicateIds(documents: readonly SpecDocument[]): LintProblem[] {
  const first = new Map<string, SpecDocument>()
  return documents.flatMap((document) => {
    const id = stringAt(document, 'id')
    if (id === undefined) return []
    const other = first.get(id)
    if (other === undefined) {
      first.set(id, document)
      return []
    }
    return [
      problemAt(document, ['id'], {
        message: 'the id is taken',
        expected: `an id of its own; ${other.file} has this one`,
        remedy: `rename it; by its place it is ${JSON.stringify(idOfPlace(document))}`
      })
    ]
  })
}

/** A profile's `seeds.min` is the first look at a claim to which seeds are added; without one nothing reads it. */
function unreadFirstLooks(claimIndex: ClaimIndex): LintProblem[] {
  return claimIndex.experiments.flatMap((experiment) => {
    const claims = claimsOn(experiment, claimIndex)
    if (claims.length === 0) return []
    if (claims.some((claim) => stringAt(claim, 'decision', 'mode') === 'anytime-valid')) return []
    return PROFILE_NAMES.flatMap((profile) => {
      const path = ['profiles', profile, 'seeds']
      const [min, max] = [numberAt(experiment, ...path, 'min'), numberAt(experiment, ...path, 'max')]
      if (min === undefined || max === undefined || min >= max) return []
      return [
        problemAt(experiment, [...path, 'min'], {
          message: 'no claim of this experiment is looked at before its last seed',
          expected: `no "min", or a claim in mode "anytime-valid"`,
          remedy: 'leave min out'
        })
      ]
    })
  })
}

/** One family, one error rate: the first claim that states it sets it. */
function alphaOfFamilies(claims: readonly SpecDocument[]): LintProblem[] {
  const first = new Map<string, { alpha: number; file: string }>()
  return claims.flatMap((claim) => {
    const family = familyOf(claim)
    if (family === undefined) return []
    const alpha = numberAt(claim, 'decision', 'alpha') ?? DEFAULT_ALPHA
    const other = first.get(family)
    if (other === undefined) {
      first.set(family, { alpha, file: claim.file })
      return []
    }
    if (other.alpha === alpha) return []
    return [
      problemAt(claim, ['decision', 'alpha'], {
        message: `the claims of family ${family} state different error rates`,
        expected: `${other.alpha}, as in ${other.file}`,
        received: String(alpha),
        remedy: 'give every claim of a family the same alpha'
      })
    ]
  })
}
