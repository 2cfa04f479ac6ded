/**
 * The mean, summed in float64: a float32 sum of 50,000 losses would lose three digits.
 *
 * @example meanOf([1, 2, 6]) // 3
 */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}
