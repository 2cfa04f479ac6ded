import { type Block, paragraph, quote } from '../../document/document'
import { toTerminal } from '../../document/toTerminal'
import { hasMoved } from './effect'
import type { ClaimChange, ReportComparison, ReportedClaim } from './types'
import {
  comparisonHeadline,
  engineLine,
  environmentWords,
  idWords,
  listLines,
  registrationStateWords,
  runsWords
} from './words'

/**
 * A comparison for a terminal or a log: what each claim that changed was and is, then what else did.
 *
 * @param columns width of a line; only words that are longer stay whole
 * @example renderComparisonTerminal(compareReports(report, report), 80).split(';')[0] // 'No verdict flipped and no effect moved'
 */
export function renderComparisonTerminal(comparison: ReportComparison, columns: number): string {
  const { changed, added, gone, settings, engines, environments } = comparison
  const others = [
    ...added.map((id) => `${idWords(id)}: added`),
    ...gone.map((id) => `${idWords(id)}: gone`),
    ...settings.map(({ what, older, newer }) => `${what}: ${older ?? 'none'} -> ${newer ?? 'none'}`),
    ...listLines(engines, engineLine),
    ...listLines(environments, environmentWords)
  ]
  const changes = [...changed.flatMap(changeBlocks), ...others.map((line) => paragraph(line))]
  const end = [paragraph(comparisonHeadline(comparison)), paragraph(runsWords(comparison))]
  const parts = [toTerminal(changes, { columns, hang: 4 }), toTerminal(end, { columns })]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function changeBlocks({ claim, verdict, older, newer, effect, definition, registration }: ClaimChange): Block[] {
  const marks = [
    ...(verdict === 'none' ? [] : [verdict === 'flipped' ? 'FLIPPED' : verdict]),
    ...(effect !== null && hasMoved(effect) ? [effect.position === 'apart' ? 'moved apart' : 'moved'] : []),
    ...(definition.length === 0 ? [] : ['what decides it changed']),
    ...(registration === null
      ? []
      : [
          `registration: ${registrationStateWords(registration.older)} -> ${registrationStateWords(registration.newer)}`
        ])
  ]
  return [
    paragraph(`${idWords(claim)}${marks.length === 0 ? '' : `: ${marks.join(', ')}`}`),
    quote(reportedWords(older)),
    quote(['-> ', reportedWords(newer)])
  ]
}

function reportedWords({ kind, status, effect, interval, n, asExpected }: ReportedClaim): string {
  const size = n === null ? '' : ` n=${n}`
  const numbers = effect === '–' ? '' : ` ${effect}${interval === '–' ? '' : ` ${interval}`}${size}`
  return `${status}${numbers}${kind === 'judged' ? `, ${asExpected}` : ''}`
}
