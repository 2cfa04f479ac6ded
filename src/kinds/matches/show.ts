import { type Block, type Line, list, type Table, table, words } from '../../document/document'
import { agreeingRound } from '../../text/agreeingRound'
import { formatInterval, formatNumber, formatP, formatPercent } from '../../text/format'
import { armsName } from '../shared/armSamples'
import { withLevel } from '../shared/decisionWords'
import { type Effect, effectWords, meanEffect } from '../shared/effect'
import { MEAN_ASSUMPTION, meanNumbers } from '../shared/meanNumbers'
import { intervalLegend, meanRow, valueRow } from '../shared/plotRows'
import { pointWords, type RunPoint } from '../shared/runPoint'
import { divergedWords, yesNo } from '../shared/runWords'
import { SPREAD_RULE, unseenWords } from '../shared/unseenWords'
import type { ClaimPlot, RunsByKey, Show } from '../show'
import { matchesFigure } from './figure'
import type { MatchesAnalysis, MatchesEvidence, MatchesHypothesis, MatchesTypes } from './types'

export const matchesShow: Show<MatchesTypes> = {
  rule: (shown) => withLevel(rule(shown.claim.hypothesis, shown.judgement.evidence.point), shown),
  effect: (_, analysis) => effectOf(analysis),
  samples: ({ judgement }, runs) => samplesTable(judgement.evidence, judgement.analysis, runs),
  numbers: ({ claim, judgement }) => numbers(judgement.analysis, judgement.p, claim.decision.alpha),
  figures: ({ judgement }, id) => [matchesFigure(judgement, effectWords(effectOf(judgement.analysis)), id)],
  plot: ({ judgement }) => plotOf(judgement.evidence, judgement.analysis)
}

function effectOf({ difference, differenceInterval, delta, numSeeds }: MatchesAnalysis): Effect {
  return meanEffect(
    'difference',
    { mean: difference, interval: differenceInterval, numSeeds, diverged: 0, standardDeviation: null },
    [-delta, 0, delta]
  )
}

/** One row a seed. */
function samplesTable(
  { samples, metric, point, arm, control }: MatchesEvidence,
  { reported, delta }: MatchesAnalysis,
  runs: RunsByKey
): Table {
  const rows = samples.map(({ seed, value, runKey }) => [
    seed,
    [formatNumber(value, 6), divergedWords(runKey, runs)],
    Number.isFinite(value) ? yesNo(Math.abs(value - reported.value) <= delta) : '–'
  ])
  const what = pointWords(metric, point)
  return table(
    [
      'seed',
      control === undefined ? what : `${what}, ${armsName({ arm, ...(control !== undefined && { control }) })}`,
      'within the margin'
    ],
    rows,
    [0, 1]
  )
}

function numbers(analysis: MatchesAnalysis, p: number | null, alpha: number): Block {
  const { reported, difference, differenceInterval, delta, df, predictions, granularity, unseen } = analysis
  const { printed, rounding, standardError, runs } = reported
  const source =
    standardError === null
      ? 'no spread of it is given, so that only ours counts'
      : `standard error ${formatNumber(standardError)} (the largest that is printed so)${runs === null ? ', taken for known' : ''}`
  const lines = [
    meanNumbers('value', analysis, null),
    `Reported: ${printed}, so from ${formatNumber(reported.value - rounding, 15)} to ${formatNumber(reported.value + rounding, 15)}${runs === null ? '' : `, of ${runs === 1 ? 'one run' : `${runs} runs`}`}; ${source}.`
  ]
  if (difference !== null && differenceInterval !== null) {
    lines.push(
      `Mean less the reported value ${formatNumber(difference)}, interval at level ${formatPercent(differenceInterval.level)}: ${formatInterval(differenceInterval)} (${formatNumber(df!, 3)} degrees of freedom, ${formatNumber(analysis.sourceHalfWidth)} of its half width would be left however many runs of ours there were); the margin ${formatNumber(delta)}; p = ${formatP(p)}.`
    )
  }
  for (const { runs: further, interval, holdsReported } of predictions) {
    lines.push(
      `Beside the verdict, the rule of CORE-Bench: ${further === 1 ? 'one further run of ours' : `the mean of ${further} further runs of ours, as many as the source's`} would fall in ${formatInterval(interval)} at level ${formatPercent(interval.level)}, which ${holdsReported ? 'holds' : 'does not hold'} the reported value.`
    )
  }
  if (granularity !== undefined) {
    lines.push(
      `Over the stated examples it moves in steps of ${formatNumber(granularity.step)}; what is printed is ${granularity.isPossible ? 'one' : 'none'} of the values that it can have.`
    )
  }
  if (unseen !== undefined) lines.push(unseenWords(unseen, 'runs', alpha))
  return list(lines)
}

function rule({ arm, control, metric, reported, margin }: MatchesHypothesis, point: RunPoint): Line {
  const size =
    'absolute' in margin ? formatNumber(margin.absolute) : `${formatPercent(margin.relative)} of the reported value`
  const source =
    reported.sd === undefined && reported.se === undefined
      ? 'The source gives no spread: its value counts as exact up to its digits, and the t interval over our seeds decides.'
      : "The interval is Welch's, with the standard errors of our seeds and of the source."
  return words`The mean ${pointWords(metric, point)} of ${arm}${control === undefined ? '' : `, less that of ${control} with the same seed,`} over the seeds less the reported ${reported.value}, against a margin of ${size} either way: reproduced when the whole interval lies within the margin and no run diverged, refuted when it lies outside, inconclusive otherwise. ${source} It is widened by half a unit of the last printed digit. ${MEAN_ASSUMPTION} ${SPREAD_RULE} Where further runs of ours would fall stands beside it and decides nothing.`
}

function plotOf(evidence: MatchesEvidence, analysis: MatchesAnalysis): ClaimPlot {
  const { metric, point, samples } = evidence
  const { reported, delta } = analysis
  const rows = samples.map(({ seed, value }) =>
    valueRow(`seed ${seed}`, value, Math.abs(value - reported.value) <= delta)
  )
  return {
    title: `${pointWords(metric, point)} of ${armsName(evidence)}`,
    plot: {
      rows,
      band: { lower: reported.value - delta, upper: reported.value + delta },
      reference: reported.value,
      effect: meanRow(analysis)
    },
    legend: [
      `| reported ${reported.printed}`,
      `..... within ${agreeingRound(delta, [], 3)}`,
      ...intervalLegend(analysis)
    ]
  }
}
