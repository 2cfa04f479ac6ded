import { formatPercent } from '../../text/format'
import type { UnseenValues } from './types'

/**
 * What was never, or seldom, seen.
 *
 * @param what has a value, in the plural: `pairs`
 * @param alpha of the bound
 * @example unseenWords({ equal: 10, of: 10, rateBound: 0.2589 }, 'runs', 0.05) // '10 of 10 runs have the same value. Others, not seen, may be up to 25.89 % of all (95 % upper bound).'
 */
export function unseenWords({ equal, of, rateBound }: UnseenValues, what: string, alpha: number): string {
  return `${equal} of ${of} ${what} have the same value. Others, not seen, may be up to ${formatPercent(rateBound)} of all (${formatPercent(1 - alpha)} upper bound).`
}

/** What half of all values being equal does to a verdict: a rule of its own. */
export const SPREAD_RULE = 'Where at least half of the values are equal nothing is decided by their spread.'
