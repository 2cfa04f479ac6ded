import { formatCount, formatInterval, formatNumber, formatOptional, formatP, formatPercent } from '../../text/format'
import type { MeanAnalysis, UnseenValues } from './types'

/** Of every rule that decides by the mean of one number a seed. */
export const MEAN_ASSUMPTION =
  "The t interval assumes that the numbers scatter symmetrically about their mean; p with their skewness allowed for (Hall's transformation of t, or 100 p of t where that is smaller) has to agree."

/**
 * The mean of one number a seed, and what is known of it.
 *
 * @param p null where it is not of the mean, or there is none
 */
export function meanNumbers(
  what: string,
  { mean, interval, standardDeviation, numSeeds, unseen }: MeanAnalysis & { readonly unseen?: UnseenValues },
  p: number | null
): string {
  if (mean === null || interval === null) return `Too few numbers (${numSeeds}) for a mean.`
  // Where half of the values are equal neither is of a t test.
  const kind = unseen === undefined ? 't interval' : 'interval'
  const tests =
    p === null || unseen !== undefined ? '' : ' (the larger one of t, and of t with the skewness allowed for)'
  return `Mean ${what} ${formatNumber(mean)} over ${formatCount(numSeeds, 'seed')}, SD ${formatOptional(standardDeviation)}; ${kind} at level ${formatPercent(interval.level)}: ${formatInterval(interval)}; p = ${formatP(p)}${tests}.`
}
