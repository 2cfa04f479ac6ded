import { mean } from './describe'
import { unitScale } from './unitScale'

/** Up to so many labellings of each half of the blocks are tabled, and then all of them count. */
const MAX_TABLED = 2 ** 18
/** Blocks with more splits than this are shuffled instead of tabled. */
const MAX_SPLITS = 2 ** 14
const NUM_DRAWS = 99_999
/** Statistics are compared up to this share of what |x| adds up to: far above their rounding error. */
const TOLERANCE = 1e-12

/** One block: the setting that both samples share. */
export interface SampleBlock {
  readonly a: readonly number[]
  readonly b: readonly number[]
}

export interface StratifiedPermutation {
  /** Mean over the blocks, each of weight 1, of mean(b) - mean(a). */
  readonly effect: number
  /** Two-sided p of no effect in any block. */
  readonly p: number
  /** Whether all labellings were counted, or drawn ones. */
  readonly exact: boolean
}

/**
 * Two-sided stratified permutation test: labels are exchanged within each block, the statistic is the mean over the
 * blocks of the difference of means, and p is the share of labellings with a statistic at least as far from 0 as the
 * observed one. Exact while the labellings of each half of the blocks number at most 2^18 (7 blocks of 3 + 3, 4 of
 * 5 + 5), by meeting in the middle; beyond, it draws 99,999 and takes (1 + hits)/(1 + draws), a valid p too.
 *
 * @param blocks at least one, each with at least 1 number in each sample
 * @param random uniform draws in [0, 1); only used where counting all is not feasible
 * @throws RangeError without blocks, with an empty sample or a number that is not finite
 * @example stratifiedPermutation([{ a: [1, 2], b: [3, 4] }, { a: [5, 6], b: [7, 8] }], random).p // 2/36
 * @see Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, 3rd ed., section 3.5; Phipson & Smyth 2010
 */
export function stratifiedPermutation(blocks: readonly SampleBlock[], random: () => number): StratifiedPermutation {
  requireBlocks(blocks)
  const effect = mean(blocks.map(({ a, b }) => mean(b) - mean(a)))
  const strata = inUnitScale(blocks).map(stratumOf)
  // Sums over the blocks instead of means: their number cancels.
  const observed = sumOf(strata.map(({ scores, size }) => sumOf(scores.slice(0, size))))
  const threshold = Math.abs(observed) - TOLERANCE * sumOf(strata.flatMap(({ scores }) => scores.map(Math.abs)))
  if (threshold <= 0) return { effect, p: 1, exact: true }
  const halves = inHalves(strata)
  if (halves !== null) return { effect, p: shareBeyond(halves, threshold), exact: true }
  const hits = countDrawn(strata, threshold, random)
  return { effect, p: (1 + hits) / (1 + NUM_DRAWS), exact: false }
}

/**
 * A block whose statistic is the sum of `size` of its numbers: centred, the difference of means is
 * (1/n + 1/m) times the sum of the chosen ones.
 */
interface Stratum {
  readonly scores: readonly number[]
  readonly size: number
  readonly splits: number
}

function stratumOf({ a, b }: SampleBlock): Stratum {
  const pooled = [...b, ...a]
  const center = mean(pooled)
  const factor = 1 / a.length + 1 / b.length
  const scores = pooled.map((value) => (value - center) * factor)
  return { scores, size: b.length, splits: binomial(pooled.length, b.length) }
}

/** All blocks by one factor. */
function inUnitScale(blocks: readonly SampleBlock[]): SampleBlock[] {
  const values = unitScale(blocks.flatMap(({ a, b }) => [...a, ...b]))
  const take = (sample: readonly number[]) => values.splice(0, sample.length)
  return blocks.map(({ a, b }) => ({ a: take(a), b: take(b) }))
}

/** Splits the blocks so that each half's labellings can be tabled; null where that is not feasible. */
function inHalves(strata: readonly Stratum[]): readonly [Float64Array, Float64Array] | null {
  const halves: [Stratum[], Stratum[]] = [[], []]
  const counts: [number, number] = [1, 1]
  for (const stratum of [...strata].sort((x, y) => y.splits - x.splits)) {
    const side = counts[0] <= counts[1] ? 0 : 1
    halves[side].push(stratum)
    counts[side] *= stratum.splits
  }
  return Math.max(...counts) > MAX_TABLED ? null : [labellings(halves[0]), labellings(halves[1])]
}

/** The statistic under all labellings of some blocks, ascending. */
function labellings(strata: readonly Stratum[]): Float64Array {
  let sums = new Float64Array(1)
  for (const stratum of strata) {
    const own = splitSums(stratum)
    const grown = new Float64Array(sums.length * own.length)
    for (const [i, sum] of sums.entries())
      for (const [j, value] of own.entries()) grown[i * own.length + j] = sum + value
    sums = grown
  }
  return sums.sort()
}

/** The sums of all subsets of the stratum's size. */
function splitSums({ scores, size }: Stratum): Float64Array {
  let bySize: number[][] = [[0], ...Array.from({ length: size }, (): number[] => [])]
  for (const value of scores) {
    bySize = bySize.map((sums, k) => (k === 0 ? sums : [...sums, ...bySize[k - 1]!.map((sum) => sum + value)]))
  }
  return Float64Array.from(bySize[size]!)
}

function shareBeyond([left, right]: readonly [Float64Array, Float64Array], threshold: number): number {
  let hits = 0
  let from = right.length
  let to = right.length
  for (const value of left) {
    while (from > 0 && value + right[from - 1]! >= threshold) from--
    while (to > 0 && value + right[to - 1]! > -threshold) to--
    hits += right.length - from + to
  }
  return hits / (left.length * right.length)
}

function countDrawn(strata: readonly Stratum[], threshold: number, random: () => number): number {
  const draws = strata.map((stratum) => drawer(stratum, random))
  let hits = 0
  for (let draw = 0; draw < NUM_DRAWS; draw++) {
    let sum = 0
    for (const next of draws) sum += next()
    if (Math.abs(sum) >= threshold) hits++
  }
  return hits
}

function drawer(stratum: Stratum, random: () => number): () => number {
  if (stratum.splits <= MAX_SPLITS) {
    const sums = splitSums(stratum)
    return () => sums[Math.floor(random() * sums.length)]!
  }
  const deck = Float64Array.from(stratum.scores)
  return () => {
    let sum = 0
    for (let i = 0; i < stratum.size; i++) {
      const j = i + Math.floor(random() * (deck.length - i))
      const drawn = deck[j]!
      deck[j] = deck[i]!
      deck[i] = drawn
      sum += drawn
    }
    return sum
  }
}

function requireBlocks(blocks: readonly SampleBlock[]): void {
  if (blocks.length === 0) throw new RangeError('a stratified test of no blocks')
  for (const { a, b } of blocks) {
    if (a.length === 0 || b.length === 0) throw new RangeError('a block with an empty sample')
    if (![...a, ...b].every(Number.isFinite)) throw new RangeError('a block with a number that is not finite')
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function binomial(n: number, k: number): number {
  let result = 1
  for (let i = 1; i <= k; i++) result = (result * (n - k + i)) / i
  return Math.round(result)
}
