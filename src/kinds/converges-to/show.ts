import type { Decision } from '../../claims/types'
import { type Block, type Blocks, type Line, list, type Table, table, words } from '../../document/document'
import { agreeingRound } from '../../text/agreeingRound'
import { formatCount, formatInterval, formatNumber, formatP, formatPercent } from '../../text/format'
import { addedWords, withLevel } from '../shared/decisionWords'
import { countEffect, countWords, type Effect } from '../shared/effect'
import { looksChart } from '../shared/looksChart'
import { looksReport } from '../shared/looksReport'
import { sharePlace } from '../shared/place'
import { arrivalPlot, valueRow } from '../shared/plotRows'
import { divergedWords, moreWords, seedCell, unusedSeeds, yesNo } from '../shared/runWords'
import type { EndPoint } from '../shared/types'
import type { ClaimPlot, RunsByKey, Show } from '../show'
import { endPointFigure } from './figure'
import type {
  ConvergesToHypothesis,
  ConvergesToTypes,
  InitialPointsAnalysis,
  InitialPointsEvidence,
  ShareAnalysis,
  ShareEvidence
} from './types'

export const convergesToShow: Show<ConvergesToTypes> = {
  rule: (shown) => {
    const { hypothesis, decision } = shown.claim
    return hypothesis.over === 'seeds' ? withLevel(shareRule(hypothesis, decision), shown) : startsRule(hypothesis)
  },
  effect: (_, analysis) =>
    analysis.kind === 'share' ? shareEffect(analysis) : countEffect(analysis.reached, analysis.numPoints, 'starts'),
  samples: ({ judgement: { evidence, analysis } }, runs) =>
    samplesTable(evidence, runs, unusedSeeds({ sequential: sequentialOf(analysis) })),
  numbers: ({ judgement: { analysis, p } }) =>
    analysis.kind === 'share' ? shareNumbers(analysis, p) : startsNumbers(analysis),
  figures: ({ judgement }, id) => [
    endPointFigure(judgement.evidence, id),
    looksChart(judgement, sequentialOf(judgement.analysis), id)
  ],
  isTrajectory: ({ kind }) => kind === 'initial-points',
  plot: ({ judgement }) => plotOf(judgement.evidence),
  place: (_, analysis) =>
    analysis.kind === 'share'
      ? { panel: 'share', center: analysis.share, interval: analysis.interval, reference: analysis.nullShare }
      : sharePlace(analysis.reached, analysis.numPoints)
}

function sequentialOf(analysis: ShareAnalysis | InitialPointsAnalysis) {
  return analysis.kind === 'share' ? analysis.sequential : null
}

function shareEffect({ successes, numSeeds, share, nullShare, interval }: ShareAnalysis): Effect {
  return {
    unit: 'share of seeds',
    value: share,
    interval,
    n: numSeeds,
    words: countWords(successes, numSeeds, 'seeds'),
    bound: (end, digits, isShort = false) => agreeingRound(end * 100, [nullShare * 100], digits) + (isShort ? '' : ' %')
  }
}

/** One row a seed or a starting point. */
function samplesTable(
  evidence: ShareEvidence | InitialPointsEvidence,
  runs: RunsByKey,
  unused: ReadonlySet<number>
): Table {
  const overSeeds = evidence.kind === 'share'
  const headers = [
    ...(overSeeds ? ['seed'] : []),
    'x_1',
    words`last ${evidence.metric}`,
    'from the target',
    'arrived',
    'settled'
  ]
  const rows = evidence.samples.map((sample): Line[] => [
    ...(overSeeds ? [seedCell(sample.seed, unused)] : []),
    formatNumber(sample.initialPoint),
    [formatNumber(sample.value, 6), divergedWords(sample.runKey, runs)],
    formatNumber(sample.value - evidence.target),
    yesNo(sample.reached),
    yesNo(sample.settled)
  ])
  return table(headers, rows, overSeeds ? [0, 1, 2, 3] : [0, 1, 2])
}

function shareNumbers(analysis: ShareAnalysis, p: number | null): Blocks {
  const { successes, numSeeds, share, interval, wilson, nullShare, sequential, moreSeeds } = analysis
  const lines = [
    `${successes} of ${formatCount(numSeeds, 'seed')} arrived: ${formatPercent(share)}, to be compared with ${formatPercent(nullShare)}; p = ${formatP(p)}.`,
    `${sequential === null ? 'Clopper-Pearson interval' : 'Confidence sequence'} at level ${formatPercent(interval.level)}: ${formatInterval(interval)}; Wilson, for display: ${formatInterval(wilson)}.`,
    ...(moreSeeds === null ? [] : [moreWords(moreSeeds, 'seed')])
  ]
  return [list(lines), looksReport(sequential)]
}

function startsNumbers({ reached, numPoints, unsettled }: InitialPointsAnalysis): Block {
  return list([`${reached} of ${numPoints} starting points arrived; ${unsettled} had not settled.`])
}

function shareRule(hypothesis: ConvergesToHypothesis, decision: Decision): Line {
  const share = formatPercent(hypothesis.share ?? 0)
  const interval = decision.mode === 'fixed' ? 'Clopper-Pearson interval' : 'confidence interval'
  const rule = `Reproduced when the whole ${interval} of the share of seeds that arrive lies above ${share}; refuted when it lies below; inconclusive when ${share} is inside.`
  return words`${arrivalWords(hypothesis, 'seed')} ${rule}${decision.mode !== 'fixed' && ` ${addedWords(decision)}`}`
}

function startsRule(hypothesis: ConvergesToHypothesis): Line {
  return words`${arrivalWords(hypothesis, 'starting point')} The problem is deterministic, so there is no p value: reproduced when every starting point arrives, refuted when none does although all have settled, inconclusive otherwise.`
}

function arrivalWords({ arm, metric, target, tolerance }: ConvergesToHypothesis, unit: string): Line {
  return words`A ${unit} arrives when the last ${metric} of ${arm} is within ${formatNumber(tolerance)} of ${formatNumber(target)}.`
}

function plotOf(evidence: ShareEvidence | InitialPointsEvidence): ClaimPlot {
  const { target, tolerance, metric, arm, samples } = evidence
  const label = ({ seed, initialPoint }: EndPoint) =>
    evidence.kind === 'initial-points' ? `start ${formatNumber(initialPoint)}` : `seed ${seed}`
  const rows = samples.map((sample) => valueRow(label(sample), sample.value, sample.reached))
  return { title: `last value of ${metric} of ${arm}`, ...arrivalPlot(rows, target, tolerance) }
}
