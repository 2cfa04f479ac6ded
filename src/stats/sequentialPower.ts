import { normalStream } from '../random/streams'
import type { SequentialMethod } from './sequential/types'
import { skewRobustP } from './skewRobustP'

/** How a sequential rule would go with normal differences of a known effect. */
export interface SequentialPower {
  /** Mean number of pairs at the stop; a study that ends undecided counts with its budget. */
  readonly meanPairs: number
  /** Standard error of `meanPairs` over the simulated studies. */
  readonly standardError: number
  /** Share of the studies that decided within the budget. */
  readonly decidedShare: number
}

export interface SequentialStudy {
  /** Standardised: |theta - reference|/standard deviation, >= 0. */
  readonly effect: number
  readonly alpha: number
  /** The budget. */
  readonly maxPairs: number
}

/**
 * Expected number of pairs of a sequential rule, by simulation: normal differences of standard deviation 1 around the
 * effect, tested against 0, stopped at the first look with p <= alpha, by itself with
 * the skewness allowed for too.
 *
 * @param method the rule, such as `signFlipProcess()`
 * @param random uniform draws in [0, 1), from a fixed key
 * @param numStudies 2 or more
 * @throws RangeError where the budget holds no look
 * @example sequentialPower(signFlipProcess(), { effect: 2, alpha: 0.05, maxPairs: 30 }, random, 2000).meanPairs // 7.8...
 */
export function sequentialPower(
  method: Pick<SequentialMethod, 'looks' | 'p' | 'pOfT'>,
  { effect, alpha, maxPairs }: SequentialStudy,
  random: () => number,
  numStudies: number
): SequentialPower {
  const looks = method.looks(maxPairs)
  if (looks.length === 0) throw new RangeError(`the rule does not look at ${maxPairs} pairs or fewer`)
  const normal = normalStream(random)
  let decided = 0
  let sum = 0
  let sumOfSquares = 0
  for (let study = 0; study < numStudies; study++) {
    const values = Array.from({ length: maxPairs }, () => effect + normal())
    let index = firstDeciding(looks, (look) => method.p(values.slice(0, look), 0) <= alpha)
    while (index < looks.length && !allowsForSkew(method, values.slice(0, looks[index]), alpha)) index++
    if (index < looks.length) decided++
    const stop = looks[index] ?? maxPairs
    sum += stop
    sumOfSquares += stop * stop
  }
  const meanPairs = sum / numStudies
  const variance = Math.max(0, sumOfSquares / numStudies - meanPairs ** 2) * (numStudies / (numStudies - 1))
  return { meanPairs, standardError: Math.sqrt(variance / numStudies), decidedShare: decided / numStudies }
}

function allowsForSkew({ pOfT }: Pick<SequentialMethod, 'pOfT'>, values: readonly number[], alpha: number): boolean {
  if (pOfT === null) return true
  return values.length > 1 && skewRobustP(values, 0, (t) => pOfT(values.length, t)) <= alpha
}

/** A sequential p never rises, so the first look that decides is found by bisection. @returns looks.length for none */
function firstDeciding(looks: readonly number[], decides: (look: number) => boolean): number {
  let low = 0
  let high = looks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (decides(looks[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}
