/**
 * Functions that language standards leave to the engine: `Math.cos` and `Math.exp` may differ in their last bits from one
 * JavaScript engine to the next, and sums of products do not.
 */

/**
 * cos(pi x), to a few roundings.
 *
 * @param x in [0, 1]
 * @example cosineOfPi(1) // -1
 */
export function cosineOfPi(x: number): number {
  if (x > 0.5) return -cosineOfPi(1 - x)
  // cos 2y = 2 cos(y)^2 - 1 brings the argument under pi/4, where twelve terms are enough.
  if (x > 0.25) {
    const half = cosineOfPi(x / 2)
    return 2 * half * half - 1
  }
  const square = (Math.PI * x) ** 2
  let sum = 1
  for (let k = 24; k > 0; k -= 2) sum = 1 - (sum * square) / (k * (k - 1))
  return sum
}

/**
 * e^y, to a few roundings.
 *
 * @param y in [-1, 1]
 */
export function exponential(y: number): number {
  let sum = 1
  for (let k = 20; k > 0; k--) sum = 1 + (sum * y) / k
  return sum
}
