import { bothTrained } from './failures'
import type { PairedEvidence } from './types'

/** One run's final loss. */
export interface SmallestLoss {
  readonly arm: string
  readonly side: 'control' | 'treatment'
  readonly seed: number
  readonly value: number
}

/**
 * The smallest loss of the pairs in which both arms trained: what a floor under the losses has to lift above 0.
 *
 * @throws TypeError where no pair trained
 */
export function smallestLoss({ control, treatment, pairs }: PairedEvidence): SmallestLoss {
  return pairs
    .filter(bothTrained)
    .flatMap((pair): SmallestLoss[] => [
      { arm: control.arm, side: 'control', seed: pair.seed, value: pair.control.value },
      { arm: treatment.arm, side: 'treatment', seed: pair.seed, value: pair.treatment.value }
    ])
    .reduce((a, b) => (b.value < a.value ? b : a))
}
