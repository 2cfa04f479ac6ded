import type { Claim } from '../../kinds'
import { bothTrained } from '../../kinds/comparison/failures'
import { isPaired } from '../../kinds/comparison/isPaired'
import { pairEffect } from '../../kinds/comparison/pairEffect'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import type { Interval } from '../../stats/interval'
import { tInterval } from '../../stats/tInterval'
import type { JudgedClaim } from '../data/types'
import type { RelativeEffect } from './types'

const LEVEL = 0.95

/**
 * The effect that a judged comparison measured: theta as its verdict has it, with the t interval at 95 % whatever level
 * Holm left. Where seeds were added until the claim was decided only the interval of the looks is one, at its own level.
 */
export function measuredEffect({ claim, judgement }: Pick<JudgedClaim, 'claim' | 'judgement'>): RelativeEffect | null {
  const { analysis, evidence } = judgement
  if (!isPaired(analysis) || !isPaired(evidence) || analysis.theta === null) return null
  if (analysis.sequential !== null) return { theta: analysis.theta, interval: finite(analysis.interval) }
  const effect = pairEffect(claim as Claim, claim.hypothesis as PairedHypothesis)
  const values = evidence.pairs.filter(bothTrained).map((pair) => effect(pair.control.value, pair.treatment.value))
  return { theta: analysis.theta, interval: finite(tInterval(values, LEVEL)) }
}

/** @returns null where a bound is infinite: nothing is known on that side */
export function finite(interval: Interval | null): Interval | null {
  if (interval === null || !Number.isFinite(interval.lower) || !Number.isFinite(interval.upper)) return null
  return interval
}
