import { comparable } from './decimals'
import { FLIP_TOLERANCE, MAX_EXACT_FLIPS } from './signFlip'

/** Sizes are rounded to this share of their sum: at 30 values the bounds of p are a thousandth apart near p = .05. */
const NUM_CELLS = 8192
/** Above what rounding moves, as a share of the sum of sizes: a sample with a value less may be other decimals. */
const SLACK = 1e-7

/** Where a p value is sure to lie. */
export interface PBounds {
  readonly lower: number
  readonly upper: number
}

/** Sizes that are this small beside the largest may have lost digits, or all of them. */
const SMALLEST_TOTAL = 1e-200

const UNKNOWN: PBounds = { lower: 0, upper: 1 }

/**
 * Bounds of the exact sign-flip p (`signFlipP`), of a sample and of the sample with any one value left out, at a small
 * part of the cost of counting: mostly they tell on which side of a level p is, and a count is needed where they do not.
 *
 * A pattern reaches the observed |sum| where its negative part, a subset of the sizes, sums to no more than (total -
 * |sum|)/2. Sizes are rounded to whole cells, of which subset sums are counted by dynamic programming, exactly; what
 * rounding may have moved across the limit is between the bounds. Leaving out a size of k cells divides the generating
 * function by 1 + z^k, so that of the numbers up to each sum it takes C(u) - C(u - k) + C(u - 2k) - ...
 *
 * @example new SignFlipBounds([1, 2, 3]).ofAll() // { lower: 0.25, upper: 0.25 }
 */
export class SignFlipBounds {
  private readonly values: readonly number[]
  private readonly cell: number
  /** In cells. */
  private readonly rounded: readonly number[]
  private counted: Float64Array | null = null

  /** @param values as for `signFlipP` */
  constructor(values: readonly number[]) {
    this.values = comparable(values)
    const total = sumOf(this.values.map(Math.abs))
    this.cell = total / NUM_CELLS
    this.rounded = this.values.map((value) => (total > 0 ? Math.round(Math.abs(value) / this.cell) : 0))
  }

  ofAll(): PBounds {
    return this.boundsOf(this.values, this.rounded, (sum) => this.numUpTo()[sum]!)
  }

  /** @param index of the value that is left out */
  without(index: number): PBounds {
    const cells = this.rounded[index]!
    return this.boundsOf(this.values.toSpliced(index, 1), this.rounded.toSpliced(index, 1), (sum) => {
      const numUpTo = this.numUpTo()
      if (cells === 0) return numUpTo[sum]! / 2
      let count = 0
      for (let rest = sum, sign = 1; rest >= 0; rest -= cells, sign = -sign) count += sign * numUpTo[rest]!
      return count
    })
  }

  /** By sum: the number of subsets whose rounded sizes sum to no more. */
  private numUpTo(): Float64Array {
    // Leaving out a value makes total - |sum| no larger, so that nobody asks for more.
    this.counted ??= numSubsetsUpTo(this.rounded, Math.ceil(this.limits(this.values, this.rounded)[1]) + 1)
    return this.counted
  }

  private boundsOf(values: readonly number[], rounded: readonly number[], numUpTo: (sum: number) => number): PBounds {
    // Above that many values p itself is drawn; what it would be exactly does not bound it.
    if (values.length > MAX_EXACT_FLIPS) return UNKNOWN
    const total = sumOf(values.map(Math.abs))
    if (total < SMALLEST_TOTAL) return UNKNOWN
    if (thresholdOf(values, total) <= 0) return { lower: 1, upper: 1 }
    const [fewest, most] = this.limits(values, rounded)
    const largest = sumOf(rounded)
    const pOf = (cells: number): number => {
      const sum = Math.min(largest, Math.floor(cells))
      // The observed pattern reaches itself.
      return Math.min(1, (2 * (sum < 0 ? 1 : numUpTo(sum))) / 2 ** values.length)
    }
    return { lower: pOf(fewest), upper: pOf(most) }
  }

  /** Between which numbers of cells the largest sum of a negative part that reaches lies. */
  private limits(values: readonly number[], rounded: readonly number[]): readonly [number, number] {
    let [total, most, least] = [0, 0, 0]
    for (const [i, value] of values.entries()) {
      const size = Math.abs(value)
      total += size
      const error = size - rounded[i]! * this.cell
      if (error > 0) most += error
      else least += error
    }
    const slack = SLACK * this.cell * NUM_CELLS
    const limit = (total - thresholdOf(values, total)) / 2
    return [(limit - most - slack) / this.cell, (limit - least + slack) / this.cell]
  }
}

function thresholdOf(values: readonly number[], total: number): number {
  return Math.abs(sumOf(values)) - FLIP_TOLERANCE * total
}

/** @param most sums beyond it are not counted */
function numSubsetsUpTo(sizes: readonly number[], most: number): Float64Array {
  const end = Math.min(sumOf(sizes), most)
  const counts = new Float64Array(end + 1)
  counts[0] = 1
  let largest = 0
  // The small ones first: fewer sums to go through.
  for (const size of sizes.toSorted((a, b) => a - b)) {
    largest = Math.min(end, largest + size)
    if (size === 0) for (let sum = 0; sum <= largest; sum++) counts[sum]! *= 2
    else for (let sum = largest; sum >= size; sum--) counts[sum]! += counts[sum - size]!
  }
  for (let sum = 1; sum <= largest; sum++) counts[sum]! += counts[sum - 1]!
  return counts
}

function sumOf(values: readonly number[]): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
