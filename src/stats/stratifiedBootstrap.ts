import type { Interval } from './interval'

/** What moves a percentile of 2,000 resamples by less than a tenth of the interval. */
const NUM_RESAMPLES = 2000

/**
 * Percentile bootstrap interval of a statistic of several strata: each resample draws as many items with replacement from
 * each of them, which stay what they are. Quantiles by linear interpolation (R type 7).
 *
 * @param strata items by stratum, such as the pairs of each task; none of them empty
 * @param statistic of strata of these sizes, which it must not keep
 * @param level in (0, 1)
 * @param random uniform draws in [0, 1): stratum after stratum, item after item
 * @param numResamples 2,000 where it is left out
 * @throws RangeError where a stratum is empty
 * @example stratifiedBootstrap([[1, 2], [5, 7]], ([a, b]) => b[0] - a[0], 0.95, random) // { lower: 3, upper: 6, level: 0.95 }
 * @see Agarwal et al. 2021, section 4.1; Efron & Tibshirani 1993, chapter 13
 */
export function stratifiedBootstrap<Item>(
  strata: readonly (readonly Item[])[],
  statistic: (strata: readonly (readonly Item[])[]) => number,
  level: number,
  random: () => number,
  numResamples = NUM_RESAMPLES
): Interval {
  if (strata.some(({ length }) => length === 0)) throw new RangeError('a bootstrap of an empty stratum')
  // One array a stratum, drawn into again and again.
  const drawn = strata.map((items) => [...items])
  const draws = Float64Array.from({ length: numResamples }, () => {
    for (const [index, items] of strata.entries()) {
      const into = drawn[index]!
      for (let place = 0; place < items.length; place++) into[place] = items[Math.floor(random() * items.length)]!
    }
    return statistic(drawn)
  }).sort()
  const quantile = (p: number) => {
    const place = p * (draws.length - 1)
    const low = Math.floor(place)
    const below = draws[low]!
    return below + (place - low) * (draws[Math.min(low + 1, draws.length - 1)]! - below)
  }
  return { lower: quantile((1 - level) / 2), upper: quantile((1 + level) / 2), level }
}
