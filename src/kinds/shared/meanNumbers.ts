import { formatCount, formatInterval, formatNumber, formatOptional, formatP, formatPercent } from '../../text/format'
import type { MeanAnalysis } from './types'

/** The mean of one number a seed, and what is known of it. */
export function meanNumbers(
  what: string,
  { mean, interval, standardDeviation, numSeeds }: MeanAnalysis,
  p: number | null
): string {
  if (mean === null || interval === null) return `Too few numbers (${numSeeds}) for a mean.`
  return `Mean ${what} ${formatNumber(mean)} over ${formatCount(numSeeds, 'seed')}, SD ${formatOptional(standardDeviation)}; t interval at level ${formatPercent(interval.level)}: ${formatInterval(interval)}; p = ${formatP(p)}.`
}
