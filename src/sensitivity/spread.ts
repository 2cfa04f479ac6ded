import { bothTrained, countFailures } from '../kinds/comparison/failures'
import type { Pair, PairedEvidence } from '../kinds/comparison/types'
import type { RunRole } from '../plan/types'
import type { PairSpread } from '../report/sensitivity/types'
import type { RunSeeds } from '../runs/types'
import { chiSquareQuantile } from '../stats/chiSquare'
import { mean, sampleStandardDeviation } from '../stats/describe'
import { flipProbability, unpairedFlipProbability } from '../stats/flipProbability'
import type { Interval } from '../stats/interval'

const LEVEL = 0.95

/** A pair on the scale on which the claim compares: ln(loss + epsilon), or the metric itself. */
export interface ScaledPair {
  readonly seeds: RunSeeds
  readonly control: number
  readonly treatment: number
  /** treatment - control. */
  readonly effect: number
}

/** One arm's value on that scale. */
export type ArmScale = (value: number) => number

/** How a paired claim's values are put on the scale of its effect. */
export function armScale({ transform }: PairedEvidence, epsilon: number): ArmScale {
  switch (transform) {
    case 'log-ratio':
      return (value) => Math.log(value + epsilon)
    case 'difference':
      return (value) => value
    default:
      return transform satisfies never
  }
}

/**
 * The pairs of a design in which both arms trained, in its order; null at the place of the others.
 *
 * @param effectOf the claim's own number of a pair, which throws for a loss without a logarithm
 */
export function scaledPairs(
  evidence: PairedEvidence,
  roles: readonly RunRole[],
  scale: ArmScale,
  effectOf: (control: number, treatment: number) => number
): (ScaledPair | null)[] {
  return evidence.pairs.map((pair) => {
    if (!bothTrained(pair)) return null
    const effect = effectOf(pair.control.value, pair.treatment.value)
    return {
      seeds: seedsOf(pair, roles),
      control: scale(pair.control.value),
      treatment: scale(pair.treatment.value),
      effect
    }
  })
}

/** The seeds that a pair's runs share. */
export function seedsOf({ seed }: Pair, roles: readonly RunRole[]): RunSeeds {
  const seeds = roles.find((role) => role.seed === seed && role.purpose === 'judgement')?.seeds
  return seeds ?? { init: seed, order: seed, dropout: seed, problem: seed }
}

/** How the effect spreads over the pairs of a design, and what a study of one of them would have concluded. */
export function spreadOf(evidence: PairedEvidence, pairs: readonly (ScaledPair | null)[]): PairSpread {
  const failures = countFailures(evidence.pairs)
  const trained = pairs.filter((pair) => pair !== null)
  const effects = trained.map(({ seeds, effect }) => ({ seeds, effect }))
  if (trained.length < 2) {
    return {
      failures,
      effects,
      mean: null,
      standardDeviation: null,
      standardDeviationInterval: null,
      armStandardDeviations: null,
      flip: null,
      unpairedFlip: null
    }
  }
  const values = trained.map(({ effect }) => effect)
  const control = trained.map((pair) => pair.control)
  const treatment = trained.map((pair) => pair.treatment)
  const standardDeviation = sampleStandardDeviation(values)
  return {
    failures,
    effects,
    mean: mean(values),
    standardDeviation,
    standardDeviationInterval: standardDeviationInterval(standardDeviation, values.length),
    armStandardDeviations: {
      control: sampleStandardDeviation(control),
      treatment: sampleStandardDeviation(treatment)
    },
    flip: flipProbability(values),
    unpairedFlip: unpairedFlipProbability(control, treatment)
  }
}

function standardDeviationInterval(standardDeviation: number, n: number): Interval {
  const tail = (1 - LEVEL) / 2
  const bound = (p: number) => standardDeviation * Math.sqrt((n - 1) / chiSquareQuantile(p, n - 1))
  return { lower: bound(1 - tail), upper: bound(tail), level: LEVEL }
}
