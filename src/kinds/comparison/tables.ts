import type { Margin } from '../../claims/types'
import {
  type Block,
  type Blocks,
  joined,
  type Line,
  labelled,
  list,
  paragraph,
  strong,
  type Table,
  table,
  words
} from '../../document/document'
import type { Summary } from '../../stats/describe'
import {
  formatChange,
  formatCount,
  formatInterval,
  formatNumber,
  formatOptional,
  formatP,
  formatPercent
} from '../../text/format'
import { looksReport } from '../shared/looksReport'
import { moreWords, seedCell, stepWords, unusedSeeds } from '../shared/runWords'
import type { RunsByKey, Shown } from '../show'
import { bothTrained, hasFailed } from './failures'
import { marginLine } from './marginWords'
import { epsilonOf } from './pairEffect'
import { sideLabel } from './sentence'
import type { AnyPaired, Pair, PairedAnalysis, PairedEvidence, PairedExtras, PairSide, VarianceReport } from './types'

// -------------------------------------------------------------------------------------------- samples

/** One row a pair. */
export function pairSamples({ claim, judgement }: Shown<AnyPaired>, runs: RunsByKey): Table {
  const { evidence, analysis } = judgement
  const epsilon = epsilonOf(claim.hypothesis.margin)
  const { pairs } = evidence
  const ratio = epsilon > 0 ? '(b + eps)/(a + eps)' : 'b/a'
  const unused = unusedSeeds(analysis)
  const rows = pairs.map((pair) => [seedCell(pair.seed, unused), ...pairCells(pair, evidence, epsilon, runs)])
  const [a, b] = (['control', 'treatment'] as const).map((side) => sideLabel(evidence, side))
  const headers = ['seed', words`a: ${a!}`, words`b: ${b!}`, ratio, 'b - a', 'failures']
  return table(headers, rows, [0, 1, 2, 3, 4])
}

function pairCells(pair: Pair, evidence: PairedEvidence, epsilon: number, runs: RunsByKey): Line[] {
  const a = pair.control.value
  const b = pair.treatment.value
  const failures = [
    failureWords(evidence.control.arm, pair.control, runs),
    failureWords(evidence.treatment.arm, pair.treatment, runs)
  ].filter((each) => each !== null)
  // A pair with a failed run is no part of theta, so it shows no ratio either; nor does one without a logarithm.
  const trained = bothTrained(pair)
  return [
    sideValue(pair.control),
    sideValue(pair.treatment),
    trained && evidence.transform === 'log-ratio' && Math.min(a, b) + epsilon > 0
      ? formatNumber((b + epsilon) / (a + epsilon), 6)
      : '–',
    trained ? formatNumber(b - a) : '–',
    joined(failures, '; ')
  ]
}

/** A time stands with the evaluations between which it lies; one that the run was too short for is at least its length. */
function sideValue({ value, within, censored }: PairSide): string {
  if (censored) return `> ${formatNumber(value, 6)}`
  const known =
    within === undefined || !Number.isFinite(value)
      ? ''
      : ` (${within.map((end) => formatNumber(end, 6)).join(' to ')})`
  return `${formatNumber(value, 6)}${known}`
}

function failureWords(arm: string, side: PairSide, runs: RunsByKey): Line {
  switch (side.failure) {
    case null:
      return hasFailed(side) ? words`${arm} has no finite value` : null
    case 'chance':
      return words`${arm} stayed at chance level`
    case 'declared':
      return words`${arm} learned nothing, by what its experiment declares`
    case 'incomplete':
      return words`${arm} ended before the point that is looked at`
    case 'diverged':
      return words`${arm} diverged${stepWords(side.runKey, runs)}`
    default:
      return side.failure satisfies never
  }
}

// -------------------------------------------------------------------------------------------- numbers

