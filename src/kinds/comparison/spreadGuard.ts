import type { Margin } from '../../claims/types'
import { metricBounds } from '../../runs/metrics'
import { betting } from '../../stats/sequential/betting'
import { largestTie } from '../../stats/ties'
import type { LocationTest, Side, Tied } from './locationTest'
import { sequentialLocationTest } from './sequentialLocationTest'

/**
 * No spread is no certainty: where half of the effects are equal, what varies is a rare event, of which the others say
 * nothing but that it was not seen in them. A test that measures by their spread then puts the centre on no side of
 * anything, at no level; the interval of effects that are all equal is unbounded. Of differences with bounds the bets decide
 * that need nothing else, at the level of the claim (so the error of a rule is at most the sum of both; of 10 pairs they
 * show no difference below .4).
 *
 * Simulated, differences 0 but for 1 run of 10 that loses .1, margin .005: t and the sign-flip test are wrong in .35 of
 * studies of 10 pairs and in .53 with looks from 6 pairs on, with this guard in less than .005.
 *
 * @param location of a fixed number of values, or of all up to a look: bets need no looks of their own
 * @param isBounded all values lie in [-1, 1], by what they are
 */
export function guardSpread(location: LocationTest, isBounded: boolean): LocationTest {
  const { values } = location
  const equal = largestTie(values)
  if (2 * equal < values.length || values.length === 0) return location
  const tied = { equal, of: values.length }
  if (!isBounded) return withoutSpread(location, tied)
  const bounded = sequentialLocationTest(values, betting(values.length))(values.length)
  return {
    ...bounded,
    tied,
    side: (reference, alpha) => {
      const side = bounded.side(reference, alpha)
      return side === 'open' ? withoutDecision(location.side(reference, alpha)) : side
    }
  }
}

/** A centre of which nothing is known, at whatever level. */
export function withoutSpread(location: LocationTest, tied: Tied): LocationTest {
  return {
    values: location.values,
    tied,
    interval: (alpha) =>
      tied.equal < tied.of ? location.interval(alpha) : { lower: -Infinity, upper: Infinity, level: 1 - alpha },
    side: (reference, alpha, effort) => withoutDecision(location.side(reference, alpha, effort)),
    test: (reference) => ({ ...location.test(reference), p: 1 })
  }
}

/** A centre without numbers, of which nothing is asked. @param tied why there are none, where that is known */
export function unknownLocation(n: number, tied?: Tied): LocationTest {
  return {
    values: Array.from({ length: n }, () => Number.NaN),
    ...(tied !== undefined && { tied }),
    interval: (alpha) => ({ lower: -Infinity, upper: Infinity, level: 1 - alpha }),
    side: () => (tied === undefined ? 'open' : 'no-spread'),
    test: () => ({ pT: null, pFlip: null, pSkew: null, p: 1 })
  }
}

/** Whatever the co-check says; and looks at equal values contradict each other as soon as one differs. */
function withoutDecision(side: Side): Side {
  return side === 'open' ? side : 'no-spread'
}

/** A difference of numbers that lie at most 1 apart. */
const isDifference = (value: number) => value >= -1 && value <= 1

/** Whether the effects are differences of a metric with bounds, on which bets can be placed. */
export function areBounded(metric: string, margin: Margin, values: readonly number[]): boolean {
  return (
    metricBounds(metric) !== null && 'absolute' in margin && isDifference(margin.absolute) && values.every(isDifference)
  )
}
