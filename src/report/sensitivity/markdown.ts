import { SCOPE } from '../../judge/sentence'
import { codeBlock, codeSpan, escapeMarkdown, sentenceOf } from '../../text/escape'
import { formatCount } from '../../text/format'
import { markdownTable } from '../../text/table'
import { substitutionWords } from '../words'
import { sensitivityCommand } from './command'
import type { Section } from './section'
import { sensitivitySections } from './sections'
import type { MeasuredSensitivity, SensitivityReport } from './types'
import { settingWords } from './words'

/** A sensitivity report for a reader, as Markdown. A pure function of the report; all text of claims is escaped. */
export function renderSensitivityMarkdown(report: SensitivityReport): string {
  const { claim, profile, experiment, by } = report
  const departure = experiment.profiles[profile]?.departure ?? null
  const budget =
    departure === null ? '' : ` This profile departs from the source: ${escapeMarkdown(sentenceOf(departure))}`
  const substitution = substitutionWords(report)
  const parts = [
    `# Sensitivity of ${escapeMarkdown(claim.id)}, profile ${profile}`,
    escapeMarkdown(sentenceOf(claim.statement)),
    substitution === '' ? '' : `**Other data.** ${escapeMarkdown(substitution)}`,
    `What was varied: ${by.join(', ')}.${budget}`,
    ...(report.outcome === 'measured' ? measuredParts(report) : notRunParts(report)),
    '## How to repeat it',
    codeBlock(sensitivityCommand(report), 'sh')
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function measuredParts(report: MeasuredSensitivity): string[] {
  const { settings, engine, runs, pairs, square, streams } = report
  const held = [settings.control, settings.treatment].map(
    ({ arm, setting }) => `${escapeMarkdown(arm)}: ${escapeMarkdown(settingWords(setting))}`
  )
  const seedsVary = pairs !== null || square !== null || streams.length > 0
  return [
    `**What it speaks of:** ${escapeMarkdown(SCOPE)}`,
    `${seedsVary ? `Settings where the seeds vary: ${held.join('; ')}. ` : ''}${formatCount(runs.length, 'run')} on ${escapeMarkdown(`${engine.name}:${engine.backend} (${engine.version})`)}; \`sensitivity.json\` names each with the digest of its result.`,
    ...sensitivitySections(report).map(sectionText)
  ]
}

function notRunParts({ cause, reason, remedy }: Extract<SensitivityReport, { outcome: 'could-not-run' }>): string[] {
  const help = remedy.startsWith('npx ') ? codeSpan(remedy) : escapeMarkdown(sentenceOf(remedy))
  return [
    `## Could not run (${cause})`,
    `${escapeMarkdown(sentenceOf(reason))} No scientific outcome.`,
    `**What helps:** ${help}`
  ]
}

/** A section as Markdown, escaped. */
export function sectionText({ title, paragraphs, table }: Section): string {
  const text = [`## ${escapeMarkdown(title)}`, ...paragraphs.map(escapeMarkdown)]
  if (table === null) return text.join('\n\n')
  const numeric = table.headers.map((_, index) => index).slice(1)
  const rows = table.rows.map((cells) => cells.map(escapeMarkdown))
  return [...text, markdownTable(table.headers.map(escapeMarkdown), rows, numeric)].join('\n\n')
}
