import { arrayAt, byPlace, idOfPlace, type SpecDocument, stringAt } from '../claims/document'
import { didYouMean, type LintProblem, problemAt } from '../claims/lintProblem'
import type { Rank } from '../claims/types'
import type { ClaimIndex } from './claimIndex'

const HEADLINE: Rank = 'headline'

/** Claims that bear another one out exist, and bear out a headline that is not one of them. */
export function checkSupport(claim: SpecDocument, { claims }: Pick<ClaimIndex, 'claims'>): LintProblem[] {
  const named = arrayAt(claim, 'supportedBy') ?? []
  if (named.length === 0) return []
  if (stringAt(claim, 'rank') !== HEADLINE) {
    return [
      problemAt(claim, ['supportedBy'], {
        message: 'only a headline claim names those that bear it out',
        expected: '"rank": "headline" beside it',
        remedy: 'state the rank, or leave supportedBy out'
      })
    ]
  }
  const known = byPlace(claims)
  return named.flatMap((id, index) => {
    if (typeof id !== 'string') return []
    const path = ['supportedBy', index]
    if (id === idOfPlace(claim)) {
      return [
        problemAt(claim, path, {
          message: 'a claim does not bear itself out',
          expected: 'the ids of other claims',
          remedy: 'remove it'
        })
      ]
    }
    if (known.has(id)) return []
    return [
      problemAt(claim, path, {
        message: 'there is no such claim',
        expected: 'the id of a claim, <source key>/<slug>',
        remedy: didYouMean(id, known.keys(), `write ${id}.json, or name another claim`)
      })
    ]
  })
}
