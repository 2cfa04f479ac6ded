import { heading, paragraph } from '../../document/document'
import { toTerminal } from '../../document/toTerminal'
import { sectionBlocks } from './markdown'
import { sensitivitySections } from './sections'
import type { SensitivityReport } from './types'

/** A sensitivity report for a terminal: a title, its sentences and an aligned table for each part. */
export function renderSensitivityTerminal(report: SensitivityReport): string {
  const head = heading(1, `Sensitivity of ${report.claim.id}, profile ${report.profile}, by ${report.by.join(', ')}`)
  const blocks =
    report.outcome === 'could-not-run'
      ? [paragraph(`could-not-run (${report.cause}): ${report.reason}`), paragraph(`What helps: ${report.remedy}`)]
      : sensitivitySections(report).flatMap(sectionBlocks)
  return `${toTerminal([head, ...blocks])}\n`
}
