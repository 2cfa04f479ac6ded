import { mean } from './describe'
import type { CrossedLosses } from './modelConfidenceSet'

const NUM_DRAWS = 1000

/**
 * How often each option would be the one with the smallest mean, were seeds and blocks drawn anew: they are resampled with
 * replacement, each factor by itself, the same draw for all options; ties go to the first. Descriptive: of few seeds a
 * resample varies less than another set of seeds would.
 *
 * @param options at least one, all of one layout
 * @param random uniform draws in [0, 1)
 * @param numDraws 1,000 where it is left out
 * @returns shares in the options' order, which add up to 1
 * @example choiceShares([[[1], [2]], [[1.5], [1.6]]], () => 0.9) // [0, 1]: twice the second seed
 */
export function choiceShares(options: readonly CrossedLosses[], random: () => number, numDraws = NUM_DRAWS): number[] {
  const counts = new Array<number>(options.length).fill(0)
  const [numSeeds, numBlocks] = [options[0]!.length, options[0]![0]!.length]
  const drawn = (count: number) => Array.from({ length: count }, () => Math.floor(random() * count))
  for (let draw = 0; draw < numDraws; draw++) {
    const seeds = drawn(numSeeds)
    // One block cannot be drawn otherwise.
    const blocks = numBlocks === 1 ? [0] : drawn(numBlocks)
    const means = options.map((rows) => mean(seeds.map((seed) => sumAt(rows[seed]!, blocks))))
    counts[means.indexOf(Math.min(...means))]! += 1
  }
  return counts.map((count) => count / numDraws)
}

function sumAt(row: readonly number[], blocks: readonly number[]): number {
  let sum = 0
  for (const block of blocks) sum += row[block]!
  return sum
}
