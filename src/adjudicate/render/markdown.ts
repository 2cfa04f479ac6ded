import { describeOutcome } from '../../claims/outcomes'
import {
  type Block,
  type Blocks,
  blocksOf,
  code,
  heading,
  joined,
  type Line,
  labelled,
  list,
  paragraph,
  quote,
  strong,
  table,
  words
} from '../../document/document'
import { toMarkdown } from '../../document/toMarkdown'
import { isTime } from '../../kinds/comparison/curve'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import { sentenceOf } from '../../text/escape'
import { formatCount, formatNumber, formatP, formatPercent, pWords } from '../../text/format'
import type { AdjudicatedGroup, AdjudicatedTuning } from '../adjudicate'
import { describeLabels } from '../analyse/cells'
import { MIN_SPLIT_RUNS, type TunedChoice } from '../analyse/tuned'
import type { Comparison } from '../analyse/types'
import type { AdjudicationReport } from './types'
import {
  acrossWords,
  besideWords,
  countsText,
  effectCell,
  methodWords,
  runsCell,
  splitWords,
  valueWords
} from './words'

/** The adjudication for a reader, as Markdown. A pure function of the report. */
export function renderAdjudicationMarkdown(report: AdjudicationReport): string {
  const { claim, groups, sentences, counts, warnings, evidence, mapping, pairing, expected } = report
  const hypothesis = claim.hypothesis as PairedHypothesis
  const blocks = blocksOf([
    heading(1, words`Adjudication from logs: ${claim.id} is ${report.outcome}`),
    quote(claim.statement),
    labelled('Source:', words`${claim.source.citation} ${claim.source.locator}`),
    labelled('What a verdict speaks of:', report.scope),
    labelled('How it was decided.', words`${decisionWords(report, hypothesis)} ${PAIRING[pairing]}`),
    labelled(
      'Counts.',
      `Groups: ${countsText(counts.groups)}. Settings, with Holm over the settings of each group: ${countsText(counts.settings)}. Settings, each as if it were the only one: ${countsText(counts.settingsAlone)}.`
    ),
    expected !== null &&
      labelled(
        'Expected outcome:',
        words`${describeOutcome(expected)}, because: ${sentenceOf(expected.why)} `,
        report.matches === true ? 'It came out.' : words`It did ${strong('not')} come out.`
      ),
    warnings.length > 0 && [labelled('Warnings'), list(warnings)],
    groups.map((group, index) => groupBlocks(group, sentences[index]!, hypothesis)),
    evidenceBlocks(evidence, mapping)
  ])
  return `${toMarkdown(blocks)}\n`
}

const PAIRING = {
  number:
    "Runs carry a number and no common seed: the unpaired analysis decides (Welch's interval with the exact permutation test as its co-check, exact where the arms' runs are alike but for a shift), and the pairs by number are shown beside it.",
  seed: 'Runs of both arms with the same number started from the same seed: the paired analysis decides (t interval with the exact sign-flip test as its co-check; both assume differences that are symmetric about theta, and p with their skewness allowed for has to agree), and the unpaired one is shown beside it.',
  none: "Runs carry no number: the unpaired analysis decides (Welch's interval with the exact permutation test as its co-check, exact where the arms' runs are alike but for a shift)."
} as const

function decisionWords(
  { alpha, familySize, groups, mapping }: AdjudicationReport,
  hypothesis: PairedHypothesis
): string {
  const family =
    familySize > 1 ? `, the ${formatCount(familySize, 'claim')} of the family (the others count as p = 1)` : ''
  const unit = isTime(hypothesis) ? `, in ${mapping.content.epochs.unit}s` : ''
  return `A run counts by its ${valueWords(hypothesis)}${unit}. Fixed mode, error rate ${formatNumber(alpha)}, Holm over ${formatCount(groups.length, 'group')}${family}.`
}

function groupBlocks(group: AdjudicatedGroup, sentence: string, hypothesis: PairedHypothesis): Blocks {
  const { overall, settings, unmatched, tuned } = group
  const name = Object.keys(group.group).length === 0 ? 'All runs' : describeLabels(group.group)
  return [
    heading(2, words`${name}: ${describeOutcome(overall.verdict)}`),
    paragraph(sentence),
    overallBlock(overall, hypothesis),
    settings.length > 0 && settingsTable(group, hypothesis),
    settings.length > 1 && paragraph(settingsWords(group)),
    unmatched.length > 0 &&
      paragraph(words`Settings of one arm only, in no comparison: ${joined(unmatched.map(describeLabels), '; ')}.`),
    tuned !== null && tunedBlocks(tuned, hypothesis)
  ]
}

