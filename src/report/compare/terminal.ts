import { displayWidth } from '../../text/displayWidth'
import { plainLine, shorten } from '../../text/escape'
import { wrapLine } from '../../text/wrapLine'
import { hasMoved } from './effect'
import { engineWords, environmentWords } from './markdown'
import type { ClaimChange, ReportComparison, ReportedClaim } from './types'
import { headline, listLines, registrationWords, runsWords } from './words'

const HANG = 4

/**
 * A comparison for a terminal or a log: two lines for each claim that changed, then what else did.
 *
 * @param columns width of a line; only words that are longer stay whole
 * @example renderComparisonTerminal(compareReports(report, report), 80).split(';')[0] // 'No verdict flipped and no effect moved'
 */
export function renderComparisonTerminal(comparison: ReportComparison, columns: number): string {
  const { changed, added, gone, settings, engines, environments } = comparison
  const lines = [
    ...changed.flatMap(changeLines),
    ...added.map((id) => `${idWords(id)}: added`),
    ...gone.map((id) => `${idWords(id)}: gone`),
    ...settings.map(({ what, older, newer }) => `${what}: ${older ?? 'none'} -> ${newer ?? 'none'}`),
    ...listLines(engines, (engine) => `engine ${engineWords(engine)}`),
    ...listLines(environments, (environment) => `environment ${environmentWords(environment)}`)
  ].flatMap((line) => hangingLines(line, columns))
  const end = [headline(comparison), runsWords(comparison)].flatMap((words) => wrapLine(words, columns))
  return `${[...lines, ...(lines.length === 0 ? [] : ['']), ...end].join('\n')}\n`
}

function changeLines({ claim, verdict, older, newer, effect, definition, registration }: ClaimChange): string[] {
  const marks = [
    ...(verdict === 'none' ? [] : [verdict === 'flipped' ? 'FLIPPED' : verdict]),
    ...(effect !== null && hasMoved(effect) ? [effect.position === 'apart' ? 'moved apart' : 'moved'] : []),
    ...(definition.length === 0 ? [] : ['what decides it changed']),
    ...(registration === null
      ? []
      : [`registration: ${registrationWords(registration.older)} -> ${registrationWords(registration.newer)}`])
  ]
  return [
    `${idWords(claim)}${marks.length === 0 ? '' : `: ${marks.join(', ')}`}`,
    `    ${reportedWords(older)}`,
    `    -> ${reportedWords(newer)}`
  ]
}

function reportedWords({ kind, status, effect, interval, n, asRegistered }: ReportedClaim): string {
  const size = n === null ? '' : ` n=${n}`
  const numbers = effect === '–' ? '' : ` ${effect}${interval === '–' ? '' : ` ${interval}`}${size}`
  return `${status}${numbers}${kind === 'judged' ? `, ${asRegistered}` : ''}`
}

function idWords(id: string): string {
  return plainLine(shorten(id, 100))
}

/** As plain text, its indent kept; what does not fit on the line stands further in below it. */
function hangingLines(line: string, columns: number): string[] {
  const indent = /^ */.exec(line)![0]
  const text = plainLine(line)
  if (indent.length + displayWidth(text) <= columns) return [indent + text]
  const below = indent + ' '.repeat(HANG)
  return wrapLine(text, columns - below.length).map((part, index) => (index === 0 ? indent : below) + part)
}
