import { outcomeInWords } from '../../claims/outcomes'
import {
  type Block,
  code,
  figureBlock,
  heading,
  type Line,
  list,
  paragraph,
  type Section,
  table
} from '../../document/document'
import { formatCount } from '../../text/format'
import type { Report } from '../data/types'
import { questionsChart } from '../figures/questionsChart'
import { forestPlotText } from '../questions/forestPlot'
import type { ComparedQuestion, ExternalRow, QuestionRow } from '../questions/types'
import { agreementWords, changeWords, intervalWords, saysWords } from '../questions/words'
import type { Context } from './context'

/** What sources say, what run logs of others came to and what was measured here, question by question, on one scale. */
export function questions({ report, links }: Context): Section | null {
  const { questions: asked = [], profile, external = [] } = report
  if (asked.length === 0) return null
  const figure = links === null ? null : questionsChart(asked)
  const blocks = [
    ...(figure === null ? [] : [figureBlock(figure)]),
    paragraph(
      `Effects are ratios less one, the treatment's loss over the control's, with their 95 % intervals: below 0 the treatment's loss is lower. With the claim itself stands the interval that decides it, which is wider where its family shares one error rate. "Here" is profile ${profile} of this report. "Logs" are runs that somebody else made, on other code and mostly other settings, judged by the same rules; nothing of them was trained here. What a source reports without a number for each arm is its direction only.`
    ),
    ...asked.flatMap(questionBlocks),
    ...(links === null ? plotBlocks(asked) : []),
    ...digestBlocks(external)
  ]
  return { anchor: 'questions', title: 'The same question elsewhere', blocks }
}

function questionBlocks(question: ComparedQuestion): Block[] {
  const { experiment, metric, measure, treatment, control, rows, agreements } = question
  const what = measure === 'auc' ? `geometric mean of ${metric} over the run` : `final ${metric}`
  const answers = agreements.map((agreement) => agreementWords(question, agreement))
  return [
    heading(3, `${experiment}: ${what}, ${treatment} against ${control}`),
    table(['from', 'claim', 'effect', '95 % interval', 'runs', 'outcome'], rows.map(cellsOf), [2]),
    answers.length > 0
      ? list(answers)
      : paragraph('Nothing to compare: external evidence or a measurement here is missing.')
  ]
}

function cellsOf(row: QuestionRow): Line[] {
  const [effect, interval] =
    row.effect === null ? ['–', '–'] : [changeWords(row.effect.theta), intervalWords(row.effect)]
  switch (row.kind) {
    case 'source':
      return [row.source, '–', row.effect === null ? saysWords(row) : effect, '–', '–', '–']
    case 'external': {
      const over =
        row.over === 'tuned'
          ? 'tuned against tuned, exploratory'
          : `averaged over ${formatCount(row.settings, 'setting')}`
      const { control, treatment, controlFailures, treatmentFailures } = row.runs
      const runs = `${control - controlFailures} + ${treatment - treatmentFailures}`
      if (row.outcome === null) return [`logs, ${over}`, row.claim, effect, splitWords(row), runs, 'described only']
      const outcome = outcomeInWords({ outcome: row.outcome, subtype: row.subtype })
      return [`logs, ${over}`, row.claim, effect, interval, runs, outcome]
    }
    case 'here': {
      if (row.outcome === null) return ['here', row.claim, effect, interval, '–', 'not measured']
      const outcome = outcomeInWords({ outcome: row.outcome, subtype: row.subtype })
      const provisional = row.provisional ? ', provisional: not measured' : ''
      return ['here', row.claim, effect, interval, formatCount(row.pairs, 'pair'), outcome + provisional]
    }
    default:
      return row satisfies never
  }
}

/** No interval, since the halves share their runs. */
function splitWords({ splits }: ExternalRow): string {
  if (splits === undefined || splits.effect === null) return '–'
  const { lowest, highest } = splits.effect
  return `${changeWords(lowest)} to ${changeWords(highest)} over ${formatCount(splits.used, 'way')} of halving the runs`
}

/** All effects on one axis, drawn in text. */
function plotBlocks(questions: readonly ComparedQuestion[]): Block[] {
  const plot = forestPlotText(questions)
  return plot === '' ? [] : [paragraph('On one axis of log ratios:'), code(plot, 'text')]
}

function digestBlocks(external: NonNullable<Report['external']>): Block[] {
  const digests = [...new Set(external.map(({ evidence }) => evidence))].sort()
  return digests.length === 0 ? [] : [paragraph(`SHA-256 of the logs: ${digests.join(', ')}.`)]
}
