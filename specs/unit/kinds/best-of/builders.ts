import type { ClaimWith } from '../../../../src/claims/types'
import type { BestOfEvidence, BestOfHypothesis } from '../../../../src/kinds/best-of/types'
import type { PairSide } from '../../../../src/kinds/comparison/types'
import { runKeyOf } from '../../report/evidence'
import { claimOf } from '../builders'

export const BEST: BestOfHypothesis = {
  kind: 'best-of',
  metric: 'train.loss',
  better: 'lower',
  arm: 'amsgrad',
  others: ['adam', 'sgd'],
  margin: { relative: 0.01, epsilon: 0 },
  tuning: null
}

export const AMONG: BestOfHypothesis = { ...BEST, among: true }

export function bestOfClaim(changes: Partial<BestOfHypothesis> = {}): ClaimWith<BestOfHypothesis> {
  return claimOf({ ...BEST, ...changes })
}

/** A run; NaN: it diverged. */
export function sideOf(value: number, key: string): PairSide {
  const failure = Number.isNaN(value) ? 'diverged' : null
  return { runKey: key, value, censored: false, trainLoss: value, failure }
}

/**
 * The arm that is praised ends at .3, more or less, and each other where its effects put it.
 *
 * @param effects by other arm: what r (or d, of accuracies) of each seed's pair is
 * @param own of single seeds of the praised arm, by seed
 */
export function armsOf(
  effects: readonly (readonly number[])[],
  { others = BEST.others, transform = 'log-ratio', own = {} as Readonly<Record<number, number>>, id = 'arms' } = {}
): BestOfEvidence {
  const lossOf = (seed: number) => 0.3 + 0.003 * ((seed * 3) % 10)
  const rivalOf = (seed: number, effect: number) =>
    transform === 'difference' ? lossOf(seed) - effect : lossOf(seed) * Math.exp(-effect)
  const numSeeds = effects[0]?.length ?? 0
  return {
    kind: 'best-of',
    metric: BEST.metric,
    measure: { kind: 'final' },
    transform: transform === 'difference' ? 'difference' : 'log-ratio',
    chanceLevel: Math.log(10),
    arms: [BEST.arm, ...others].map((arm) => ({ arm, setting: {}, selection: null })),
    rows: Array.from({ length: numSeeds }, (_, seed) => ({
      seed,
      runs: [
        sideOf(own[seed] ?? lossOf(seed), runKeyOf(id, BEST.arm, seed)),
        ...effects.map((each, index) => sideOf(rivalOf(seed, each[seed]!), runKeyOf(id, others[index]!, seed)))
      ]
    }))
  }
}
