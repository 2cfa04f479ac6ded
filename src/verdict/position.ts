import seedrandom from 'seedrandom'
import type { Interval } from '../stats/interval'
import { signFlipP } from '../stats/signFlip'
import { tInterval } from '../stats/tInterval'
import { tTest } from '../stats/tTest'

/** Where the centre of a sample is shown to stand against a reference. */
export type Position =
  | 'below'
  | 'above'
  /** The interval holds the reference. */
  | 'open'
  /** The t interval leaves the reference out, but the sign-flip test does not agree. */
  | 'contested'
  /** The looks of a confidence sequence have nothing in common. */
  | 'contradictory'

/**
 * What is known of the centre of a sample: the one mechanism from which every verdict on pairs is made. A fixed number
 * of pairs and a confidence sequence are two of them; verdicts do not know which.
 */
export interface Centre {
  /** Log ratios or differences of the pairs in which both arms trained. */
  readonly values: readonly number[]
  /** At level 1 - alpha. */
  interval(alpha: number): Interval
  position(reference: number, alpha: number): Position
  test(reference: number): ReferenceTest
}

/** The centre of a fixed number of values, at least 1: paired t interval with the sign-flip test as its co-check. */
export function fixedCentre(values: readonly number[]): Centre {
  return {
    values,
    interval: (alpha) => tInterval(values, 1 - alpha),
    position: (reference, alpha) => position(values, reference, alpha),
    test: (reference) => testAgainst(values, reference)
  }
}

/**
 * Where theta stands against a reference at level alpha, for a fixed number of pairs. It is decided where the paired t
 * interval at 1 - alpha leaves the reference out and the exact two-sided sign-flip test of r - reference has p <= alpha.
 *
 * @param ratios log ratios or differences of the pairs, at least 2
 * @example position([-0.1, -0.12, -0.09, -0.11, -0.1, -0.1], 0, 0.05) // 'below'
 */
export function position(ratios: readonly number[], reference: number, alpha: number): Position {
  const { lower, upper } = tInterval(ratios, 1 - alpha)
  if (lower <= reference && reference <= upper) return 'open'
  if (!flipDecides(ratios, reference, alpha)) return 'contested'
  return upper < reference ? 'below' : 'above'
}

/** The p values behind a position: p is what it is decided by, the larger of the other two where there are two. */
export interface ReferenceTest {
  /** null where the tests of a fixed number of pairs have no say. */
  readonly pT: number | null
  readonly pFlip: number | null
  readonly p: number
}

/** Two-sided t and sign-flip tests of theta = reference. */
export function testAgainst(
  ratios: readonly number[],
  reference: number
): { readonly pT: number; readonly pFlip: number; readonly p: number } {
  const pT = tTest(ratios, reference).twoSided
  const pFlip = flipP(ratios, reference)
  return { pT, pFlip, p: Math.max(pT, pFlip) }
}

/** Far above the tolerance with which the exact test compares sums. */
const SLACK = 1e-9

/**
 * Whether the exact sign-flip test has p <= alpha. Where Hoeffding's bound of its p, 2 exp(-(sum x)^2/(2 sum x^2)), says
 * so already, nothing is counted.
 *
 * @see Hoeffding 1963, theorem 2
 */
function flipDecides(ratios: readonly number[], reference: number, alpha: number): boolean {
  const shifted = ratios.map((ratio) => ratio - reference)
  const sum = shifted.reduce((total, x) => total + x, 0)
  const squares = shifted.reduce((total, x) => total + x * x, 0)
  // Squares that overflow or lose digits give no bound.
  const isExact = squares > 1e-280 && squares < 1e280
  if (isExact && 2 * Math.exp(-(sum * sum) / (2 * squares)) <= (1 - SLACK) * alpha) return true
  return flipP(ratios, reference) <= alpha
}

/** A stream of its own for each test, so that its p depends on nothing but the sample. */
function flipP(ratios: readonly number[], reference: number): number {
  const shifted = ratios.map((ratio) => ratio - reference)
  return signFlipP(shifted, seedrandom.alea('claimcheck/sign-flip'))
}
