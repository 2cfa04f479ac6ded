import type { HypothesisShape, Methods, Replicates } from '../kind'

/** A claim to which no seeds are added. */
export const FIXED_ONLY: Methods = { 'anytime-valid': [], 'group-sequential': [] }

/** As the hypothesis states it: `over`. */
export function statedReplicates({ over }: HypothesisShape): Replicates | null {
  if (over === 'seeds') return 'seeds'
  return over === 'initial-points' ? 'starting-points' : null
}
