import seedrandom from 'seedrandom'
import { skewRobustTest } from '../../stats/skewRobustP'
import { spreadPseudoValues, spreadSwapP } from '../../stats/spreadRatio'
import { tInterval } from '../../stats/tInterval'
import { hasSpread, largestTie } from '../../stats/ties'
import { tTest } from '../../stats/tTest'
import type { LocationTest } from '../comparison/locationTest'
import { unknownLocation, withoutSpread } from '../comparison/spreadGuard'
import { remembered } from '../shared/remembered'

/**
 * Where the logarithm of a ratio of standard deviations is shown to stand, over pairs of values: the jackknife's t interval,
 * p with the skewness of its pseudo-values allowed for, and the swap test of Pitman's and Morgan's correlation have to agree.
 * Each of them alone is wrong too often beyond normal values; together, and what they cost: docs/statistics.md.
 *
 * @param control values of at least 3 pairs
 * @param treatment values, as many
 */
export function spreadTest(control: readonly number[], treatment: readonly number[]): LocationTest {
  const equal = Math.max(largestTie(control), largestTie(treatment))
  const pseudoValues = spreadPseudoValues(control, treatment)
  const swapAt = remembered((reference) =>
    // A stream of its own for each test, so that its p depends on nothing but the sample.
    spreadSwapP(control, treatment, reference, seedrandom.alea('claimcheck/spread-swap'))
  )
  // All but one value of an arm are equal: its spread, and what leaving that one out makes of it, say nothing.
  if (!pseudoValues.every(Number.isFinite)) return unknownLocation(control.length, { equal, of: control.length })
  const intervalAt = remembered((alpha) => tInterval(pseudoValues, 1 - alpha))
  const skewAt = skewRobustTest(pseudoValues)
  const location: LocationTest = {
    values: pseudoValues,
    interval: intervalAt,
    side: (reference, alpha) => {
      const { lower, upper } = intervalAt(alpha)
      if (lower <= reference && reference <= upper) return 'open'
      if (swapAt(reference) > alpha) return 'contested'
      if (skewAt(reference) > alpha) return 'skewed'
      return upper < reference ? 'below' : 'above'
    },
    test: (reference) => {
      const pT = tTest(pseudoValues, reference).twoSided
      const [pFlip, pSkew] = [swapAt(reference), skewAt(reference)]
      return { pT, pFlip, pSkew, p: Math.max(pT, pFlip, pSkew) }
    }
  }
  // Arms that are the same run by run have a ratio that nothing scatters.
  const alike = largestTie(pseudoValues)
  const isKnown = hasSpread(control) && hasSpread(treatment) && alike < pseudoValues.length
  return isKnown ? location : withoutSpread(location, { equal: Math.max(equal, alike), of: control.length })
}
