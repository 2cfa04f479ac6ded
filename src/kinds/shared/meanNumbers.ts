import { formatCount, formatInterval, formatNumber, formatOptional, formatP, formatPercent } from '../../text/format'
import type { MeanAnalysis } from './types'

/** Of every rule that decides by the mean of one number a seed. */
export const MEAN_ASSUMPTION =
  "The t interval assumes that the numbers scatter symmetrically about their mean; p with their skewness allowed for (Hall's transformation of t, or 100 p of t where that is smaller) has to agree."

/** The mean of one number a seed, and what is known of it. */
export function meanNumbers(
  what: string,
  { mean, interval, standardDeviation, numSeeds }: MeanAnalysis,
  p: number | null
): string {
  if (mean === null || interval === null) return `Too few numbers (${numSeeds}) for a mean.`
  return `Mean ${what} ${formatNumber(mean)} over ${formatCount(numSeeds, 'seed')}, SD ${formatOptional(standardDeviation)}; t interval at level ${formatPercent(interval.level)}: ${formatInterval(interval)}; p = ${formatP(p)} (the larger one of t, and of t with the skewness allowed for).`
}
