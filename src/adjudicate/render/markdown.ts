import { outcomeInWords } from '../../claims/outcomes'
import { blocksOf, code, heading, labelled, list, paragraph, quote, strong, words } from '../../document/document'
import { toMarkdown } from '../../document/toMarkdown'
import { groupBlocks, groupHeading, logsBlocks } from '../../kinds/comparison/logs/blocks'
import { logsRule } from '../../kinds/comparison/logs/show'
import { countsText } from '../../kinds/comparison/logs/words'
import { sentenceOf } from '../../text/escape'
import { formatNumber } from '../../text/format'
import { pairedHypothesisOf } from '../adjudicate'
import type { AdjudicationReport } from './types'
import { familyWords } from './words'

/** The adjudication for a reader, as Markdown. A pure function of the report. */
export function renderAdjudicationMarkdown(report: AdjudicationReport): string {
  const { claim, groups, sentences, counts, warnings, evidence, mapping, expected, alpha } = report
  const hypothesis = pairedHypothesisOf(claim)
  const blocks = blocksOf([
    heading(1, words`Adjudication from logs: ${claim.id} is ${report.outcome}`),
    quote(claim.statement),
    labelled('Source:', words`${claim.source.citation} ${claim.source.locator}`),
    labelled('What a verdict speaks of:', report.scope),
    labelled(
      'How it was decided.',
      logsRule(hypothesis, evidence, groups.length),
      words` Error rate ${formatNumber(alpha)}, ${familyWords(report)}.`
    ),
    labelled(
      'Counts.',
      `Groups: ${countsText(counts.groups)}. Settings, with Holm over the settings of each group: ${countsText(counts.settings)}. Settings, each as if it were the only one: ${countsText(counts.settingsAlone)}.`
    ),
    expected !== null &&
      labelled(
        'Expected outcome:',
        words`${outcomeInWords(expected)}, because: ${sentenceOf(expected.why)} `,
        report.matches === true ? 'It came out.' : words`It did ${strong('not')} come out.`
      ),
    warnings.length > 0 && [labelled('Warnings'), list(warnings)],
    groups.map((group, index) => [
      groupHeading(group, 2),
      paragraph(sentences[index]!),
      groupBlocks(group, hypothesis)
    ]),
    heading(2, 'Evidence'),
    logsBlocks(evidence, evidence.numRuns, mapping.digest),
    paragraph('The mapping, as it was used:'),
    code(JSON.stringify(mapping.content, null, 2), 'json')
  ])
  return `${toMarkdown(blocks)}\n`
}
