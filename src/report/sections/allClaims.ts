import { blocksOf, details, figureBlock, type Section } from '../../document/document'
import { forestPlot } from '../figures/forestPlot'
import { claimTable, indexColumns, pageColumns, TEXT_COLUMNS } from './claimTable'
import type { Context, Links } from './context'

/** Every claim in a row; in a page on a line of a figure too, or of several. */
export function allClaims({ report, links }: Context): Section {
  const [anchor, title] = ['all-claims', 'All claims']
  if (links === null) return { anchor, title, blocks: [claimTable(report.claims, TEXT_COLUMNS)] }
  const rows = claimTable(report.claims, pageColumns(links), 'sortable')
  const figures = forestPlot(report).map(figureBlock)
  return {
    anchor,
    title,
    isOpen: true,
    blocks: blocksOf([
      figures.length > 0 && details('As a figure: every claim on a line', figures),
      details('As a table, sorted by any column', rows)
    ])
  }
}

/** Every claim in a row, where each has its place on a page of its own. */
export function claimIndex({ report, links }: Context & { readonly links: Links }): Section {
  const rows = claimTable(report.claims, indexColumns(links), 'sortable')
  return { anchor: 'claims', title: 'Every claim', isOpen: true, blocks: [rows] }
}
