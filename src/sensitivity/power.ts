import seedrandom from 'seedrandom'
import { minPairs } from '../stats/minPairs'
import { pairsNeeded } from '../stats/pairsNeeded'
import { detectableEffect } from '../stats/power'
import { sequentialMethod } from '../stats/sequential/sequentialMethod'
import { type SequentialPower, sequentialPower } from '../stats/sequentialPower'

/** Rules whose course depends on the standardised effect alone. */
const METHODS = ['sign-flip', 'mixture-t', 'pocock', 'obrien-fleming'] as const
const NUM_STUDIES = 1000

export interface PowerQuestion {
  /**
   * Distances of the true mean from the references that have to be left out, in standard deviations of the paired
   * differences; one, or two for an equivalence.
   */
  readonly effects: readonly number[]
  readonly alpha: number
  readonly power: number
  /** First look of a rule that adds pairs. */
  readonly firstLook: number
  /** Its budget. */
  readonly maxPairs: number
}

export interface PowerAnswer {
  /** Smallest n with which the exact co-check can decide. */
  readonly minPairs: number
  /** A fixed number of pairs: the smallest n >= minPairs with the power; Infinity above 1,000. */
  readonly fixedPairs: number
  /** Smallest effect that `maxPairs` pairs, fixed, find with the power. */
  readonly detectableEffect: number
  /** Simulated with normal differences at the smallest of the effects. */
  readonly sequential: readonly SequentialAnswer[]
}

export interface SequentialAnswer extends SequentialPower {
  readonly method: (typeof METHODS)[number]
}

/**
 * How many pairs a comparison needs: of a fixed design by the noncentral t distribution, of the rules that add pairs
 * until decided by simulation from a fixed key.
 *
 * @param numStudies simulated for each of the latter
 * @throws RangeError for an effect below 0, a level or power outside its range
 * @example powerOf({ effects: [1.2], alpha: 0.05, power: 0.9, firstLook: 10, maxPairs: 30 }).fixedPairs // 10
 */
export function powerOf(
  { effects, alpha, power, firstLook, maxPairs }: PowerQuestion,
  numStudies = NUM_STUDIES
): PowerAnswer {
  const smallest = Math.min(...effects)
  const atLeast = minPairs(alpha)
  return {
    minPairs: atLeast,
    fixedPairs: pairsNeeded(effects, alpha, power, atLeast),
    detectableEffect: detectableEffect(Math.max(2, maxPairs), alpha, power),
    sequential: METHODS.flatMap((name) => {
      const method = sequentialMethod(name, firstLook)
      if (method.looks(maxPairs).length === 0) return []
      // An infinite effect, of a sample without spread, is as good as certain.
      const effect = Math.min(smallest, 1e6)
      const random = seedrandom.alea(`claimcheck/power/${name}`)
      return [{ method: name, ...sequentialPower(method, { effect, alpha, maxPairs }, random, numStudies) }]
    })
  }
}
