import { outcomeInWords } from '../../../claims/outcomes'
import {
  type Block,
  type Blocks,
  heading,
  joined,
  type Line,
  labelled,
  list,
  paragraph,
  type Table,
  table,
  words
} from '../../../document/document'
import { formatCount, formatNumber, formatP, formatPercent, pWords } from '../../../text/format'
import type { PairedHypothesis } from '../types'
import { describeLabels } from './cells'
import { MIN_SPLIT_RUNS } from './tuned'
import type {
  AdjudicatedGroup,
  AdjudicatedSetting,
  AdjudicatedTuning,
  Comparison,
  LogsEvidence,
  TunedChoice
} from './types'
import { acrossWords, besideWords, effectCell, groupName, methodWords, runsCell, splitWords } from './words'

/** What was found of a group: what decides, its settings, runs without a partner, what tuning would have chosen. */
export function groupBlocks(group: AdjudicatedGroup, hypothesis: PairedHypothesis): Blocks {
  const { overall, settings, unmatched, tuned, withoutPartner } = group
  const alone = unmatched.map(({ setting, arm }) => words`${describeLabels(setting) || 'all runs'} (${arm})`)
  return [
    overallBlock(overall, hypothesis),
    settings.length > 0 && settingsTable(settings, hypothesis),
    settings.length > 1 && paragraph(settingsWords(group)),
    alone.length > 0 && paragraph(words`Settings of one arm only, in no comparison: ${joined(alone, '; ')}.`),
    withoutPartner.length > 0 && [
      paragraph(
        `${formatCount(withoutPartner.length, 'run')} without a partner: the other arm has none of the same number at the setting. In no pair, and in no effect:`
      ),
      table(
        ['arm', 'number', 'log'],
        withoutPartner.map(({ arm, id, origin }) => [arm, id ?? '–', origin])
      )
    ],
    tuned !== null && tunedBlocks(tuned, hypothesis)
  ]
}

/** A group with its heading, where there are several. */
export function groupHeading({ group, overall }: AdjudicatedGroup, level: number): Block {
  return heading(level, words`${groupName(group)}: ${outcomeInWords(overall.verdict)}`)
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

/** Verdicts stand in it where there are several settings: of one, what decides says it. */
export function settingsTable(
  settings: readonly AdjudicatedSetting[],
  { margin, control, treatment }: PairedHypothesis
): Table {
  const names = Object.keys(settings[0]!.setting)
  const isOne = settings.length === 1
  const headers = [
    ...names,
    'runs',
    words`${control} mean (SD)`,
    words`${treatment} mean (SD)`,
    'effect',
    'p',
    'exact p',
    ...(isOne ? [] : ['alone', 'with Holm']),
    'beside'
  ]
  const rows = settings.map(({ setting, alone, corrected }) => {
    const shown = isOne ? corrected : alone
    return [
      ...names.map((name) => String(setting[name])),
      runsCell(shown),
      summaryCell(shown.control),
      summaryCell(shown.treatment),
      effectCell(shown.effect, margin),
      formatP(shown.effect?.pT ?? null),
      formatP(shown.effect?.pExact ?? null),
      ...(isOne ? [] : [outcomeInWords(alone.verdict), outcomeInWords(corrected.verdict)]),
      shown.secondary === null ? '–' : `${effectCell(shown.secondary, margin)}, ${pWords(shown.secondary.p)}`
    ]
  })
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
          `Tuned against tuned (exploratory): ${outcomeInWords(comparison.verdict)}.`,
          `${effectCell(comparison.effect, margin)}; ${methodWords(comparison)}.`,
          words` ${chooses} In the order of their numbers the first, third, ... run of each setting chooses, and the second, fourth, ... is compared.`
        ),
    list([choices(arms.control, control), choices(arms.treatment, treatment)])
  ]
}

/** What the logs are, by digests, and which of their runs are not used. */
export function logsBlocks(
  { description, digest, numFiles, where, leftOut }: Omit<LogsEvidence, 'runs' | 'mapping' | 'notes' | 'kind'>,
  numRuns: number,
  mapping: string
): Blocks {
  const conditions = Object.entries(where).map(([name, value]) => words`${name} = ${String(value)}`)
  return [
    description !== null && paragraph(description),
    list([
      `${formatCount(numRuns, 'run')} of ${formatCount(numFiles, 'file')}`,
      `SHA-256 of the folder's content: ${digest}`,
      `SHA-256 of the mapping: ${mapping}`,
      ...(conditions.length === 0 ? [] : [words`only runs with ${joined(conditions, ', ')}`]),
      ...leftOut.map(({ why, count }) => words`left out, ${formatCount(count, 'run')}: ${why}`)
    ])
  ]
}
