import { minPairsMixtureT, minPairsSignFlip } from '../../stats/reach'
import type { NeededSeeds, ReachQuestion } from '../kind'
import { UNDECIDABLE } from '../shared/reach'

/** The pairs that the tests of a comparison need for a p as small as the level. */
export function reachOfPairs({ method, level, atLevel }: ReachQuestion): NeededSeeds {
  return { ...UNDECIDABLE, ...neededPairs(method, level, atLevel) }
}

function neededPairs(
  method: string | undefined,
  level: number,
  atLevel: string
): { readonly count: number; readonly why: string } {
  const smallE = `with fewer pairs its e-value is never that large, ${atLevel}`
  switch (method) {
    case 'mixture-t':
      return { count: minPairsMixtureT(level), why: smallE }
    case 'sign-flip':
    case 'betting':
      return { count: minPairsSignFlip(level), why: smallE }
    case 'pocock':
    case 'obrien-fleming':
      // That the last look is one of the looks is an error of its own; a t statistic has no upper bound.
      return { count: 1, why: '' }
    default:
      return {
        count: minPairsSignFlip(level),
        why: `with fewer pairs the sign-flip test has no p that small, ${atLevel}`
      }
  }
}
