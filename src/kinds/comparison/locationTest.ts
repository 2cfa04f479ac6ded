import seedrandom from 'seedrandom'
import { distancesFrom } from '../../stats/decimals'
import { studentTQuantile } from '../../stats/distributions'
import type { Interval } from '../../stats/interval'
import { boundDecides, signFlipP } from '../../stats/signFlip'
import { type PBounds, SignFlipBounds } from '../../stats/signFlipBounds'
import { skewRobustTest } from '../../stats/skewRobustP'
import { tInterval } from '../../stats/tInterval'
import { tTest } from '../../stats/tTest'
import { once, remembered } from '../shared/remembered'

/** Where the centre of a sample is shown to stand against a reference. */
export type Side =
  | 'below'
  | 'above'
  /** The interval holds the reference. */
  | 'open'
  /** The t interval leaves the reference out, but the sign-flip test does not agree. */
  | 'contested'
  /** Both leave it out, but not with the skewness of the values allowed for. */
  | 'skewed'
  /** The looks of a confidence sequence have nothing in common. */
  | 'contradictory'
  /** The test would decide, but by the spread of values of which half are equal. */
  | 'no-spread'
  /** The values are only known to lie between others, and it depends on where. */
  | 'unresolved'

/**
 * What is known of the centre of a sample: the one mechanism from which every verdict on pairs is made. A fixed number
 * of pairs and a confidence sequence are two of them; verdicts do not know which.
 */
export interface LocationTest {
  /** Left out where the values vary enough to be judged by their spread. */
  readonly tied?: Tied
  /** Log ratios or differences of the pairs in which both arms trained. */
  readonly values: readonly number[]
  /** At level 1 - alpha. */
  interval(alpha: number): Interval
  /** @param effort `rough`: at a small part of the cost, `contested` also where p is too near to alpha to tell without counting */
  side(reference: number, alpha: number, effort?: 'rough'): Side
  test(reference: number): ReferenceTest
  /** References lie at most this far from 0; left out: wherever. */
  readonly largest?: number
}

/** Values that are equal to each other, and all that there are; of unpaired runs those of the arm that varies least. */
export interface Tied {
  readonly equal: number
  readonly of: number
}

/** The centre of a fixed number of values. */
export interface FixedLocationTest extends LocationTest {
  /** The centre without the value at that place, at a small part of the cost of one that stands alone. */
  without(index: number): LocationTest
}

/** The centre of a fixed number of values, at least 1: paired t interval, sign-flip test, and p with the skewness allowed for. */
export function fixedLocationTest(values: readonly number[]): FixedLocationTest {
  const boundsAt = remembered((reference) => new SignFlipBounds(distancesFrom(values, reference)))
  const quantiles = remembered((df) => remembered((p) => studentTQuantile(p, df)))
  const locationOf = (own: readonly number[], flipBoundsAt: (reference: number) => PBounds) =>
    locationTestOf(own, flipBoundsAt, (p, df) => quantiles(df)(p))
  return {
    ...locationOf(values, (reference) => boundsAt(reference).ofAll()),
    without: (index) => locationOf(values.toSpliced(index, 1), (reference) => boundsAt(reference).without(index))
  }
}

function locationTestOf(
  values: readonly number[],
  flipBoundsAt: (reference: number) => PBounds,
  quantile: typeof studentTQuantile
): LocationTest {
  const intervalAt = remembered((alpha) => tInterval(values, 1 - alpha, quantile))
  // The exact test is the dearest part of a verdict, and several of its parts ask for the same one.
  const flipAt = remembered((reference) => flipP(values, reference))
  const skewPAt = once(() => skewRobustTest(values))
  const agrees = (reference: number, alpha: number, effort?: 'rough'): boolean => {
    if (boundDecides(distancesFrom(values, reference), alpha)) return true
    const { lower, upper } = flipBoundsAt(reference)
    return upper <= alpha || (effort !== 'rough' && lower <= alpha && flipAt(reference) <= alpha)
  }
  return {
    values,
    interval: intervalAt,
    side: (reference, alpha, effort) => {
      const { lower, upper } = intervalAt(alpha)
      if (lower <= reference && reference <= upper) return 'open'
      if (!agrees(reference, alpha, effort)) return 'contested'
      if (skewPAt()(reference) > alpha) return 'skewed'
      return upper < reference ? 'below' : 'above'
    },
    test: (reference) => {
      const pT = tTest(values, reference).twoSided
      const pFlip = flipAt(reference)
      const pSkew = skewPAt()(reference)
      return { pT, pFlip, pSkew, p: Math.max(pT, pFlip, pSkew) }
    }
  }
}

/**
 * Where theta stands against a reference at level alpha, for a fixed number of pairs. It is decided where the paired t
 * interval at 1 - alpha leaves the reference out, and both the exact two-sided sign-flip test of r - reference and the test
 * that allows for skewness have p <= alpha.
 *
 * @param ratios log ratios or differences of the pairs, at least 2
 * @example sideOf([-0.1, -0.12, -0.09, -0.11, -0.1, -0.1], 0, 0.05) // 'below'
 */
export function sideOf(ratios: readonly number[], reference: number, alpha: number): Side {
  return fixedLocationTest(ratios).side(reference, alpha)
}

/** The p values behind a position: p is what it is decided by, the largest of those that there are. */
export interface ReferenceTest {
  /** null where the tests of a fixed number of pairs have no say. */
  readonly pT: number | null
  readonly pFlip: number | null
  /** With the skewness of the values allowed for (`skewRobustP`); null where the rule needs no symmetry. */
  readonly pSkew: number | null
  readonly p: number
}

/** A stream of its own for each test, so that its p depends on nothing but the sample. */
function flipP(ratios: readonly number[], reference: number): number {
  return signFlipP(distancesFrom(ratios, reference), seedrandom.alea('claimcheck/sign-flip'))
}
