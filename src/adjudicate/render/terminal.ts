import { outcomeInWords } from '../../claims/outcomes'
import { type Block, group, paragraph, table, words } from '../../document/document'
import { toTerminal } from '../../document/toTerminal'
import { describeLabels } from '../../kinds/comparison/logs/cells'
import type { AdjudicatedGroup } from '../../kinds/comparison/logs/types'
import { besideWords, countsText, effectCell, runsCell, splitWords } from '../../kinds/comparison/logs/words'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import { formatP } from '../../text/format'
import { pairedHypothesisOf } from '../adjudicate'
import type { AdjudicationReport } from './types'
import { familyWords } from './words'

/** The adjudication for a terminal: a sentence and a table for each group, then the counts. */
export function renderAdjudicationTerminal(report: AdjudicationReport): string {
  const { claim, groups, sentences, counts, warnings, evidence } = report
  const hypothesis = pairedHypothesisOf(claim)
  const whose = { us: 'of our own', others: 'that somebody else made', none: 'in logs' }[evidence.by ?? 'none']
  const end = [
    `${claim.id} is ${outcomeInWords(report)}, from ${evidence.numRuns} runs ${whose}.`,
    ...expectedLines(report),
    ...(report.family.length === 0 ? [] : [words`Decided by ${familyWords(report)}`]),
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
  const words = outcomeInWords(expected)
  return [matches ? `As expected: ${words}` : `NOT as expected: expected is ${words}`]
}

function groupBlock(adjudicated: AdjudicatedGroup, sentence: string, { margin }: PairedHypothesis): Block {
  const { settings, tuned, overall } = adjudicated
  // Of one setting there is one verdict, and the sentence says it.
  const isOne = settings.length === 1
  const rows = settings.map(({ setting, alone, corrected }) => {
    const shown = isOne ? corrected : alone
    return [
      describeLabels(setting) || 'all runs',
      runsCell(shown),
      effectCell(shown.effect, margin),
      formatP(shown.effect?.pT ?? null),
      formatP(shown.effect?.pExact ?? null),
      ...(isOne ? [] : [outcomeInWords(alone.verdict), outcomeInWords(corrected.verdict)])
    ]
  })
  const headers = ['setting', 'runs', 'effect', 'p', 'exact p', ...(isOne ? [] : ['alone', 'with Holm'])]
  return together(
    paragraph(sentence),
    ...(rows.length === 0 ? [] : [table(headers, rows, headers.map((_, index) => index).slice(1))]),
    ...(overall.secondary === null ? [] : [paragraph(`Beside it, ${besideWords(overall.secondary, margin)}`)]),
    ...(tuned === null
      ? []
      : [
          paragraph(
            `Tuned against tuned by ${tuned.select} (exploratory): ${tuned.comparison === null ? splitWords(tuned.splits, margin) : `${outcomeInWords(tuned.comparison.verdict)}, ${effectCell(tuned.comparison.effect, margin)}`}`
          )
        ])
  )
}
