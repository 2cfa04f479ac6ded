import { type Blocks, joined, type Line, list, strong, type Table, table, words } from '../../document/document'
import type { DotRow } from '../../figures/dotPlot'
import { formatNumber, formatOptional, formatP, formatPercent } from '../../text/format'
import { pairedEffect, pairedPrint } from '../comparison/effect'
import { hasFailed } from '../comparison/failures'
import { marginLegend } from '../comparison/plot'
import { FIXED_CHECKS, marginWords, spreadRule } from '../comparison/rule'
import { withLevel } from '../shared/decisionWords'
import { type Effect, effectWords } from '../shared/effect'
import { pointWords } from '../shared/runPoint'
import { stepWords } from '../shared/runWords'
import type { ClaimPlot, RunsByKey, Show } from '../show'
import { rivalHypothesis } from './evidence'
import { bestOfFigure } from './figure'
import { shortRivals } from './judge'
import type { BestOfAnalysis, BestOfEvidence, BestOfHypothesis, BestOfTypes, RivalAnalysis } from './types'
import { closestRival } from './words'

/** What readers see of an arm against several. */
export const bestOfShow: Show<BestOfTypes> = {
  rule: (shown) => withLevel(rule(shown.claim.hypothesis, shown.judgement.evidence), shown),
  effect: effectOf,
  samples: ({ judgement }, runs) => seedTable(judgement.evidence, runs),
  numbers: ({ claim, judgement }) => numbers(claim.hypothesis, judgement.analysis, judgement.p),
  figures: (shown, id) => [bestOfFigure(shown, id)],
  plot: ({ claim, judgement }) => plotOf(claim.hypothesis, judgement.evidence, judgement.analysis),
  failure: ({ claim, judgement }) => [rivalTable(claim.hypothesis, judgement.analysis)],
  missing: ({ analysis, verdict }) => {
    const short = shortRivals(analysis, verdict).map(({ numPairs }) => numPairs)
    return short.length === 0 ? null : { numPairs: Math.min(...short), minPairs: analysis.minPairs }
  }
}

/** Against the other that comes nearest to contradicting the claim. */
function effectOf(hypothesis: BestOfHypothesis, analysis: BestOfAnalysis): Effect {
  const closest = closestRival(hypothesis, analysis)
  if (closest === null) return { unit: 'theta', value: null, interval: null, n: analysis.numSeeds, words: () => null }
  const effect = effectAgainst(hypothesis, analysis, closest)
  return {
    ...effect,
    words: (digits, isShort) => {
      const own = effect.words(digits, isShort)
      return own === null ? null : `${own}${isShort === true ? '' : ` against ${closest.arm}`}`
    }
  }
}

function effectAgainst({ margin }: BestOfHypothesis, { delta }: BestOfAnalysis, rival: RivalAnalysis): Effect {
  return pairedEffect(margin, { ...rival, delta })
}

/** One row a seed, one column an arm. */
function seedTable({ arms, rows }: BestOfEvidence, runs: RunsByKey): Table {
  const cells = rows.map(({ seed, runs: sides }) => [
    seed,
    ...sides.map((side) => [
      formatNumber(side.value, 6),
      hasFailed(side) && [' (', side.failure ?? 'no number', stepWords(side.runKey, runs), ')']
    ])
  ])
  return table(['seed', ...arms.map(({ arm }) => arm)], cells, [0, ...arms.map((_, index) => index + 1)])
}

function numbers(hypothesis: BestOfHypothesis, analysis: BestOfAnalysis, p: number | null): Blocks {
  const { rivals, meanRanks, minPairs, refutingLevel } = analysis
  const k = rivals.length
  const ranks = [hypothesis.arm, ...rivals.map(({ arm }) => arm)].map(
    (arm, index) => words`${arm} ${formatOptional(meanRanks[index] ?? null, 3)}`
  )
  return [
    rivalTable(hypothesis, analysis),
    list([
      `p = ${formatP(p)}: the largest of the ${k}, or ${k} times the smallest p of what denies the claim, whichever is smaller. ${minPairs} is the smallest number of pairs that can show it; one other refutes it at ${formatPercent(refutingLevel)}.`,
      'By itself: shown by Holm over the others, exploratory where the claim is not reproduced.',
      ...(meanRanks.length === 0
        ? []
        : [['Mean ranks over the seeds, 1 the best, beside the verdict: ', joined(ranks, ', '), '.']])
    ])
  ]
}

