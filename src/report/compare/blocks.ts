import {
  type Block,
  type Blocks,
  blocksOf,
  codeText,
  heading,
  type Line,
  list,
  paragraph,
  table,
  words
} from '../../document/document'
import { shorten } from '../../text/escape'
import { hasMoved } from './effect'
import type { ClaimChange, ComparedReport, EffectChange, ReportComparison } from './types'
import {
  comparisonHeadline,
  engineLine,
  environmentWords,
  idWords,
  listLines,
  MOVED_MEANING,
  registrationStateWords,
  runsWords
} from './words'

/** A comparison for a reader: verdicts first, then effects, claims, registrations, and what else was different. */
export function comparisonBlocks(comparison: ReportComparison): Block[] {
  const { older, newer, changed, added, gone } = comparison
  const withVerdict = (...verdicts: ClaimChange['verdict'][]) =>
    changed.filter(({ verdict }) => verdicts.includes(verdict))
  return blocksOf([
    heading(1, 'What changed'),
    paragraph(comparisonHeadline(comparison)),
    list([words`older: ${reportLine(older)}`, words`newer: ${reportLine(newer)}`]),
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
  ])
}

function reportLine({ profile, firstSeed, digest, counts }: ComparedReport): Line {
  return words`profile ${profile}, seeds from ${firstSeed}, ${counts.claims} claims, content ${codeText(digest.slice(0, 12))}`
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
        older.asExpected !== newer.asExpected)
  )
}

function verdictSection(title: string, changes: readonly ClaimChange[]): Blocks {
  const rows = changes.flatMap(({ claim, older, newer }) => [
    [idWords(claim), 'older', ...reportedCells(older)],
    ['', 'newer', ...reportedCells(newer)]
  ])
  return tableSection(title, ['claim', 'report', 'verdict', 'effect', 'interval', 'n', 'as expected?'], rows, [5])
}

function reportedCells({ status, effect, interval, n, asExpected }: ClaimChange['older']): Line[] {
  return [status, effect, interval, n ?? '–', asExpected]
}

function movedSection(changes: readonly ClaimChange[]): Blocks {
  const rows = changes.map(({ claim, older, newer, effect }) => [
    idWords(claim),
    `${older.effect} ${older.interval}`,
    `${newer.effect} ${newer.interval}`,
    HOW_MOVED[effect!.position]
  ])
  const headers = ['claim', 'older effect and interval', 'newer effect and interval', 'how']
  return tableSection('Effects that moved', headers, rows, [], MOVED_MEANING)
}

const HOW_MOVED: Readonly<Record<EffectChange['position'], string>> = {
  same: 'as it was',
  within: 'within the interval',
  moved: 'moved',
  apart: 'intervals apart',
  other: 'another number'
}

function idSection(title: string, ids: readonly string[]): Blocks {
  return ids.length > 0 && [heading(2, title), list(ids.map(idWords))]
}

function registrationSection(changes: readonly ClaimChange[]): Blocks {
  const rows = changes.map(({ claim, registration }) => [
    idWords(claim),
    registrationStateWords(registration?.older ?? null),
    registrationStateWords(registration?.newer ?? null)
  ])
  return tableSection('Registrations that changed', ['claim', 'older', 'newer'], rows)
}

function definitionSection(changes: readonly ClaimChange[]): Blocks {
  const cell = (text: string | null) => (text === null ? '–' : shorten(text, 200))
  const rows = changes.flatMap(({ claim, definition }) =>
    definition.map(({ path, registered, now }) => [idWords(claim), path, cell(registered), cell(now)])
  )
  const meaning = 'These verdicts answer another question than before.'
  return tableSection('What decides the claim changed', ['claim', 'where', 'older', 'newer'], rows, [], meaning)
}

function surroundings(comparison: ReportComparison): Blocks {
  const { settings, engines, environments } = comparison
  const lines = [...listLines(engines, engineLine), ...listLines(environments, environmentWords)]
  const rows = settings.map(({ what, older, newer }) => [what, older ?? '–', newer ?? '–'])
  return [
    heading(2, 'Settings, engines, environments, runs'),
    rows.length === 0 ? paragraph('The same settings.') : table(['setting', 'older', 'newer'], rows),
    lines.length === 0 ? paragraph('The same engines in the same environments.') : list(lines),
    paragraph(runsWords(comparison))
  ]
}

/** Nothing where there are no rows. */
function tableSection(
  title: string,
  headers: readonly string[],
  rows: readonly (readonly Line[])[],
  numeric: readonly number[] = [],
  meaning: string | null = null
): Blocks {
  return rows.length > 0 && [heading(2, title), meaning !== null && paragraph(meaning), table(headers, rows, numeric)]
}
