import { heading } from '../../document/document'
import { toMarkdown } from '../../document/toMarkdown'
import { toTerminal } from '../../document/toTerminal'
import { writeOutputs } from '../../files/writeOutput'
import { jsonText } from '../../json/jsonText'
import { auditBlocks, auditTitle } from './blocks'
import type { AuditReport } from './types'

/** The text of `audit.json`. */
export function encodeAudit(audit: AuditReport): string {
  return jsonText(audit)
}

export function renderAuditTerminal(audit: AuditReport): string {
  return `${toTerminal(documentOf(audit))}\n`
}

/**
 * Writes audit.json and audit.md, each whole or not at all.
 *
 * @returns where they lie
 * @throws InfrastructureError when the folder cannot be written
 */
export function writeAudit(folder: string, audit: AuditReport): string[] {
  const files = [
    { name: 'audit.json', content: encodeAudit(audit) },
    { name: 'audit.md', content: toMarkdown(documentOf(audit)) }
  ]
  return writeOutputs(folder, files, { what: 'the audit' })
}

function documentOf(audit: AuditReport) {
  return [heading(1, `Audit: ${auditTitle(audit)}`), ...auditBlocks(audit)]
}
