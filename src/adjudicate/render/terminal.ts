import { describeOutcome } from '../../judge/registered'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import { plainLine } from '../../text/escape'
import { formatP, pWords } from '../../text/format'
import { textTable } from '../../text/table'
import type { AdjudicatedGroup } from '../adjudicate'
import { describeLabels } from '../analyse/cells'
import type { AdjudicationReport } from './types'
import { countsText, effectCell, runsCell } from './words'

/** The adjudication for a terminal: a sentence and a table for each group, then the counts. */
export function renderAdjudicationTerminal(report: AdjudicationReport): string {
  const { claim, groups, sentences, counts, warnings, evidence } = report
  const hypothesis = claim.hypothesis as PairedHypothesis
  const parts = [
    ...groups.map((group, index) => groupText(group, sentences[index]!, hypothesis)),
    ...warnings.map((warning) => `Warning: ${warning}`),
    [
      `${claim.id} is ${report.outcome}, from ${evidence.numRuns} runs that somebody else made.`,
      ...registeredLines(report).map(printable),
      `Groups: ${countsText(counts.groups)}`,
      `Settings, with Holm: ${countsText(counts.settings)}`,
      `Settings, each alone: ${countsText(counts.settingsAlone)}`,
      `Evidence: SHA-256 ${evidence.digest}`
    ].join('\n')
  ]
  return `${parts.join('\n\n')}\n`
}

function registeredLines({ registered, matches }: AdjudicationReport): string[] {
  if (registered === null) return []
  const words = describeOutcome(registered)
  return [matches ? `As registered: ${words}` : `NOT as registered: registered is ${words}`]
}

function groupText(group: AdjudicatedGroup, sentence: string, { margin }: PairedHypothesis): string {
  const { settings, tuned, overall } = group
  const beside =
    overall.beside === null
      ? []
      : [
          `Beside it, ${overall.beside.method} (n = ${overall.beside.n}): ${effectCell(overall.beside, margin)}, ${pWords(overall.beside.p)}`
        ]
  const rows = settings.map(({ setting, alone, corrected }) =>
    [
      describeLabels(setting) || 'all runs',
      runsCell(alone),
      effectCell(alone.effect, margin),
      formatP(alone.effect?.p ?? null),
      describeOutcome(alone.verdict),
      describeOutcome(corrected.verdict)
    ].map(printable)
  )
  const tuning =
    tuned === null
      ? []
      : [
          `Tuned against tuned by ${tuned.select} (exploratory): ${describeOutcome(tuned.comparison.verdict)}, ${effectCell(tuned.comparison.effect, margin)}`
        ]
  return [
    plainLine(sentence),
    ...(rows.length === 0 ? [] : [textTable(['setting', 'runs', 'effect', 'p', 'alone', 'with Holm'], rows)]),
    ...[...beside, ...tuning].map(printable)
  ].join('\n')
}

function printable(text: string): string {
  return plainLine(text).replaceAll('–', '-')
}
