import { canonicalJson } from '../json/canonical'
import type { RunKindName } from '../runs/runKinds'
import type { EngineIdentity } from '../runs/types'
import type { Role } from './roles'

/**
 * Chooses the engine of one pair of runs.
 *
 * @param pair a number that a pair has in every claim and on every machine
 * @param isMade whether an engine has made all runs of the pair
 */
export type PairEngine = (
  kind: RunKindName,
  pair: number,
  isMade: (engine: EngineIdentity) => boolean
) => EngineIdentity

/**
 * Names what a run is compared with, and so has to come from one machine: the same seed and start, all arms. Arms are
 * compared at one setting while it is chosen, and at each one's own when it was.
 */
export function pairOf({ purpose, seed, initialPoint, setting }: Role): string {
  return canonicalJson([purpose, seed, initialPoint, ...(purpose === 'selection' ? [setting] : [])])
}
