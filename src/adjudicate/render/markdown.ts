import { describeOutcome } from '../../judge/registered'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import { codeBlock, escapeMarkdown, sentenceOf } from '../../text/escape'
import { formatCount, formatNumber, formatP, formatPercent, pWords } from '../../text/format'
import { markdownTable } from '../../text/table'
import type { AdjudicatedGroup, AdjudicatedTuning } from '../adjudicate'
import { describeLabels } from '../analyse/cells'
import type { Choice } from '../analyse/tuned'
import type { Comparison } from '../analyse/types'
import { isTime } from '../isTime'
import type { AdjudicationReport } from './types'
import { countsText, effectCell, methodWords, runsCell, valueWords } from './words'

/** The adjudication for a reader, as Markdown. A pure function of the report; all text from outside is escaped. */
export function renderAdjudicationMarkdown(report: AdjudicationReport): string {
  const { claim, groups, sentences, counts, warnings, evidence, mapping, pairing } = report
  const hypothesis = claim.hypothesis as PairedHypothesis
  const parts = [
    `# Adjudication from logs: ${escapeMarkdown(claim.id)} is ${report.outcome}`,
    `> ${escapeMarkdown(claim.statement)}`,
    `**Source:** ${escapeMarkdown(claim.source.citation)} ${escapeMarkdown(claim.source.locator)}`,
    `**What a verdict speaks of:** ${escapeMarkdown(report.scope)}`,
    `**How it was decided.** ${escapeMarkdown(decisionWords(report, hypothesis))} ${escapeMarkdown(PAIRING[pairing])}`,
    `**Counts.** Groups: ${countsText(counts.groups)}. Settings, with Holm over the settings of each group: ${countsText(counts.settings)}. Settings, each as if it were the only one: ${countsText(counts.settingsAlone)}.`,
    ...(report.registered === null
      ? []
      : [
          `**Registered outcome:** ${describeOutcome(report.registered)}, because: ${escapeMarkdown(sentenceOf(report.registered.why))} ${report.matches ? 'It came out.' : 'It did **not** come out.'}`
        ]),
    ...(warnings.length === 0
      ? []
      : [`**Warnings**\n\n${warnings.map((text) => `- ${escapeMarkdown(text)}`).join('\n')}`]),
    ...groups.map((group, index) => groupSection(group, sentences[index]!, hypothesis)),
    evidenceSection(evidence, mapping)
  ]
  return `${parts.join('\n\n')}\n`
}

