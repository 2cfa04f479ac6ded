import type { SampleBlock } from '../../../stats/stratifiedPermutation'

/**
 * The smallest two-sided p that the permutation test can have: the observed labelling is one of all, and where both
 * samples of every block are of the same size so is its mirror image. A test that draws labellings may not get so low.
 *
 * @example smallestExactP([{ a: [1, 2, 3, 4, 5], b: [6, 7, 8, 9, 10] }]) // 2/252
 */
export function smallestExactP(blocks: readonly SampleBlock[]): number {
  const labellings = blocks.reduce((product, { a, b }) => product * choose(a.length + b.length, b.length), 1)
  const isSymmetric = blocks.every(({ a, b }) => a.length === b.length)
  return (isSymmetric ? 2 : 1) / labellings
}

/** @example (not run) choose(10, 5) // 252 */
function choose(n: number, k: number): number {
  let result = 1
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i
  return Math.round(result)
}
