import { type Claim, type Judgement, showOf } from '../../kinds'
import type { PairsMissing } from '../../kinds/show'

/** A claim with what decides whether it counts as measured. */
export interface Decided {
  readonly claim: Pick<Claim, 'hypothesis'>
  readonly judgement: Pick<Judgement, 'analysis' | 'verdict' | 'provisional'>
}

/**
 * Whether a claim about pairs counts as measured: a verdict that is provisional because there are fewer pairs than can
 * decide it (with added seeds, than the first look takes) is none that a table should list among the others.
 *
 * @returns null where it counts
 */
export function notMeasured({ claim, judgement }: Decided): PairsMissing | null {
  return judgement.provisional ? (showOf(claim).missing?.(judgement) ?? null) : null
}

/** @example notMeasuredWords({ numPairs: 3, minPairs: 6 }) // 'not measured (3 of 6 pairs)' */
export function notMeasuredWords({ numPairs, minPairs }: PairsMissing): string {
  return `not measured (${numPairs} of ${minPairs} pairs)`
}
