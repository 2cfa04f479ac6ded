import { describeOutcome } from '../../claims/outcomes'
import { type Block, group, paragraph, table } from '../../document/document'
import { toTerminal } from '../../document/toTerminal'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import { formatP } from '../../text/format'
import type { AdjudicatedGroup } from '../adjudicate'
import { describeLabels } from '../analyse/cells'
import type { AdjudicationReport } from './types'
import { besideWords, countsText, effectCell, runsCell, splitWords } from './words'

/** The adjudication for a terminal: a sentence and a table for each group, then the counts. */
export function renderAdjudicationTerminal(report: AdjudicationReport): string {
  const { claim, groups, sentences, counts, warnings, evidence } = report
  const hypothesis = claim.hypothesis as PairedHypothesis
  const end = [
    `${claim.id} is ${report.outcome}, from ${evidence.numRuns} runs that somebody else made.`,
    ...expectedLines(report),
    `Groups: ${countsText(counts.groups)}`,
    `Settings, with Holm: ${countsText(counts.settings)}`,
    `Settings, each alone: ${countsText(counts.settingsAlone)}`,
    `Evidence: SHA-256 ${evidence.digest}`
  ]
  const blocks = [
    ...groups.map((each, index) => groupBlock(each, sentences[index]!, hypothesis)),
    ...warnings.map((warning) => together(paragraph(`Warning: ${warning}`))),
    together(...end.map((line) => paragraph(line)))
  ]
  return `${toTerminal(blocks, { ascii: true })}\n`
}

function together(...blocks: readonly Block[]): Block {
  return group('lines', blocks)
}

function expectedLines({ expected, matches }: AdjudicationReport): string[] {
  if (expected === null) return []
  const words = describeOutcome(expected)
  return [matches ? `As expected: ${words}` : `NOT as expected: expected is ${words}`]
}

function groupBlock(adjudicated: AdjudicatedGroup, sentence: string, { margin }: PairedHypothesis): Block {
  const { settings, tuned, overall } = adjudicated
  const rows = settings.map(({ setting, alone, corrected }) => [
    describeLabels(setting) || 'all runs',
    runsCell(alone),
    effectCell(alone.effect, margin),
    formatP(alone.effect?.pT ?? null),
    formatP(alone.effect?.pExact ?? null),
    describeOutcome(alone.verdict),
    describeOutcome(corrected.verdict)
  ])
  const headers = ['setting', 'runs', 'effect', 'p', 'exact p', 'alone', 'with Holm']
  return together(
    paragraph(sentence),
    ...(rows.length === 0 ? [] : [table(headers, rows, [1, 2, 3, 4, 5, 6])]),
    ...(overall.secondary === null ? [] : [paragraph(`Beside it, ${besideWords(overall.secondary, margin)}`)]),
    ...(tuned === null
      ? []
      : [
          paragraph(
            `Tuned against tuned by ${tuned.select} (exploratory): ${tuned.comparison === null ? splitWords(tuned.splits, margin) : `${describeOutcome(tuned.comparison.verdict)}, ${effectCell(tuned.comparison.effect, margin)}`}`
          )
        ])
  )
}
