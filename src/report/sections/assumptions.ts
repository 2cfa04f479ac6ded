import { type Section, table } from '../../document/document'
import type { Context } from './context'
import { ASSUMPTION_HEADERS } from './sharedAssumptions'

/** The assumptions of all claims, where claims link to them; elsewhere they stand with each claim. */
export function assumptions({ links }: Context): Section | null {
  const rows = links?.assumptions.rows ?? []
  if (rows.length === 0) return null
  return {
    anchor: 'assumptions',
    title: 'Assumptions',
    blocks: [table(['no.', ...ASSUMPTION_HEADERS], rows, [0], 'sortable')]
  }
}
