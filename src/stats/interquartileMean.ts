/**
 * Mean of the middle half: a quarter of the values, rounded down, is left out at either end. It is moved by outliers as
 * little as the median nearly, and scatters less.
 *
 * @param values at least 1 number
 * @throws RangeError without values
 * @example interquartileMean([1, 2, 3, 100]) // 2.5
 * @see Agarwal et al. 2021, Deep RL at the Edge of the Statistical Precipice; SciPy's `trim_mean(values, 0.25)`
 */
export function interquartileMean(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('the interquartile mean of no values')
  const sorted = Float64Array.from(values).sort()
  const cut = Math.floor(sorted.length / 4)
  const middle = sorted.subarray(cut, sorted.length - cut)
  return middle.reduce((sum, value) => sum + value, 0) / middle.length
}
