import { binomialTwoSidedP } from '../../stats/binomialTest'
import { clopperPearson } from '../../stats/clopperPearson'
import type { Interval } from '../../stats/interval'
import { countEndPoints, type EndPointCounts } from '../shared/endPoints'
import type { EndPoint } from '../shared/types'
import type { SeedsVerdict } from './types'

/** What is known of a share: the mechanism from which verdicts on shares are made, fixed or sequential. */
export interface Share {
  readonly successes: number
  readonly trials: number
  /** At level 1 - alpha. */
  interval(alpha: number): Interval
  /** The looks of a confidence sequence have nothing in common. */
  isContradictory(alpha: number): boolean
  /** Two-sided p of the share that the claim states. */
  readonly p: number
  /** The same of other counts, taken alone: what more seeds would be expected to give. */
  pOf(successes: number, trials: number, share: number): number
}

/** What a verdict on a share of seeds is made of. */
export interface ShareSample {
  readonly nullShare: number
  readonly counts: EndPointCounts
  /** Runs that are still moving counted as not arrived. */
  readonly asSeen: Share
  /** Counted as arrived. */
  readonly atBest: Share
}

/** A fixed number of seeds: the Clopper-Pearson interval and the binomial test that agrees with it. */
export function fixedShare(samples: readonly EndPoint[], nullShare: number): ShareSample {
  const counts = countEndPoints(samples)
  const of = (successes: number): Share => ({
    successes,
    trials: counts.total,
    interval: (alpha) => clopperPearson(successes, counts.total, 1 - alpha),
    isContradictory: () => false,
    p: binomialTwoSidedP(successes, counts.total, nullShare),
    pOf: binomialTwoSidedP
  })
  return { nullShare, counts, asSeen: of(counts.reached), atBest: of(counts.reached + counts.moving) }
}

/** The verdict on a share of seeds at level alpha. */
export function verdictOnShare({ counts, asSeen, atBest, nullShare }: ShareSample, alpha: number): SeedsVerdict {
  if (counts.total === 0) return { outcome: 'not-evaluable', subtype: 'no-data' }
  const least = settledVerdict(asSeen, nullShare, alpha)
  const most = settledVerdict(atBest, nullShare, alpha)
  return least.outcome === most.outcome ? least : { outcome: 'inconclusive', subtype: 'not-settled' }
}

/** The larger p of both ways to count; 1 where they point in different directions; null without a seed. */
export function shareP({ counts, asSeen, atBest, nullShare }: ShareSample): number | null {
  if (counts.total === 0) return null
  const sides = new Set([asSeen, atBest].map(({ successes, trials }) => Math.sign(successes / trials - nullShare)))
  return sides.size > 1 ? 1 : Math.max(asSeen.p, atBest.p)
}

function settledVerdict(share: Share, nullShare: number, alpha: number): SeedsVerdict {
  if (share.isContradictory(alpha)) return { outcome: 'inconclusive', subtype: 'contradictory-looks' }
  const { lower, upper } = share.interval(alpha)
  if (lower > nullShare) return { outcome: 'reproduced', subtype: null }
  if (upper < nullShare) return { outcome: 'refuted', subtype: 'too-few' }
  return { outcome: 'inconclusive', subtype: null }
}