function overallBlock(overall: Comparison, { margin }: PairedHypothesis): Blocks {
  const { effect, across, secondary, capped, alphaJ, control, treatment } = overall
  if (effect === null) return null
  return labelled(
    'Decisive:',
    `${effectCell(effect, margin)} at level ${formatPercent(1 - alphaJ)}; ${methodWords(overall)}.`,
    across !== null && ` ${acrossWords(across, margin)}`,
    secondary !== null && ` Beside it, ${besideWords(secondary, margin)}.`,
    capped !== null &&
      control.numFailed + treatment.numFailed > 0 &&
      ` With every run, its loss cut at the level of chance: ${effectCell(capped, margin)} (sensitivity, decides nothing).`
  )
}

function settingsTable({ settings }: AdjudicatedGroup, { margin, control, treatment }: PairedHypothesis): Block {
  const names = Object.keys(settings[0]!.setting)
  const headers = [
    ...names,
    'runs',
    `${control} mean (SD)`,
    `${treatment} mean (SD)`,
    'effect',
    'p',
    'exact p',
    'alone',
    'with Holm',
    'beside'
  ]
  const rows = settings.map(({ setting, alone, corrected }) => [
    ...names.map((name) => String(setting[name])),
    runsCell(alone),
    summaryCell(alone.control),
    summaryCell(alone.treatment),
    effectCell(alone.effect, margin),
    formatP(alone.effect?.pT ?? null),
    formatP(alone.effect?.pExact ?? null),
    describeOutcome(alone.verdict),
    describeOutcome(corrected.verdict),
    alone.secondary === null ? '–' : `${effectCell(alone.secondary, margin)}, ${pWords(alone.secondary.p)}`
  ])
  return table(headers, rows)
}

function summaryCell({ summary }: Comparison['control']): string {
  return summary === null ? '–' : `${formatNumber(summary.mean)} (${formatNumber(summary.standardDeviation, 2)})`
}

function settingsWords({ overall }: AdjudicatedGroup): string {
  const isPaired = overall.pairs !== null
  const test = isPaired ? 'the paired t test' : "Welch's t test"
  const assumes = isPaired
    ? 'differences that are normal about their mean'
    : 'values that are normal about the mean of their arm, whatever its spread'
  return `Intervals of the table have the level of one setting alone. "With Holm" means: p, that of ${test} against the margin, is as small as Holm's procedure over these settings asks for, and the exact test, which with so few runs has no p that small, agrees at the claim's own level. So many runs assume ${assumes}. Verdicts on single settings are exploratory.`
}

function tunedBlocks(
  { select, comparison, splits, control, treatment }: AdjudicatedTuning,
  { margin, ...arms }: PairedHypothesis
): Blocks {
  const ways = splits?.number ?? 1
  const choices = (arm: string, all: readonly TunedChoice[]): Line => {
    const parts = all.map(({ setting, times, onEdge }) => {
      const often = ways === 1 ? [] : [`${times} of ${ways}`]
      const edge = onEdge.length === 0 ? [] : [`on the edge of the grid in ${onEdge.join(', ')}`]
      const notes = [...often, ...edge].join(', ')
      return `${describeLabels(setting)}${notes === '' ? '' : ` (${notes})`}`
    })
    return words`${arm}: ${joined(parts, '; ')}`
  }
  const chooses = words`A setting is chosen by the smallest mean ${select} of one half of its runs, and the other half is compared.`
  return [
    comparison === null
      ? labelled(
          'Tuned against tuned (exploratory): no verdict.',
          `${splitWords(splits, margin)}.`,
          words` ${chooses} With fewer than ${MIN_SPLIT_RUNS} runs of each arm at each setting no half is left to be judged: how the effect hangs on the halving is described, and decides nothing.`
        )
      : labelled(
          `Tuned against tuned (exploratory): ${describeOutcome(comparison.verdict)}.`,
          `${effectCell(comparison.effect, margin)}; ${methodWords(comparison)}.`,
          words` ${chooses} In the order of their numbers the first, third, ... run of each setting chooses, and the second, fourth, ... is compared.`
        ),
    list([choices(arms.control, control), choices(arms.treatment, treatment)])
  ]
}

function evidenceBlocks(
  evidence: AdjudicationReport['evidence'],
  { content, digest }: AdjudicationReport['mapping']
): Blocks {
  const where = Object.entries(evidence.where).map(([name, value]) => `${name} = ${value}`)
  return [
    heading(2, 'Evidence'),
    content.description !== null && paragraph(content.description),
    list([
      `${formatCount(evidence.numRuns, 'run')} of ${formatCount(evidence.numFiles, 'file')}`,
      `SHA-256 of the folder's content: ${evidence.digest}`,
      `SHA-256 of the mapping: ${digest}`,
      ...(where.length === 0 ? [] : [words`only runs with ${joined(where, ', ')}`]),
      ...evidence.leftOut.map(({ why, count }) => words`left out, ${formatCount(count, 'run')}: ${why}`)
    ]),
    paragraph('The mapping, as it was used:'),
    code(JSON.stringify(content, null, 2), 'json')
  ]
}