/** What decided a comparison, its looks, its arms, and what is reported beside the verdict. */
export function pairNumbers(shown: Shown<AnyPaired>): Blocks {
  const { claim, judgement } = shown
  const { analysis, evidence, p, selection } = judgement
  const { sequential, subtypeLooks, variance, secondary } = analysis
  const [atChosen] = selection?.combinations ?? []
  return [
    // What follows is of the chosen settings; at which level all combinations decide stands with these.
    decisiveNumbers(claim, analysis, evidence, atChosen === undefined ? p : atChosen.p, marginLine(shown)),
    looksReport(sequential, subtypeLooks),
    labelled('Variance report.'),
    variance === null
      ? paragraph('Too few pairs for a variance report.')
      : [
          table(VARIANCE_HEADERS, varianceRows(variance, evidence), [1, 2, 3, 4, 5, 6]),
          paragraph(pairingWords(variance))
        ],
    secondary !== null && [labelled('Beside the verdict, never decisive.'), extras(secondary)]
  ]
}

function decisiveNumbers(
  { hypothesis, decision }: Shown<AnyPaired>['claim'],
  analysis: PairedAnalysis,
  evidence: PairedEvidence,
  p: number | null,
  margins: string | null
): Block {
  const { margin } = hypothesis
  const { theta, interval, numPairs, minPairs, failures, sequential } = analysis
  const location =
    theta === null
      ? `Theta is not defined: ${numPairs < 2 ? 'too few pairs trained' : 'a loss has no logarithm'}.`
      : thetaWords(theta, margin, analysis)
  const smallest =
    sequential === null ? `${minPairs} is the smallest number that can decide` : `the first look is at ${minPairs}`
  const level = interval === null ? '' : ` at level ${formatPercent(interval.level)}`
  return list([
    `${location}${interval === null ? '' : ` Interval${level}: ${formatInterval(interval)}, delta = ${formatNumber(analysis.delta)}.`}`,
    ...imageWords(analysis, evidence),
    `${pWords(p, analysis)}${p === null || analysis.delta === 0 ? '' : ' It tests the margin, not zero.'} ${formatCount(numPairs, 'pair')} trained in both arms; ${smallest}.`,
    `Failed runs: ${failures.controlFailures} of ${failures.numPairs} of the control, ${failures.treatmentFailures} of ${failures.numPairs} of the treatment (exact McNemar p = ${formatP(failures.pMcNemar)}).${guardWords(failures)}${
      failures.unseenRateBound === null
        ? ''
        : ` No failure was seen; the rate could still be up to ${formatPercent(failures.unseenRateBound)} (${formatPercent(1 - decision.alpha)} upper bound per arm).`
    }`,
    ...(failures.capped === null
      ? []
      : [
          `If a run that failed counts with the loss at chance level: theta = ${formatNumber(failures.capped.theta)}, interval ${formatInterval(failures.capped.interval)}.`
        ]),
    ...(margins === null ? [] : [`${margins}.`]),
    ...(analysis.morePairs === null ? [] : [moreWords(analysis.morePairs, 'pair', analysis.morePairsRange)])
  ])
}

/** What the guard says where runs failed. */
function guardWords({ margin, failsMore, controlFailures, treatmentFailures }: PairedAnalysis['failures']): string {
  if (margin === undefined || failsMore === undefined || controlFailures + treatmentFailures === 0) return ''
  const shown = failsMore === null ? 'Neither arm is' : `The ${failsMore} is`
  return ` ${shown} shown to fail more often by more than ${formatPercent(margin)}.`
}

function thetaWords(theta: number, margin: Margin, analysis: PairedAnalysis): string {
  const spread = formatOptional(analysis.standardDeviation)
  if ('absolute' in margin) return `Theta = ${formatNumber(theta)}, the mean of b - a; SD of d ${spread}.`
  const means = margin.epsilon > 0 ? 'geometric means of the values + eps' : 'geometric means'
  return `Theta = ${formatNumber(theta)}, a ratio of ${means} of ${formatNumber(Math.exp(theta))} (${formatChange(theta)}); SD of r ${spread}.`
}

/** Beside the interval that decides, the one that is not narrower. */
function imageWords({ images, interval, theta }: PairedAnalysis, evidence: PairedEvidence): string[] {
  if (images === undefined || evidence.images === undefined || interval === null || theta === null) return []
  const { split, count, blocks } = evidence.images
  const bySeeds = (interval.upper - interval.lower) / 2
  return [
    `Over seeds and images (${count} ${split} images in ${blocks} blocks, the same in every run): interval ${formatInterval(images.interval)}. Half the width by seeds is ${formatNumber(bySeeds)}, by images ${formatNumber(images.halfWidth)}. It never decides.`
  ]
}

