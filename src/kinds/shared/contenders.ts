import { sameSetting } from '../../claims/grid'
import type { Setting } from '../../claims/types'
import type { Selection } from './types'

/** Level at which a setting is told from the best one of its arm: the best is among the contenders in 95 % of selections. */
export const CONTENDER_LEVEL = 0.05
/** At most so many an arm are judged, unless the claim's tuning states another number. */
export const DEFAULT_CONTENDERS = 4

/**
 * Settings that selection cannot tell from the best, the chosen one first, the others in the grid's order.
 *
 * @returns null where that is not known: an older claimcheck chose, or there was one selection seed
 */
export function contendersOf({ candidates }: Selection, chosen: Setting): readonly Setting[] | null {
  if (candidates.every(({ p }) => p === undefined)) return null
  const others = candidates.filter(({ setting, p = 0 }) => p > CONTENDER_LEVEL && !sameSetting(setting, chosen))
  return [chosen, ...others.map(({ setting }) => setting)]
}
