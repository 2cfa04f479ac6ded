import { type Block, type Blocks, type Line, list, type Table, table, words } from '../../document/document'
import type { Analysis, Claim } from '../../kinds'
import type {
  ConvergesToHypothesis,
  GridAnalysis,
  GridEvidence,
  ShareAnalysis,
  ShareEvidence
} from '../../kinds/converges-to/types'
import { formatCount, formatInterval, formatNumber, formatP, formatPercent } from '../../text/format'
import { addedWords } from './decision'
import { looksReport } from './looks'
import { divergedWords, moreWords, type RunsByKey, seedCell, unusedSeeds, yesNo } from './runWords'

/** One row a seed or a starting point. */
export function endPointSamples(evidence: ShareEvidence | GridEvidence, runs: RunsByKey, analysis: Analysis): Table {
  const overSeeds = evidence.kind === 'share'
  const unused = unusedSeeds(analysis)
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

export function shareNumbers(analysis: ShareAnalysis, p: number | null): Blocks {
  const { successes, numSeeds, share, interval, wilson, nullShare, sequential, moreSeeds } = analysis
  const lines = [
    `${successes} of ${formatCount(numSeeds, 'seed')} arrived: ${formatPercent(share)}, to be compared with ${formatPercent(nullShare)}; p = ${formatP(p)}.`,
    `${sequential === null ? 'Clopper-Pearson interval' : 'Confidence sequence'} at level ${formatPercent(interval.level)}: ${formatInterval(interval)}; Wilson, for display: ${formatInterval(wilson)}.`,
    ...(moreSeeds === null ? [] : [moreWords(moreSeeds, 'seed')])
  ]
  return [list(lines), looksReport(sequential)]
}

export function gridNumbers({ reached, numPoints, unsettled }: GridAnalysis): Block {
  return list([`${reached} of ${numPoints} starting points arrived; ${unsettled} had not settled.`])
}

export function shareRule(hypothesis: ConvergesToHypothesis, { decision }: Claim): Line {
  const share = formatPercent(hypothesis.share ?? 0)
  const interval = decision.mode === 'fixed' ? 'Clopper-Pearson interval' : 'confidence interval'
  const rule = `Reproduced when the whole ${interval} of the share of seeds that arrive lies above ${share}; refuted when it lies below; inconclusive when ${share} is inside.`
  return words`${arrivalWords(hypothesis, 'seed')} ${rule}${decision.mode !== 'fixed' && ` ${addedWords(decision)}`}`
}

export function gridRule(hypothesis: ConvergesToHypothesis): Line {
  return words`${arrivalWords(hypothesis, 'starting point')} The problem is deterministic, so there is no p value: reproduced when every starting point arrives, refuted when none does although all have settled, inconclusive otherwise.`
}

function arrivalWords({ arm, metric, target, tolerance }: ConvergesToHypothesis, unit: string): Line {
  return words`A ${unit} arrives when the last ${metric} of ${arm} is within ${formatNumber(tolerance)} of ${formatNumber(target)}.`
}