const STANDINGS: Readonly<Record<RivalAnalysis['standing'], Line>> = {
  shown: strong('shown'),
  beaten: strong('beaten by it'),
  'no-better': strong('no better'),
  open: 'open',
  'co-check': 'open (co-check)',
  'no-spread': 'open (no-spread)',
  skew: 'open (skew)',
  failures: 'open (failures)',
  'no-data': 'not evaluable (no-data)',
  'too-few-pairs': 'not evaluable (too-few-pairs)',
  'too-many-failures': 'not evaluable (too-many-failures)',
  'too-many-censored': 'not evaluable (too-many-censored)',
  'no-logarithm': 'not evaluable (no logarithm)'
}

/** One row an other arm. Failed runs are the other's and the praised arm's. */
function rivalTable(hypothesis: BestOfHypothesis, analysis: BestOfAnalysis): Table {
  const rows = analysis.rivals.map((rival) => {
    const { effect, interval } = effectWords(effectAgainst(hypothesis, analysis, rival))
    return [
      rival.arm,
      String(rival.numPairs),
      `${rival.rivalFailures}:${rival.ownFailures}`,
      effect,
      interval,
      formatP(rival.p),
      STANDINGS[rival.standing],
      rival.named ? 'shown' : '–'
    ]
  })
  return table(
    ['against', 'n', 'failed (it:claimed)', 'effect', 'interval', 'p', 'claimed', 'by itself'],
    rows,
    [1, 2, 5]
  )
}

function rule(hypothesis: BestOfHypothesis, { measure }: BestOfEvidence): Line {
  const { arm, metric, margin, better, others, among } = hypothesis
  const paired = rivalHypothesis(hypothesis, others[0]!)
  const effect =
    'absolute' in margin
      ? 'd = b - a, theta its mean'
      : `r = ln(b/a)${margin.epsilon > 0 ? `, ${formatNumber(margin.epsilon)} added to both` : ''}, theta its centre`
  const [sign, worse] = better === 'lower' ? ['-', 'higher'] : ['', 'lower']
  const claimed =
    among === true
      ? words`not ${worse} than any by delta or more: theta ${better === 'lower' ? 'below delta' : 'above -delta'} against each`
      : words`${better} than each by at least delta: theta ${better === 'lower' ? 'below' : 'above'} ${sign}delta against each`
  const between =
    among === true
      ? ''
      : ' Where one other refutes it and the arm is shown to be better than each by whatever amount, it is below-margin.'
  return words`Runs that share their seed are pairs, of ${arm} (b) and each of ${joined(others, ', ')} (a): ${effect}, of the ${pointWords(metric, measure)}. Claimed is that ${arm} is ${claimed}. ${marginWords(paired)} Reproduced when the interval of every pair shows it (intersection-union, so no correction is due for their number); refuted when one shows the contrary at alpha_j/${others.length} (Bonferroni).${between} ${FIXED_CHECKS} ${spreadRule(paired, null)} Where an arm that the runs favour fails more often by more than the margin of failures, that pair shows nothing.`
}

/** One row an other arm, and the margin. */
function plotOf(
  hypothesis: BestOfHypothesis,
  { metric, measure, transform }: BestOfEvidence,
  analysis: BestOfAnalysis
): ClaimPlot {
  const { rivals, delta } = analysis
  const { print } = pairedPrint(hypothesis.margin, delta)
  const rows = rivals.map(
    ({ arm, theta, standing }): DotRow => ({
      label: arm,
      text: theta === null ? 'no number' : print(theta, 3),
      value: theta,
      mark: theta === null || standing === 'beaten' || standing === 'no-better' ? 'x' : 'o'
    })
  )
  return {
    title: `${pointWords(metric, measure)}, ${transform === 'difference' ? 'b - a' : 'b against a'}, b: ${hypothesis.arm}, a: each of the others`,
    plot: { rows, band: { lower: -delta, upper: delta }, reference: 0, effect: null },
    legend: marginLegend(hypothesis.margin, delta)
  }
}
