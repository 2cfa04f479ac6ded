import { requireFinite } from './requirements'

/**
 * A sample in coordinates that lose nothing: y_i = (values_i - origin)/unit, origin the first value, unit a power of
 * two. Differences between near values are exact, and neither 1e308 nor denormals overflow or vanish when squared.
 */
export interface PrefixMoments {
  readonly n: number
  readonly origin: number
  readonly unit: number
  readonly y: Float64Array
  /** Mean of y_1..y_i. */
  readonly mean: Float64Array
  /** Mean square of y_1..y_i about their mean (n in the denominator); exactly 0 while all are equal. */
  readonly variance: Float64Array
}

/**
 * Running mean and variance of every prefix (Welford).
 *
 * @throws RangeError where a value is not finite
 * @example prefixMoments([1, 3]).variance // Float64Array [0, 0.25]: unit 2, y = 0 and 1
 * @see Welford 1962
 */
export function prefixMoments(values: readonly number[]): PrefixMoments {
  const n = values.length
  requireFinite(values)
  const largest = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
  const unit = largest === 0 ? 1 : 2 ** Math.floor(Math.log2(largest))
  const origin = values[0] ?? 0
  const y = new Float64Array(n)
  const mean = new Float64Array(n)
  const variance = new Float64Array(n)
  let center = 0
  let squares = 0
  for (let i = 0; i < n; i++) {
    const value = values[i]! / unit - origin / unit
    const distance = value - center
    center += distance / (i + 1)
    squares += distance * (value - center)
    y[i] = value
    mean[i] = center
    variance[i] = squares / (i + 1)
  }
  return { n, origin, unit, y, mean, variance }
}

/** A number on the sample's own scale, in its coordinates. */
export function toCoordinate({ origin, unit }: PrefixMoments, value: number): number {
  return value / unit - origin / unit
}
