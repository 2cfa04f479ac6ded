import { comparable } from './decimals'
import { betaQuantile } from './distributions'

/** Numbers that differ by a smaller share of the largest one are equal but for rounding; decimals differ by 1e-9 of it. */
const ROUNDING = 1e-10
/** So far apart nothing is equal, decimals neither. */
const APART = 1e-8

/**
 * How many values of a sample are equal to each other at most, but for rounding: of decimals such as b - a of printed losses
 * as decimals, of all others to within 1e-10 of the largest |value|.
 *
 * @param values finite numbers
 * @example largestTie([0.3 - 0.2, 0.1, 0.4]) // 2
 */
export function largestTie(values: readonly number[]): number {
  if (values.length > 0 && areApart(values)) return 1
  const sorted = comparable(values).sort((a, b) => a - b)
  const tolerance = ROUNDING * Math.max(0, ...sorted.map(Math.abs))
  let most = 0
  let from = 0
  for (let to = 0; to < sorted.length; to++) {
    while (sorted[to]! - sorted[from]! > tolerance) from++
    most = Math.max(most, to - from + 1)
  }
  return most
}

/** Of most samples this tells all, at a small part of the cost. */
function areApart(values: readonly number[]): boolean {
  const sorted = Float64Array.from(values).sort()
  const tolerance = APART * Math.max(-sorted[0]!, sorted.at(-1)!)
  return sorted.every((value, place) => place === 0 || value - sorted[place - 1]! > tolerance)
}

/**
 * Whether fewer than half of the values are equal to each other: else their spread says nothing.
 *
 * @param values finite numbers
 * @example hasSpread([0, 0, 0, 0.1, 0.2]) // false
 */
export function hasSpread(values: readonly number[]): boolean {
  return 2 * largestTie(values) < values.length
}

/**
 * Upper bound of how frequent other values may be where most of a sample are equal: one-sided, exact (Clopper-Pearson);
 * where none was seen 1 - alpha^(1/n).
 *
 * @param equal values that are equal, at least 1
 * @param total all values
 * @param alpha in (0, 1)
 * @example unseenRateBound(10, 10, 0.05) // 0.2588...
 * @example unseenRateBound(9, 10, 0.05) // 0.3941...
 */
export function unseenRateBound(equal: number, total: number, alpha: number): number {
  return equal === total ? 1 - alpha ** (1 / total) : betaQuantile(1 - alpha, total - equal + 1, equal)
}
