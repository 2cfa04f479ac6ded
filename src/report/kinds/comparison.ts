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
import type { Claim } from '../../kinds'
import { bothTrained, hasFailed } from '../../kinds/comparison/failures'
import { deltaOf, epsilonOf } from '../../kinds/comparison/pairEffect'
import type {
  Pair,
  PairedAnalysis,
  PairedEvidence,
  PairedExtras,
  PairedHypothesis,
  PairSide,
  VarianceReport
} from '../../kinds/comparison/types'
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
import { addedWords } from './decision'
import { looksReport } from './looks'
import { moreWords, type RunsByKey, seedCell, stepWords, unusedSeeds } from './runWords'

// -------------------------------------------------------------------------------------------- samples

/** One row a pair. */
export function pairSamples(claim: Claim, evidence: PairedEvidence, runs: RunsByKey, analysis: PairedAnalysis): Table {
  const epsilon = 'margin' in claim.hypothesis ? epsilonOf(claim.hypothesis.margin) : 0
  const { control, treatment, pairs } = evidence
  const ratio = epsilon > 0 ? '(b + eps)/(a + eps)' : 'b/a'
  const unused = unusedSeeds(analysis)
  const rows = pairs.map((pair) => [seedCell(pair.seed, unused), ...pairCells(pair, evidence, epsilon, runs)])
  const headers = ['seed', words`a: ${control.arm}`, words`b: ${treatment.arm}`, ratio, 'b - a', 'failures']
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

/** A time that the run was too short for is at least its length. */
function sideValue({ value, censored }: PairSide): string {
  return `${censored ? '> ' : ''}${formatNumber(value, 6)}`
}

function failureWords(arm: string, side: PairSide, runs: RunsByKey): Line {
  switch (side.failure) {
    case null:
      return hasFailed(side) ? words`${arm} has no finite value` : null
    case 'chance':
      return words`${arm} stayed at chance level`
    case 'diverged':
      return words`${arm} diverged${stepWords(side.runKey, runs)}`
    default:
      return side.failure satisfies never
  }
}

// -------------------------------------------------------------------------------------------- numbers

/** What decided a comparison, its looks, its arms, and what is reported beside the verdict. */
export function pairNumbers(
  claim: Claim,
  analysis: PairedAnalysis,
  evidence: PairedEvidence,
  p: number | null
): Blocks {
  const { sequential, subtypeLooks, variance, beside } = analysis
  return [
    decisiveNumbers(claim, analysis, p),
    looksReport(sequential, subtypeLooks),
    labelled('Variance report.'),
    variance === null
      ? paragraph('Too few pairs for a variance report.')
      : [
          table(VARIANCE_HEADERS, varianceRows(variance, evidence), [1, 2, 3, 4, 5, 6]),
          paragraph(pairingWords(variance))
        ],
    beside !== null && [labelled('Beside the verdict, never decisive.'), extras(beside)]
  ]
}

function decisiveNumbers({ hypothesis, decision }: Claim, analysis: PairedAnalysis, p: number | null): Block {
  const margin = 'margin' in hypothesis ? hypothesis.margin : { relative: 0, epsilon: 0 }
  const { theta, interval, numPairs, minPairs, failures, sequential } = analysis
  const centre =
    theta === null
      ? `Theta is not defined: ${numPairs < 2 ? 'too few pairs trained' : 'a loss has no logarithm'}.`
      : thetaWords(theta, margin, analysis)
  const smallest =
    sequential === null ? `${minPairs} is the smallest number that can decide` : `the first look is at ${minPairs}`
  const level = interval === null ? '' : ` at level ${formatPercent(interval.level)}`
  return list([
    `${centre}${interval === null ? '' : ` Interval${level}: ${formatInterval(interval)}, delta = ${formatNumber(analysis.delta)}.`}`,
    `${pWords(p, analysis)} ${formatCount(numPairs, 'pair')} trained in both arms; ${smallest}.`,
    `Failed runs: ${failures.controlFailures} of ${failures.numPairs} of the control, ${failures.treatmentFailures} of ${failures.numPairs} of the treatment (exact McNemar p = ${formatP(failures.pMcNemar)}).${
      failures.unseenRateBound === null
        ? ''
        : ` No failure was seen; the rate could still be up to ${formatPercent(failures.unseenRateBound)} (${formatPercent(1 - decision.alpha)} upper bound per arm).`
    }`,
    ...(failures.capped === null
      ? []
      : [
          `Sensitivity, every run counted with at most the chance level: theta = ${formatNumber(failures.capped.theta)}, interval ${formatInterval(failures.capped.interval)}.`
        ]),
    ...(analysis.morePairs === null ? [] : [moreWords(analysis.morePairs, 'pair', analysis.morePairsRange)])
  ])
}

function thetaWords(theta: number, margin: Margin, analysis: PairedAnalysis): string {
  const spread = formatOptional(analysis.standardDeviation)
  if ('absolute' in margin) return `Theta = ${formatNumber(theta)}, the mean of b - a; SD of d ${spread}.`
  const means = margin.epsilon > 0 ? 'geometric means of the values + eps' : 'geometric means'
  return `Theta = ${formatNumber(theta)}, a ratio of ${means} of ${formatNumber(Math.exp(theta))} (${formatChange(theta)}); SD of r ${spread}.`
}

function pWords(p: number | null, { pT, pFlip, sequential }: PairedAnalysis): string {
  if (p === null) return 'No p value.'
  if (sequential !== null) return `p = ${formatP(p)} over the looks up to the one whose verdict this is.`
  return `p = ${formatP(p)} (paired t ${formatP(pT)}, exact sign-flip ${formatP(pFlip)}; the larger decides).`
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
function extras(beside: PairedExtras): Table {
  const without = beside.leaveOneOut
  const outcomes = [...new Set(without.flatMap(({ outcome }) => outcome ?? []))].sort()
  const thetas = without.map(({ theta }) => theta)
  const range = `theta between ${formatNumber(Math.min(...thetas))} and ${formatNumber(Math.max(...thetas))}`
  return table(
    ['beside the verdict', 'value'],
    [
      ['mean of b - a', formatNumber(beside.meanDifference)],
      ['Wilcoxon signed-rank, exact', `p = ${formatP(beside.wilcoxonP)}`],
      ['dz, mean of r over its SD', formatOptional(beside.dz)],
      ['P(b < a) over the pairs', formatNumber(beside.probabilityLower)],
      ["Cliff's delta", formatNumber(beside.cliffsDelta)],
      [
        'BCa bootstrap interval of theta',
        beside.bca === null ? '–' : `${formatInterval(beside.bca)} at level ${formatPercent(beside.bca.level)}`
      ],
      ['equivalence, two one-sided tests', `p = ${formatP(beside.pTost)}`],
      [
        'skewness of r',
        [formatOptional(beside.skewness), beside.skewnessWarning && [' (', strong('more than symmetry allows'), ')']]
      ],
      ['one seed left out in turn', [...(outcomes.length === 0 ? [] : [outcomes.join(' or ')]), range].join('; ')]
    ]
  )
}

// ----------------------------------------------------------------------------------------------- rule

export function comparisonRule(hypothesis: PairedHypothesis, { decision }: Claim): Line {
  const { kind } = hypothesis
  const check = decision.mode === 'fixed' ? 'The exact sign-flip test has to agree.' : addedWords(decision)
  return words`${effectRule(hypothesis)} ${marginWords(hypothesis)} ${intervalRule(kind)} ${check} ${failureRule(hypothesis)}`
}

/** What theta is. */
export function effectRule(hypothesis: PairedHypothesis): Line {
  const { treatment, control, margin } = hypothesis
  const pair = 'Two runs that share their seeds are a pair;'
  const value = valueWords(hypothesis)
  if ('absolute' in margin) {
    return words`${pair} d = b - a, where b is ${value} of ${treatment} and a that of ${control}; theta is the mean of d.`
  }
  const epsilon = epsilonOf(margin)
  const ratio = epsilon > 0 ? '(b + eps)/(a + eps)' : 'b/a'
  const floor = epsilon > 0 ? `, eps = ${formatNumber(epsilon)} (so theta is not a percentage of the loss)` : ''
  return words`${pair} r = ln(${ratio}), where b is ${value} of ${treatment} and a that of ${control}${floor}; theta is the centre of r.`
}

function valueWords(hypothesis: PairedHypothesis): Line {
  const { metric } = hypothesis
  if (hypothesis.kind !== 'faster') return words`the final ${metric}`
  return hypothesis.by.kind === 'auc'
    ? words`the geometric mean of ${metric} over the epochs`
    : words`the time until ${metric} is ${formatNumber(hypothesis.by.threshold)} or less, at most the length of the run`
}

/** The smallest effect of interest. */
export function marginWords({ margin }: PairedHypothesis): string {
  if (deltaOf(margin) === 0) return 'The claim is of bare direction: its margin is 0, so delta = 0.'
  if ('absolute' in margin) return `The smallest effect of interest is delta = ${formatNumber(margin.absolute)}.`
  const { relative } = margin
  return `The smallest effect of interest is ${formatPercent(relative)}: delta = ln(${formatNumber(1 + relative)}) = ${formatNumber(Math.log1p(relative))}.`
}

function intervalRule(kind: PairedHypothesis['kind']): string {
  switch (kind) {
    case 'lower':
    case 'faster':
      return 'Reproduced when the whole interval of theta lies below -delta; refuted when it lies above -delta; inconclusive when -delta is inside.'
    case 'not-lower':
      return 'Reproduced when the whole interval of theta lies above -delta, so that "lower" is refuted; refuted when it lies below -delta; inconclusive when -delta is inside.'
    case 'equivalent':
      return 'Reproduced when the whole interval of theta lies between -delta and +delta; refuted when it lies outside of them; inconclusive otherwise.'
    default:
      return kind satisfies never
  }
}

function failureRule({ kind, treatment, control }: PairedHypothesis): Line {
  switch (kind) {
    case 'lower':
    case 'faster':
      return words`Reproduced also needs that ${treatment} failed no more often than ${control}.`
    case 'not-lower':
      return words`Refuted also needs that ${treatment} failed no more often than ${control}.`
    case 'equivalent':
      return 'Reproduced also needs that both arms failed equally often.'
    default:
      return kind satisfies never
  }
}
