import {
  type Block,
  blocksOf,
  code,
  codeText,
  heading,
  joined,
  labelled,
  note,
  paragraph,
  strong,
  words
} from '../../document/document'
import { toMarkdown } from '../../document/toMarkdown'
import { SCOPE } from '../../judge/sentence'
import { sentenceOf } from '../../text/escape'
import { formatCount } from '../../text/format'
import { remedyLine } from '../remedy'
import { substitutionWords } from '../words'
import { sensitivityCommand } from './command'
import type { StudySection } from './section'
import { sensitivitySections } from './sections'
import type { MeasuredSensitivity, SensitivityReport } from './types'
import { settingWords } from './words'

/** A sensitivity report for a reader, as Markdown. A pure function of the report. */
export function renderSensitivityMarkdown(report: SensitivityReport): string {
  const { claim, profile, experiment, by } = report
  const departure = experiment.profiles[profile]?.departure ?? null
  const substitution = substitutionWords(report)
  const blocks = blocksOf([
    heading(1, words`Sensitivity of ${claim.id}, profile ${profile}`),
    paragraph(sentenceOf(claim.statement)),
    substitution !== '' && note([strong('Other data.'), ' ', substitution]),
    paragraph([
      `What was varied: ${by.join(', ')}.`,
      departure !== null && words` This profile departs from the source: ${sentenceOf(departure)}`
    ]),
    report.outcome === 'measured' ? measuredBlocks(report) : notRunBlocks(report),
    heading(2, 'How to repeat it'),
    code(sensitivityCommand(report), 'sh')
  ])
  return `${toMarkdown(blocks)}\n`
}

function measuredBlocks(report: MeasuredSensitivity): Block[] {
  const { settings, engine, runs, pairs, square, streams } = report
  const held = [settings.control, settings.treatment].map(({ arm, setting }) => words`${arm}: ${settingWords(setting)}`)
  const seedsVary = pairs !== null || square !== null || streams.length > 0
  return [
    labelled('What it speaks of:', SCOPE),
    paragraph([
      seedsVary && ['Settings where the seeds vary: ', joined(held, '; '), '. '],
      words`${formatCount(runs.length, 'run')} on ${`${engine.name}:${engine.backend} (${engine.version})`}; ${codeText('sensitivity.json')} names each with the digest of its result.`
    ]),
    ...sensitivitySections(report).flatMap(sectionBlocks)
  ]
}

function notRunBlocks({ cause, reason, remedy }: Extract<SensitivityReport, { outcome: 'could-not-run' }>): Block[] {
  return [
    heading(2, `Could not run (${cause})`),
    paragraph(words`${sentenceOf(reason)} No scientific outcome.`),
    labelled('What helps:', remedyLine(remedy))
  ]
}

export function sectionBlocks({ title, blocks }: StudySection): Block[] {
  return [heading(2, title), ...blocks]
}
