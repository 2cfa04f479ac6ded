import { pairedEffect } from '../comparison/effect'
import type { Effect } from '../shared/effect'
import type { TrendAnalysis, TrendHypothesis } from './types'

/** The change over the part of the range where the claim says that there is one. */
export function trendEffect({ margin }: TrendHypothesis, { segments, delta, numSeeds }: TrendAnalysis): Effect {
  const { theta, interval } = segments.find(({ changes }) => changes)!
  return { ...pairedEffect(margin, { theta, interval, delta, numPairs: numSeeds }), unit: 'change' }
}
