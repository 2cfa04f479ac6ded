import type { Figure } from '../../figures/figure'
import { showOf } from '../../kinds'
import type { JudgedClaim } from '../data/types'

/**
 * The figures of one claim: its samples, and how the evidence grew where seeds were added.
 *
 * @param id beginning of the figures' ids
 */
export function claimFigures(entry: JudgedClaim, id: string): Figure[] {
  const figures = showOf(entry.claim).figures?.(entry, id) ?? []
  return figures.filter((figure) => figure !== null)
}
