import type { EngineIdentity } from '../../runs/types'
import { codeSpan, escapeMarkdown, shorten } from '../../text/escape'
import { markdownTable } from '../../text/table'
import type { ReportEnvironment } from '../data/types'
import { hasMoved } from './effect'
import type { ClaimChange, ComparedReport, ReportComparison } from './types'
import { headline, listLines, MOVED_MEANING, registrationWords, runsWords } from './words'

const NONE = '–'

/**
 * `comparison.md`: verdicts first, then effects, claims, registrations, and what else was different.
 *
 * @example renderComparisonMarkdown(compareReports(report, report)).split('\n')[0] // '# What changed'
 */
export function renderComparisonMarkdown(comparison: ReportComparison): string {
  const { older, newer, changed, added, gone } = comparison
  const withVerdict = (...verdicts: ClaimChange['verdict'][]) =>
    changed.filter(({ verdict }) => verdicts.includes(verdict))
  const sections = [
    '# What changed',
    headline(comparison),
    `- older: ${reportWords(older)}\n- newer: ${reportWords(newer)}`,
    verdictSection('Verdicts that flipped', withVerdict('flipped')),
    movedSection(changed.filter(({ effect }) => effect !== null && hasMoved(effect))),
    verdictSection('The same outcome in another way', withVerdict('subtype')),
    verdictSection('Judged in one of both', withVerdict('judged-now', 'judged-no-more')),
    verdictSection('Other changes of a judgement', otherChanges(changed)),
    idSection('Claims that are new', added),
    idSection('Claims that are gone', gone),
    registrationSection(changed.filter(({ registration }) => registration !== null)),
    definitionSection(changed.filter(({ definition }) => definition.length > 0)),
    surroundings(comparison)
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

function reportWords({ profile, firstSeed, digest, counts }: ComparedReport): string {
  return `profile ${profile}, seeds from ${firstSeed}, ${counts.claims} claims, content ${codeSpan(digest.slice(0, 12))}`
}

/** Within the interval, and nothing of the verdict is another; of some no more than digits that are not shown. */
function otherChanges(changed: readonly ClaimChange[]): ClaimChange[] {
  return changed.filter(
    ({ verdict, effect, older, newer }) =>
      verdict === 'none' &&
      (effect === null || !hasMoved(effect)) &&
      (effect?.position === 'within' ||
        older.status !== newer.status ||
        older.effect !== newer.effect ||
        older.interval !== newer.interval ||
        older.n !== newer.n ||
        older.asRegistered !== newer.asRegistered)
  )
}

function verdictSection(title: string, changes: readonly ClaimChange[]): string {
  if (changes.length === 0) return ''
  const rows = changes.flatMap(({ claim, older, newer }) => [
    [idCell(claim), 'older', ...reportedCells(older)],
    ['', 'newer', ...reportedCells(newer)]
  ])
  const headers = ['claim', 'report', 'verdict', 'effect', 'interval', 'n', 'as registered?']
  return `## ${title}\n\n${markdownTable(headers, rows, [5])}`
}

function reportedCells({ status, effect, interval, n, asRegistered }: ClaimChange['older']): string[] {
  return [status, effect, interval, n === null ? NONE : String(n), escapeMarkdown(asRegistered)]
}

function movedSection(changes: readonly ClaimChange[]): string {
  if (changes.length === 0) return ''
  const rows = changes.map(({ claim, older, newer, effect }) => [
    idCell(claim),
    `${older.effect} ${older.interval}`,
    `${newer.effect} ${newer.interval}`,
    effect?.position === 'apart' ? 'intervals apart' : effect?.position === 'other' ? 'another number' : 'moved'
  ])
  const table = markdownTable(['claim', 'older effect and interval', 'newer effect and interval', 'how'], rows)
  return `## Effects that moved\n\n${MOVED_MEANING}\n\n${table}`
}

function idSection(title: string, ids: readonly string[]): string {
  return ids.length === 0 ? '' : `## ${title}\n\n${ids.map((id) => `- ${idCell(id)}`).join('\n')}`
}

function registrationSection(changes: readonly ClaimChange[]): string {
  if (changes.length === 0) return ''
  const rows = changes.map(({ claim, registration }) => [
    idCell(claim),
    escapeMarkdown(registrationWords(registration?.older ?? null)),
    escapeMarkdown(registrationWords(registration?.newer ?? null))
  ])
  return `## Registrations that changed\n\n${markdownTable(['claim', 'older', 'newer'], rows)}`
}

function definitionSection(changes: readonly ClaimChange[]): string {
  if (changes.length === 0) return ''
  const cell = (text: string | null) => (text === null ? NONE : escapeMarkdown(shorten(text, 200)))
  const rows = changes.flatMap(({ claim, definition }) =>
    definition.map(({ path, registered, now }) => [idCell(claim), escapeMarkdown(path), cell(registered), cell(now)])
  )
  const table = markdownTable(['claim', 'where', 'older', 'newer'], rows)
  return `## What decides the claim changed\n\nThese verdicts answer another question than before.\n\n${table}`
}

function surroundings(comparison: ReportComparison): string {
  const { settings, engines, environments } = comparison
  const cell = (text: string | null) => (text === null ? NONE : escapeMarkdown(text))
  const lines = [
    ...listLines(engines, (engine) => `engine ${engineWords(engine)}`),
    ...listLines(environments, (environment) => `environment ${environmentWords(environment)}`)
  ].map((line) => `- ${escapeMarkdown(line)}`)
  return [
    '## Settings, engines, environments, runs',
    ...(settings.length === 0
      ? ['The same settings.']
      : [
          markdownTable(
            ['setting', 'older', 'newer'],
            settings.map(({ what, older, newer }) => [escapeMarkdown(what), cell(older), cell(newer)])
          )
        ]),
    lines.length === 0 ? 'The same engines in the same environments.' : lines.join('\n'),
    runsWords(comparison)
  ].join('\n\n')
}

export function engineWords({ name, version, backend, instructionSet, lowering, numerics }: EngineIdentity): string {
  const parts = [version, backend, instructionSet, ...(lowering === null ? [] : [lowering])]
  return `${name} (${parts.join(', ')}, numerics ${numerics.slice(0, 12)})`
}

export function environmentWords({ claimcheck, commit, node, platform, cpu }: ReportEnvironment): string {
  return `claimcheck ${claimcheck} at ${commit === null ? 'no commit' : shortCommit(commit)}, node ${node}, ${platform}, ${cpu}`
}

/** Twelve digits of the hash, and what may stand behind it: `+dirty`. */
function shortCommit(commit: string): string {
  return commit.replace(/^([0-9a-f]{12})[0-9a-f]+/, '$1')
}

function idCell(id: string): string {
  return escapeMarkdown(shorten(id, 100))
}
