/**
 * Divides numbers by a power of two so that the largest |x| lies in [1, 2). No bit is lost but of numbers a factor of
 * 2^1000 smaller, and sums of them can neither overflow nor vanish.
 *
 * @param values finite numbers
 * @example unitScale([3, -1]) // [1.5, -0.5]
 */
export function unitScale(values: readonly number[]): number[] {
  const largest = Math.max(0, ...values.map(Math.abs))
  if (largest === 0) return [...values]
  const up = -exponentOf(largest)
  // In two steps, since 2^1074 itself is no number.
  const half = Math.trunc(up / 2)
  return values.map((value) => value * 2 ** half * 2 ** (up - half))
}

/** The whole e with 2^e <= x < 2^(e + 1). */
function exponentOf(x: number): number {
  // The logarithm of a number just below a power of two rounds up to it.
  const exponent = Math.floor(Math.log2(x))
  return 2 ** exponent > x ? exponent - 1 : exponent
}
