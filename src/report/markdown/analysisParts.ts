import type { Margin, Setting } from '../../claims/types'
import type { Claim } from '../../kinds'
import type { PairedAnalysis, PairedEvidence, PairedExtras } from '../../kinds/comparison/types'
import type { ShareAnalysis } from '../../kinds/converges-to/types'
import type { ArmEvidence } from '../../kinds/shared/types'
import { escapeMarkdown } from '../../text/escape'
import {
  formatChange,
  formatCount,
  formatInterval,
  formatNumber,
  formatOptional,
  formatP,
  formatPercent
} from '../../text/format'
import { markdownTable } from '../../text/table'
import { pairingWords, VARIANCE_HEADERS, varianceRows } from '../varianceRows'

/** The numbers that decided a comparison, and its failures. */
export function decisiveNumbers({ hypothesis, decision }: Claim, analysis: PairedAnalysis, p: number | null): string {
  const margin = 'margin' in hypothesis ? hypothesis.margin : { relative: 0, epsilon: 0 }
  const { theta, interval, numPairs, minPairs, failures, sequential } = analysis
  const centre =
    theta === null
      ? `Theta is not defined: ${numPairs < 2 ? 'too few pairs trained' : 'a loss has no logarithm'}.`
      : thetaWords(theta, margin, analysis)
  const smallest =
    sequential === null ? `${minPairs} is the smallest number that can decide` : `the first look is at ${minPairs}`
  const level = interval === null ? '' : ` at level ${formatPercent(interval.level)}`
  return [
    `- ${centre}${interval === null ? '' : ` Interval${level}: ${formatInterval(interval)}, delta = ${formatNumber(analysis.delta)}.`}`,
    `- ${pWords(p, analysis)} ${formatCount(numPairs, 'pair')} trained in both arms; ${smallest}.`,
    `- Failed runs: ${failures.controlFailures} of ${failures.numPairs} of the control, ${failures.treatmentFailures} of ${failures.numPairs} of the treatment (exact McNemar p = ${formatP(failures.pMcNemar)}).${
      failures.unseenRateBound === null
        ? ''
        : ` No failure was seen; the rate could still be up to ${formatPercent(failures.unseenRateBound)} (${formatPercent(1 - decision.alpha)} upper bound per arm).`
    }`,
    ...(failures.capped === null
      ? []
      : [
          `- Sensitivity, every run counted with at most the chance level: theta = ${formatNumber(failures.capped.theta)}, interval ${formatInterval(failures.capped.interval)}.`
        ]),
    ...(analysis.morePairs === null ? [] : [`- ${moreWords(analysis.morePairs, 'pair')}`])
  ].join('\n')
}

function moreWords(count: number, unit: 'pair' | 'seed'): string {
  return Number.isFinite(count)
    ? `About ${formatCount(count, `more ${unit}`)} would be expected to decide.`
    : `No practical number of further ${unit}s (1,000 or fewer) is expected to decide.`
}

function thetaWords(theta: number, margin: Margin, analysis: PairedAnalysis): string {
  const spread = formatOptional(analysis.standardDeviation)
  if ('absolute' in margin) return `Theta = ${formatNumber(theta)}, the mean of b - a; SD of d ${spread}.`
  const means = margin.epsilon > 0 ? 'geometric means of the values + eps' : 'geometric means'
  return `Theta = ${formatNumber(theta)}, a ratio of ${means} of ${formatNumber(Math.exp(theta))} (${formatChange(theta)}); SD of r ${spread}.`
}

export function shareNumbers(analysis: ShareAnalysis, p: number | null): string {
  const { successes, numSeeds, share, interval, wilson, nullShare, sequential, moreSeeds } = analysis
  return [
    `- ${successes} of ${formatCount(numSeeds, 'seed')} arrived: ${formatPercent(share)}, to be compared with ${formatPercent(nullShare)}; p = ${formatP(p)}.`,
    `- ${sequential === null ? 'Clopper-Pearson interval' : 'Confidence sequence'} at level ${formatPercent(interval.level)}: ${formatInterval(interval)}; Wilson, for display: ${formatInterval(wilson)}.`,
    ...(moreSeeds === null ? [] : [`- ${moreWords(moreSeeds, 'seed')}`])
  ].join('\n')
}