function pWords(p: number | null, { pT, pFlip, pSkew, sequential, unseen }: PairedAnalysis): string {
  if (p === null) return 'No p value.'
  if (unseen !== undefined && p === 1) return 'p = 1: at no level is it decided by effects of which half are equal.'
  // Older reports have none; a method that needs no symmetry neither.
  const skew = pSkew === undefined || pSkew === null ? null : `with skewness allowed for ${formatP(pSkew)}`
  if (sequential !== null) {
    const alone = skew === null ? '' : ` (by this look alone ${skew})`
    return `p = ${formatP(p)} over the looks up to the one whose verdict this is${alone}.`
  }
  const tests = [`paired t ${formatP(pT)}`, `exact sign-flip ${formatP(pFlip)}`, skew].filter((test) => test !== null)
  return `p = ${formatP(p)} (${tests.join(', ')}; the ${tests.length > 2 ? 'largest' : 'larger'} decides).`
}

export const VARIANCE_HEADERS: readonly string[] = ['arm', 'n', 'mean', 'SD', 'CV', 'min', 'max']

/** The rows of the variance report, one an arm, control first. */
export function varianceRows(variance: VarianceReport, evidence: PairedEvidence): string[][] {
  return [summaryRow(evidence.control.arm, variance.control), summaryRow(evidence.treatment.arm, variance.treatment)]
}

function summaryRow(arm: string, summary: Summary): string[] {
  return [
    arm,
    String(summary.n),
    formatNumber(summary.mean),
    formatNumber(summary.standardDeviation),
    formatOptional(summary.coefficientOfVariation),
    formatNumber(summary.min),
    formatNumber(summary.max)
  ]
}

/** What the pairs say together. */
export function pairingWords(variance: VarianceReport): string {
  const gain =
    variance.pairingGain === null
      ? 'What pairing gained is not defined: the difference does not vary.'
      : `Unpaired runs would need ${formatNumber(variance.pairingGain)} times as many for the same precision.`
  return `SD of the difference ${formatNumber(variance.differenceStandardDeviation)}, correlation of the arms over the seeds ${formatOptional(variance.correlation)}. ${gain}`
}

/** What is reported beside the verdict and never decides. */
function extras(secondary: PairedExtras): Table {
  const without = secondary.leaveOneOut
  const outcomes = [...new Set(without.flatMap(({ outcome }) => outcome ?? []))].sort()
  const thetas = without.map(({ theta }) => theta)
  const range = `theta between ${formatNumber(Math.min(...thetas))} and ${formatNumber(Math.max(...thetas))}`
  return table(
    ['beside the verdict', 'value'],
    [
      ['mean of b - a', formatNumber(secondary.meanDifference)],
      ['Wilcoxon signed-rank, exact', `p = ${formatP(secondary.wilcoxonP)}`],
      ['dz, mean of r over its SD', formatOptional(secondary.dz)],
      ['P(b < a) over the pairs', formatNumber(secondary.probabilityLower)],
      ["Cliff's delta", formatNumber(secondary.cliffsDelta)],
      [
        'BCa bootstrap interval of theta',
        secondary.bca === null ? '–' : `${formatInterval(secondary.bca)} at level ${formatPercent(secondary.bca.level)}`
      ],
      ['equivalence, twice the p of two one-sided tests', `p = ${formatP(secondary.pTost)}`],
      [
        'skewness of r',
        [
          formatOptional(secondary.skewness),
          secondary.skewnessWarning && [' (', strong('more than symmetry allows'), ')']
        ]
      ],
      ...(secondary.serialCorrelation
        ? [
            [
              'correlation over the order of the seeds, lag 1',
              `${formatNumber(secondary.serialCorrelation.r1)}, p = ${formatP(secondary.serialCorrelation.p)}`
            ]
          ]
        : []),
      ['one seed left out in turn', [...(outcomes.length === 0 ? [] : [outcomes.join(' or ')]), range].join('; ')]
    ]
  )
}
