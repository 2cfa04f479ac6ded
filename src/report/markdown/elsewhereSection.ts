import { codeBlock, escapeMarkdown } from '../../text/escape'
import { formatCount } from '../../text/format'
import { markdownTable } from '../../text/table'
import { forestPlot } from '../elsewhere/forestPlot'
import type { ElsewhereQuestion, ElsewhereRow } from '../elsewhere/types'
import { agreementWords, changeWords, intervalWords, outcomeWords, saysWords } from '../elsewhere/words'
import type { Report } from '../types'

/**
 * What sources say, what run logs of others came to and what was measured here, question by question, on one scale.
 *
 * @param withPlot ends with all effects on one axis, drawn in text
 */
export function elsewhereSection({ elsewhere = [], profile, outside = [] }: Report, withPlot = true): string {
  if (elsewhere.length === 0) return ''
  const plot = withPlot ? forestPlot(elsewhere) : ''
  return [
    '## The same question elsewhere',
    `Effects are ratios less one, the treatment's loss over the control's, with their 95 % intervals: below 0 the treatment's loss is lower. "Here" is profile ${profile} of this report. "Logs" are runs that somebody else made, on other code and mostly other settings, judged by the same rules; nothing of them was trained here. What a source reports without a number for each arm is its direction only.`,
    ...elsewhere.map(questionPart),
    ...(plot === '' ? [] : [`On one axis of log ratios:\n\n${codeBlock(plot, 'text')}`]),
    ...digestLines(outside)
  ].join('\n\n')
}

function questionPart(question: ElsewhereQuestion): string {
  const { experiment, metric, measure, treatment, control, rows, agreements } = question
  const what = measure === 'auc' ? `geometric mean of ${metric} over the run` : `final ${metric}`
  const table = markdownTable(
    ['from', 'claim', 'effect', '95 % interval', 'runs', 'outcome'],
    rows.map((row) => cellsOf(row)),
    [2]
  )
  const answers = agreements.map((agreement) => `- ${escapeMarkdown(agreementWords(question, agreement))}`)
  return [
    `### ${escapeMarkdown(`${experiment}: ${what}, ${treatment} against ${control}`)}`,
    table,
    answers.length > 0 ? answers.join('\n') : NO_AGREEMENT
  ].join('\n\n')
}

const NO_AGREEMENT = 'Nothing to compare: outside evidence or a measurement here is missing.'

function cellsOf(row: ElsewhereRow): string[] {
  const numbers = row.effect === null ? ['–', '–'] : [changeWords(row.effect.theta), intervalWords(row.effect)]
  switch (row.kind) {
    case 'source': {
      const effect = row.effect === null ? escapeMarkdown(saysWords(row)) : numbers[0]!
      return [escapeMarkdown(row.source), '–', effect, '–', '–', '–']
    }
    case 'outside': {
      const over =
        row.over === 'tuned'
          ? 'tuned against tuned, exploratory'
          : `averaged over ${formatCount(row.settings, 'setting')}`
      const { control, treatment, controlFailures, treatmentFailures } = row.runs
      const runs = `${control - controlFailures} + ${treatment - treatmentFailures}`
      return [`logs, ${over}`, escapeMarkdown(row.claim), ...numbers, runs, outcomeWords(row)]
    }
    case 'here': {
      const claim = escapeMarkdown(row.claim)
      if (row.outcome === null) return ['here', claim, ...numbers, '–', 'not measured']
      const outcome = outcomeWords({ outcome: row.outcome, subtype: row.subtype })
      const provisional = row.provisional ? ', provisional: not measured' : ''
      return ['here', claim, ...numbers, formatCount(row.pairs, 'pair'), outcome + provisional]
    }
    default:
      return row satisfies never
  }
}

function digestLines(outside: NonNullable<Report['outside']>): string[] {
  const digests = [...new Set(outside.map(({ evidence }) => evidence))].sort()
  return digests.length === 0 ? [] : [`SHA-256 of the logs: ${digests.join(', ')}.`]
}
