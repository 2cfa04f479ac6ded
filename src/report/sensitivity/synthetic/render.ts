import { codeBlock, escapeMarkdown, plainLine, sentenceOf } from '../../../text/escape'
import { sectionText } from '../markdown'
import { sectionLines } from '../terminal'
import { costWords, syntheticSections } from './sections'
import type { SyntheticMapReport } from './types'

/** The maps of a synthetic claim for a reader, as Markdown. A pure function; all text of claims is escaped. */
export function renderSyntheticMarkdown(report: SyntheticMapReport): string {
  const { claim, profile, experiment, engine } = report
  return `${[
    `# Maps of ${escapeMarkdown(claim.id)}, profile ${profile}`,
    escapeMarkdown(sentenceOf(claim.statement)),
    escapeMarkdown(sentenceOf(experiment.description)),
    `${escapeMarkdown(costWords(report))} Engine ${escapeMarkdown(`${engine.name}:${engine.backend}`)}; \`sensitivity.json\` names each run with the digest of its result.`,
    ...syntheticSections(report).map(sectionText),
    '## How to repeat it',
    codeBlock(syntheticCommand(report), 'sh')
  ].join('\n\n')}\n`
}

/** The maps for a terminal. */
export function renderSyntheticTerminal(report: SyntheticMapReport): string {
  const head = plainLine(`Maps of ${report.claim.id}, profile ${report.profile}, by ${report.by.join(', ')}`)
  return `${[head, plainLine(costWords(report)), ...syntheticSections(report).map(sectionLines)].join('\n\n')}\n`
}

/** The command that repeats the maps; the claims and the store where they are by default. */
export function syntheticCommand({ claim, profile, by, firstSeed, seedsOverride }: SyntheticMapReport): string {
  const parts = ['npx claimcheck sensitivity', claim.id, `--by ${by.join(',')}`, `--profile ${profile}`]
  if (firstSeed !== 0) parts.push(`--first-seed ${firstSeed}`)
  if (seedsOverride !== null) parts.push(`--seeds ${seedsOverride}`)
  return parts.join(' ')
}
