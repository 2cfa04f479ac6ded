import { plainLine, shorten } from '../escape'
import { hasMoved } from './effect'
import { engineWords, environmentWords } from './markdown'
import type { ClaimChange, ReportComparison, ReportedClaim } from './types'
import { headline, listLines, registrationWords, runsWords } from './words'

/** A comparison for a terminal or a log: two lines for each claim that changed, then what else did. */
export function renderComparisonTerminal(comparison: ReportComparison): string {
  const { changed, added, gone, settings, engines, environments } = comparison
  const lines = [
    ...changed.flatMap(changeLines),
    ...added.map((id) => `${idWords(id)}: added`),
    ...gone.map((id) => `${idWords(id)}: gone`),
    ...settings.map(({ what, older, newer }) => `${what}: ${older ?? 'none'} -> ${newer ?? 'none'}`),
    ...listLines(engines, (engine) => `engine ${engineWords(engine)}`),
    ...listLines(environments, (environment) => `environment ${environmentWords(environment)}`)
  ].map(plainLineKeepingIndent)
  return `${[...lines, ...(lines.length === 0 ? [] : ['']), headline(comparison), runsWords(comparison)].join('\n')}\n`
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

function reportedWords({ status, effect, interval, n, asRegistered }: ReportedClaim): string {
  const size = n === null ? '' : ` n=${n}`
  const numbers = effect === '–' ? '' : ` ${effect}${interval === '–' ? '' : ` ${interval}`}${size}`
  return `${status}${numbers}${asRegistered === '–' ? '' : `, ${asRegistered}`}`
}

function idWords(id: string): string {
  return plainLine(shorten(id, 100))
}

function plainLineKeepingIndent(line: string): string {
  const indent = /^ */.exec(line)?.[0] ?? ''
  return indent + plainLine(line)
}
