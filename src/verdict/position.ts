import seedrandom from 'seedrandom'
import { signFlipP } from '../stats/signFlip'
import { tInterval } from '../stats/tInterval'
import { tTest } from '../stats/tTest'

/** Where the centre of the log ratios is shown to stand against a reference. */
export type Position =
  | 'below'
  | 'above'
  /** The t interval holds the reference. */
  | 'open'
  /** The t interval leaves the reference out, but the sign-flip test does not agree. */
  | 'contested'

/**
 * Where theta stands against a reference at level alpha: the one predicate from which every verdict on pairs is made.
 * It is decided where the paired t interval at 1 - alpha leaves the reference out and the exact two-sided sign-flip
 * test of r - reference has p <= alpha.
 *
 * @param ratios log ratios of the pairs, at least 2
 * @example position([-0.1, -0.12, -0.09, -0.11, -0.1, -0.1], 0, 0.05) // 'below'
 */
export function position(ratios: readonly number[], reference: number, alpha: number): Position {
  const { lower, upper } = tInterval(ratios, 1 - alpha)
  if (lower <= reference && reference <= upper) return 'open'
  if (flipP(ratios, reference) > alpha) return 'contested'
  return upper < reference ? 'below' : 'above'
}

/** The p values behind a position. p is the larger one: what the position is decided by. */
export interface ReferenceTest {
  readonly pT: number
  readonly pFlip: number
  readonly p: number
}

/** Two-sided t and sign-flip tests of theta = reference. */
export function testAgainst(ratios: readonly number[], reference: number): ReferenceTest {
  const pT = tTest(ratios, reference).twoSided
  const pFlip = flipP(ratios, reference)
  return { pT, pFlip, p: Math.max(pT, pFlip) }
}

/** A stream of its own for each test, so that its p depends on nothing but the sample. */
function flipP(ratios: readonly number[], reference: number): number {
  const shifted = ratios.map((ratio) => ratio - reference)
  return signFlipP(shifted, seedrandom.alea('claimcheck/sign-flip'))
}
