import { type Block, blocksOf, heading, paragraph, type Section } from '../../document/document'
import { auditBlocks, auditTitle } from '../audit/blocks'
import type { AuditReport } from '../audit/types'
import type { Context } from './context'

/** What came out where runs were trained again. */
export function audits({ report, studies: { audits: shown } }: Context): Section | null {
  if (shown.length === 0) return null
  return {
    anchor: 'audit',
    title: 'Trained again',
    blocks: blocksOf(shown.map((audit) => partOf(audit, report.records?.digest)))
  }
}

function partOf(audit: AuditReport, digest: string | undefined): Block[] {
  const of = audit.of === 'records' && audit.records.digest !== digest
  const other = of ? [paragraph('These are not exactly the records of this report.')] : []
  return [heading(3, auditTitle(audit)), ...other, ...auditBlocks(audit)]
}
