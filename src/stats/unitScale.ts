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

/** Between these cubes neither overflow nor vanish, nor do sums and squares of them. */
const SAFE = { least: 1e-60, most: 1e60 }

/**
 * Numbers that can be squared and cubed: as they are, or divided by a power of two where the largest |x| is far from 1.
 *
 * @param values finite numbers
 * @returns the numbers, and by what they were divided
 * @example inSafeScale([3, -2e-9]).unit // 1
 * @example inSafeScale([0, 2 ** 600]) // { values: [0, 1], unit: 4.149515568880993e180 }
 */
export function inSafeScale(values: readonly number[]): { readonly values: readonly number[]; readonly unit: number } {
  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value))
  if (largest === 0 || (largest > SAFE.least && largest < SAFE.most)) return { values, unit: 1 }
  return { values: unitScale(values), unit: 2 ** exponentOf(largest) }
}

/** The whole e with 2^e <= x < 2^(e + 1). */
function exponentOf(x: number): number {
  // The logarithm of a number just below a power of two rounds up to it.
  const exponent = Math.floor(Math.log2(x))
  return 2 ** exponent > x ? exponent - 1 : exponent
}