const PAIRING = {
  number:
    "Runs carry a number and no common seed: the unpaired analysis decides (Welch's interval with the exact permutation test as its co-check), and the pairs by number are shown beside it.",
  seed: 'Runs of both arms with the same number started from the same seed: the paired analysis decides (t interval with the exact sign-flip test as its co-check), and the unpaired one is shown beside it.',
  none: "Runs carry no number: the unpaired analysis decides (Welch's interval with the exact permutation test as its co-check)."
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

function groupSection(group: AdjudicatedGroup, sentence: string, hypothesis: PairedHypothesis): string {
  const { overall, settings, unmatched, tuned } = group
  const name = Object.keys(group.group).length === 0 ? 'All runs' : describeLabels(group.group)
  const parts = [
    `## ${escapeMarkdown(name)}: ${describeOutcome(overall.verdict)}`,
    escapeMarkdown(sentence),
    overallWords(overall, hypothesis),
    settingsTable(group, hypothesis),
    ...(settings.length > 1 ? [settingsWords(group)] : []),
    ...(unmatched.length === 0
      ? []
      : [
          `Settings of one arm only, in no comparison: ${unmatched.map((labels) => escapeMarkdown(describeLabels(labels))).join('; ')}.`
        ]),
    ...(tuned === null ? [] : [tunedWords(tuned, hypothesis)])
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function overallWords(overall: Comparison, { margin }: PairedHypothesis): string {
  const { effect, beside, capped, alphaJ } = overall
  if (effect === null) return ''
  const parts = [
    `**Decisive:** ${effectCell(effect, margin)} at level ${formatPercent(1 - alphaJ)}; ${methodWords(overall)}.`,
    ...(beside === null
      ? []
      : [`Beside it, ${beside.method} (n = ${beside.n}): ${effectCell(beside, margin)}, ${pWords(beside.p)}.`]),
    ...(capped === null || overall.control.numFailed + overall.treatment.numFailed === 0
      ? []
      : [
          `With every run, its loss cut at the level of chance: ${effectCell(capped, margin)} (sensitivity, decides nothing).`
        ])
  ]
  return parts.join(' ')
}

function settingsTable({ settings }: AdjudicatedGroup, { margin, control, treatment }: PairedHypothesis): string {
  if (settings.length === 0) return ''
  const names = Object.keys(settings[0]!.setting)
  const headers = [
    ...names,
    'runs',
    `${control} mean (SD)`,
    `${treatment} mean (SD)`,
    'effect',
    'p',
    'alone',
    'with Holm',
    'beside'
  ]
  const rows = settings.map(({ setting, alone, corrected }) => [
    ...names.map((name) => escapeMarkdown(String(setting[name]))),
    runsCell(alone),
    summaryCell(alone.control),
    summaryCell(alone.treatment),
    effectCell(alone.effect, margin),
    formatP(alone.effect?.p ?? null),
    describeOutcome(alone.verdict),
    describeOutcome(corrected.verdict),
    alone.beside === null ? '–' : `${effectCell(alone.beside, margin)}, ${pWords(alone.beside.p)}`
  ])
  return markdownTable(headers.map(escapeMarkdown), rows)
}

function summaryCell({ summary }: Comparison['control']): string {
  return summary === null ? '–' : `${formatNumber(summary.mean)} (${formatNumber(summary.standardDeviation, 2)})`
}

function settingsWords({ settings }: AdjudicatedGroup): string {
  const reach = settings.flatMap(({ corrected: { smallestExactP, alphaJ } }) =>
    smallestExactP !== null && smallestExactP > alphaJ ? [{ smallestExactP, alphaJ }] : []
  )
  const first = reach[0]
  const beyond =
    first === undefined
      ? ''
      : ` At ${formatCount(reach.length, 'setting')} the exact test cannot have a p below ${formatP(first.smallestExactP)} with so few runs, and Holm leaves a level of ${formatP(first.alphaJ)}: "co-check" there means that the interval alone would decide.`
  return `Intervals of the table have the level of one setting alone; p is the larger one of the two tests. Verdicts on single settings are exploratory.${beyond}`
}

function tunedWords({ select, comparison, control, treatment }: AdjudicatedTuning, hypothesis: PairedHypothesis) {
  const choices = (arm: string, list: readonly Choice[]) =>
    `${escapeMarkdown(arm)}: ${list
      .map(({ setting, times, onEdge }) => {
        const edge = onEdge.length === 0 ? '' : `, on the edge of the grid in ${onEdge.join(', ')}`
        return escapeMarkdown(`${describeLabels(setting)} (${times} of ${totalOf(list)}${edge})`)
      })
      .join('; ')}`
  return [
    `**Tuned against tuned (exploratory): ${describeOutcome(comparison.verdict)}.** ${effectCell(comparison.effect, hypothesis.margin)}; ${methodWords(comparison)}. Each run is judged at the setting with the smallest mean ${escapeMarkdown(select)} of the other runs.`,
    `- ${choices(hypothesis.control, control)}\n- ${choices(hypothesis.treatment, treatment)}`
  ].join('\n\n')
}

function totalOf(choices: readonly Choice[]): number {
  return choices.reduce((sum, { times }) => sum + times, 0)
}

function evidenceSection(evidence: AdjudicationReport['evidence'], mapping: AdjudicationReport['mapping']): string {
  const where = Object.entries(evidence.where).map(([name, value]) => `${name} = ${value}`)
  return [
    '## Evidence',
    ...(mapping.content.description === null ? [] : [escapeMarkdown(mapping.content.description)]),
    [
      `- ${formatCount(evidence.numRuns, 'run')} of ${formatCount(evidence.numFiles, 'file')}`,
      `- SHA-256 of the folder's content: ${evidence.digest}`,
      `- SHA-256 of the mapping: ${mapping.digest}`,
      ...(where.length === 0 ? [] : [`- only runs with ${escapeMarkdown(where.join(', '))}`]),
      ...evidence.leftOut.map(({ why, count }) => `- left out, ${formatCount(count, 'run')}: ${escapeMarkdown(why)}`)
    ].join('\n'),
    `The mapping, as it was used:\n\n${codeBlock(JSON.stringify(mapping.content, null, 2), 'json')}`
  ].join('\n\n')
}