function pWords(p: number | null, { pT, pFlip, sequential }: PairedAnalysis): string {
  if (p === null) return 'No p value.'
  if (sequential !== null) return `p = ${formatP(p)} over the looks up to the one whose verdict this is.`
  return `p = ${formatP(p)} (paired t ${formatP(pT)}, exact sign-flip ${formatP(pFlip)}; the larger decides).`
}

/** Each arm over the pairs, and what pairing gained. */
export function varianceReport(analysis: PairedAnalysis, evidence: PairedEvidence): string {
  if (analysis.variance === null) return 'Too few pairs for a variance report.'
  const rows = varianceRows(analysis.variance, evidence).map(([arm = '', ...cells]) => [escapeMarkdown(arm), ...cells])
  const table = markdownTable(VARIANCE_HEADERS, rows, [1, 2, 3, 4, 5, 6])
  return `${table}\n\n${pairingWords(analysis.variance)}`
}

/** What is reported beside the verdict and never decides. */
export function extras(beside: PairedExtras): string {
  const without = beside.leaveOneOut
  const outcomes = [...new Set(without.flatMap(({ outcome }) => outcome ?? []))].sort()
  const thetas = without.map(({ theta }) => theta)
  const range = `theta between ${formatNumber(Math.min(...thetas))} and ${formatNumber(Math.max(...thetas))}`
  const rows = [
    ['mean of b - a', formatNumber(beside.meanDifference)],
    ['Wilcoxon signed-rank, exact', `p = ${formatP(beside.wilcoxonP)}`],
    ['dz, mean of r over its SD', formatOptional(beside.dz)],
    ['P(b &lt; a) over the pairs', formatNumber(beside.probabilityLower)],
    ["Cliff's delta", formatNumber(beside.cliffsDelta)],
    [
      'BCa bootstrap interval of theta',
      beside.bca === null ? '–' : `${formatInterval(beside.bca)} at level ${formatPercent(beside.bca.level)}`
    ],
    ['equivalence, two one-sided tests', `p = ${formatP(beside.pTost)}`],
    [
      'skewness of r',
      formatOptional(beside.skewness) + (beside.skewnessWarning ? ' (**more than symmetry allows**)' : '')
    ],
    ['one seed left out in turn', [...(outcomes.length === 0 ? [] : [outcomes.join(' or ')]), range].join('; ')]
  ]
  return markdownTable(['beside the verdict', 'value'], rows)
}

/** How one arm's setting was chosen: every candidate, and whether the choice lies on the grid's edge. */
export function tuningReport(evidence: ArmEvidence): string {
  const { selection, setting } = evidence
  if (selection === null) return ''
  const arm = escapeMarkdown(evidence.arm)
  const metric = escapeMarkdown(selection.metric)
  const chosen = settingWords(setting)
  const rows = selection.candidates.map((candidate) => {
    const words = settingWords(candidate.setting)
    const mean = candidate.mean === null ? 'diverged' : formatNumber(candidate.mean, 6)
    return words === chosen ? [`**${words}**`, `**${mean}**`] : [words, mean]
  })
  const edge =
    selection.onEdge.length === 0
      ? ''
      : `\n\n**On the edge of the grid:** ${selection.onEdge.map(escapeMarkdown).join(', ')}. A better setting may lie outside.`
  return `Arm ${arm}: ${chosen}, the lowest mean ${metric} over ${formatCount(selection.seeds.length, 'selection seed')}.\n\n${markdownTable(['setting', `mean ${metric}`], rows, [1])}${edge}`
}

/** @returns Markdown; hyperparameters by name, so that equal settings read the same */
function settingWords(setting: Setting): string {
  const parts = Object.entries(setting).sort(([a], [b]) => (a < b ? -1 : 1))
  if (parts.length === 0) return 'as it stands'
  return parts.map(([name, value]) => `${escapeMarkdown(name)} ${formatNumber(value, 15)}`).join(', ')
}
