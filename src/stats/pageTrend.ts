import { doubledMidRanks } from './doubledMidRanks'

/** Up to so many levels the distribution is counted out; each seed then has 2^8 sets of levels. */
const MAX_EXACT_LEVELS = 8
/** Up to so many products of a convolution, a second's work; beyond, and with more levels, levels are shuffled within seeds. */
const MAX_EXACT_SUMS = 2 ** 16
const NUM_DRAWS = 9999

/** Page's test of an order. */
export interface PageTrend {
  /** L = sum over the levels of place times rank sum, places and ranks from 1 on. */
  readonly statistic: number
  /** One-sided: P(L >= observed) were the levels of each seed exchangeable. */
  readonly pRising: number
  /** One-sided: P(L <= observed). */
  readonly pFalling: number
  /** Counted out, and not by random shuffles. */
  readonly isExact: boolean
}

/**
 * Page's L: whether values rise, or fall, over levels in an order that was stated beforehand. Each seed ranks its own
 * levels, ties share the mean of their ranks; the distribution is that of the ranks shuffled within each seed, ties and
 * all: exact up to 8 levels, above by 9,999 shuffles as (1 + hits)/(1 + draws), a valid p too (Phipson & Smyth 2010).
 *
 * SciPy's `page_trend_test(method='exact')` gives the same without ties; with them its p is that of no ties.
 *
 * @param rows one a seed, a value each level in their order; 2 levels or more, finite
 * @param random uniform draws in [0, 1); only used beyond what is counted out
 * @throws RangeError without rows, or where they differ in length
 * @example pageTrend([[1, 2, 3], [1, 2, 3]], random).pRising // 0.02777...: 1/36
 * @see Page 1963, Journal of the American Statistical Association 58
 */
export function pageTrend(rows: readonly (readonly number[])[], random: () => number): PageTrend {
  const numLevels = rows[0]?.length ?? 0
  if (numLevels < 2) throw new RangeError('an order takes rows of two levels or more')
  if (rows.some((row) => row.length !== numLevels)) throw new RangeError('rows of one length')
  const ranks = rows.map(doubledMidRanks)
  const observed = sumOf(ranks.map(orderOf))
  const largest = sumOf(ranks.map((row) => orderOf(row.toSorted((a, b) => a - b))))
  const isExact = numLevels <= MAX_EXACT_LEVELS && largest <= MAX_EXACT_SUMS
  const [atLeast, atMost] = isExact ? countedTails(ranks, observed) : drawnTails(ranks, observed, random)
  return { statistic: observed / 2, pRising: Math.min(1, atLeast), pFalling: Math.min(1, atMost), isExact }
}

function orderOf(ranks: readonly number[]): number {
  return ranks.reduce((sum, rank, place) => sum + (place + 1) * rank, 0)
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

function countedTails(ranks: readonly (readonly number[])[], observed: number): [number, number] {
  const known = new Map<string, Float64Array>()
  let distribution = Float64Array.of(1)
  for (const row of ranks) {
    const sorted = row.toSorted((a, b) => a - b)
    const key = sorted.join()
    if (!known.has(key)) known.set(key, shuffledOrders(sorted))
    distribution = convolve(distribution, known.get(key)!)
  }
  return [distribution.subarray(observed).reduce(add, 0), distribution.subarray(0, observed + 1).reduce(add, 0)]
}

const add = (a: number, b: number) => a + b

/** The distribution of one seed's part of L over all orders of its ranks: by the set of ranks that the first places took. */
function shuffledOrders(ranks: readonly number[]): Float64Array {
  const k = ranks.length
  const size = orderOf(ranks) + 1
  const bySet = Array.from({ length: 2 ** k }, () => new Float64Array(0))
  bySet[0] = new Float64Array(size)
  bySet[0]![0] = 1
  for (let set = 0; set < 2 ** k; set++) {
    const from = bySet[set]!
    const place = 1 + ranks.filter((_, index) => (set & (1 << index)) !== 0).length
    for (let index = 0; index < k; index++) {
      if ((set & (1 << index)) !== 0) continue
      const next = set | (1 << index)
      if (bySet[next]!.length === 0) bySet[next] = new Float64Array(size)
      const step = place * ranks[index]!
      const to = bySet[next]!
      for (let sum = 0; sum + step < size; sum++) to[sum + step]! += from[sum]! / (k - place + 1)
    }
  }
  return bySet.at(-1)!
}

function convolve(a: Float64Array, b: Float64Array): Float64Array<ArrayBuffer> {
  const sums = new Float64Array(a.length + b.length - 1)
  for (const [i, share] of a.entries()) {
    if (share === 0) continue
    for (let j = 0; j < b.length; j++) sums[i + j]! += share * b[j]!
  }
  return sums
}

function drawnTails(ranks: readonly (readonly number[])[], observed: number, random: () => number): [number, number] {
  const shuffled = ranks.map((row) => [...row])
  let [atLeast, atMost] = [1, 1]
  for (let draw = 0; draw < NUM_DRAWS; draw++) {
    let sum = 0
    for (const row of shuffled) {
      shuffle(row, random)
      sum += orderOf(row)
    }
    if (sum >= observed) atLeast++
    if (sum <= observed) atMost++
  }
  return [atLeast / (1 + NUM_DRAWS), atMost / (1 + NUM_DRAWS)]
}

function shuffle(row: number[], random: () => number): void {
  for (let i = row.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const value = row[i]!
    row[i] = row[j]!
    row[j] = value
  }
}
