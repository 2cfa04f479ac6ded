import { quickselect } from 'simple-statistics'
import { mean } from './describe'
import { normalCdf, normalQuantile } from './distributions'
import type { Interval } from './interval'
import { inSafeScale } from './unitScale'

/** One less than a round number, so that usual tail areas fall on an order statistic. */
export const NUM_RESAMPLES = 9_999
/** A resampled mean this close to the mean, in units of the largest deviation, equals it but for rounding. */
const TIE = 1e-12

/**
 * Bias-corrected and accelerated bootstrap interval of a mean. Resample j takes values[floor(n random())], n draws in
 * turn; bias correction from the share of resampled means below the mean, ties half; acceleration by the jackknife;
 * quantiles of the resampled means by linear interpolation (R type 7). The conventions are those of SciPy's `bootstrap`,
 * but for ties, which are recognised in spite of rounding.
 *
 * @param values at least 2 numbers
 * @param level in (0, 1)
 * @param random uniform draws in [0, 1)
 * @param numResamples 9,999 where it is left out
 * @returns null where the resampled means do not spread around the mean, so that no correction is defined
 * @throws RangeError with fewer than 2 values
 * @example bcaInterval([1, 2, 3, 4, 10], 0.95, random) // { lower: 2, upper: 7.6, level: 0.95 }
 * @see Efron 1987; Efron & Tibshirani 1993, eq. 14.9 to 14.15
 */
export function bcaInterval(
  values: readonly number[],
  level: number,
  random: () => number,
  numResamples = NUM_RESAMPLES
): Interval | null {
  return bcaIntervalOf(values, level, (deviations) => resampledMeans(deviations, random, numResamples))
}

/**
 * The same with the resamples from elsewhere.
 *
 * @param meansOf the means of the resamples of numbers; what it returns is sorted in place
 */
export function bcaIntervalOf(
  values: readonly number[],
  level: number,
  meansOf: (deviations: Float64Array) => Float64Array
): Interval | null {
  if (values.length < 2) throw new RangeError(`a bootstrap interval needs 2 numbers, not ${values.length}`)
  const center = mean(values)
  const deviations = values.map((value) => value - center)
  const means = meansOf(Float64Array.from(deviations))
  const share = shareBelowZero(means, TIE * Math.max(...deviations.map(Math.abs)))
  const acceleration = jackknifeAcceleration(deviations)
  if (share === 0 || share === 1 || acceleration === null) return null
  const bias = normalQuantile(share)
  const adjusted = (p: number): number => {
    const z = bias + normalQuantile(p)
    return normalCdf(bias + z / (1 - acceleration * z))
  }
  const tail = (1 - level) / 2
  return { lower: center + quantile(means, adjusted(tail)), upper: center + quantile(means, adjusted(1 - tail)), level }
}

/** Means of samples drawn from the pool with replacement. */
export function resampledMeans(pool: Float64Array, random: () => number, numResamples: number): Float64Array {
  const n = pool.length
  const means = new Float64Array(numResamples)
  for (let i = 0; i < numResamples; i++) {
    let sum = 0
    for (let j = 0; j < n; j++) sum += pool[Math.floor(random() * n)]!
    means[i] = sum / n
  }
  return means
}

/** Ties count half. */
function shareBelowZero(means: Float64Array, tolerance: number): number {
  let below = 0
  let notAbove = 0
  for (const value of means) {
    if (value < -tolerance) below++
    if (value <= tolerance) notAbove++
  }
  return (below + notAbove) / (2 * means.length)
}

/** For a mean the jackknife's influence values are the deviations from it, up to a factor that cancels. */
function jackknifeAcceleration(deviations: readonly number[]): number | null {
  let cubes = 0
  let squares = 0
  for (const deviation of inSafeScale(deviations).values) {
    cubes += deviation ** 3
    squares += deviation ** 2
  }
  return squares === 0 ? null : cubes / (6 * squares ** 1.5)
}

/** Sorts no more than the two order statistics take; reorders the values. */
function quantile(values: Float64Array, p: number): number {
  const position = p * (values.length - 1)
  const index = Math.min(Math.floor(position), values.length - 2)
  // It works in place, on whatever has numbers at places.
  quickselect(values as unknown as number[], index)
  const lower = values[index]!
  let next = Infinity
  for (let i = index + 1; i < values.length; i++) if (values[i]! < next) next = values[i]!
  return lower + (position - index) * (next - lower)
}
