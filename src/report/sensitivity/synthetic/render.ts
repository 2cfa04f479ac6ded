import { code, codeText, heading, paragraph, words } from '../../../document/document'
import { toMarkdown } from '../../../document/toMarkdown'
import { toTerminal } from '../../../document/toTerminal'
import { sentenceOf } from '../../../text/escape'
import { sectionBlocks } from '../markdown'
import { costWords, syntheticSections } from './sections'
import type { SyntheticMapReport } from './types'

/** The maps of a synthetic claim for a reader, as Markdown. A pure function. */
export function renderSyntheticMarkdown(report: SyntheticMapReport): string {
  const { claim, profile, experiment, engine } = report
  return `${toMarkdown([
    heading(1, words`Maps of ${claim.id}, profile ${profile}`),
    paragraph(sentenceOf(claim.statement)),
    paragraph(sentenceOf(experiment.description)),
    paragraph(
      words`${costWords(report)} Engine ${`${engine.name}:${engine.backend}`}; ${codeText('sensitivity.json')} names each run with the digest of its result.`
    ),
    ...syntheticSections(report).flatMap(sectionBlocks),
    heading(2, 'How to repeat it'),
    code(syntheticCommand(report), 'sh')
  ])}\n`
}

/** The maps for a terminal. */
export function renderSyntheticTerminal(report: SyntheticMapReport): string {
  const head = [
    heading(1, `Maps of ${report.claim.id}, profile ${report.profile}, by ${report.by.join(', ')}`),
    paragraph(costWords(report))
  ]
  return `${toTerminal([...head, ...syntheticSections(report).flatMap(sectionBlocks)])}\n`
}

/** The command that repeats the maps; the claims and the store where they are by default. */
export function syntheticCommand({ claim, profile, by, firstSeed, seedsOverride }: SyntheticMapReport): string {
  const parts = ['npx claimcheck sensitivity', claim.id, `--by ${by.join(',')}`, `--profile ${profile}`]
  if (firstSeed !== 0) parts.push(`--first-seed ${firstSeed}`)
  if (seedsOverride !== null) parts.push(`--seeds ${seedsOverride}`)
  return parts.join(' ')
}
