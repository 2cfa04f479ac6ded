import { type Block, type Line, list, type Table, table, words } from '../../document/document'
import { formatInterval, formatNumber, formatPercent } from '../../text/format'
import { withLevel } from '../shared/decisionWords'
import { type Effect, effectWords, meanEffect } from '../shared/effect'
import { MEAN_ASSUMPTION, meanNumbers } from '../shared/meanNumbers'
import { intervalLegend, meanRow, valueRow } from '../shared/plotRows'
import { divergedWords, yesNo } from '../shared/runWords'
import type { ClaimPlot, RunsByKey, Show } from '../show'
import { rangeFigure } from './figure'
import type { RangeAnalysis, RangeEvidence, RangeHypothesis, RangeTypes } from './types'

export const rangeShow: Show<RangeTypes> = {
  rule: (shown) => withLevel(rule(shown.claim.hypothesis), shown),
  effect: (_, analysis) => effectOf(analysis),
  samples: ({ judgement }, runs) => samplesTable(judgement.evidence, runs),
  numbers: ({ judgement }) => numbers(judgement.analysis, judgement.p),
  figures: ({ judgement }, id) => [rangeFigure(judgement, effectWords(effectOf(judgement.analysis)), id)],
  plot: ({ judgement }) => plotOf(judgement.evidence, judgement.analysis),
  tuned: ({ arm }) => [arm]
}

function effectOf(analysis: RangeAnalysis): Effect {
  return meanEffect('mean', analysis, [analysis.low, analysis.high])
}

/** One row a seed. */
function samplesTable({ samples, metric, at, low, high }: RangeEvidence, runs: RunsByKey): Table {
  const what = at === 'last-change' ? 'last change of' : (at ?? 'final')
  const rows = samples.map(({ seed, value, runKey }) => [
    seed,
    [formatNumber(value, 6), divergedWords(runKey, runs)],
    Number.isFinite(value) ? yesNo(low <= value && value <= high) : '–'
  ])
  return table(['seed', words`${what} ${metric}`, 'in the range'], rows, [0, 1])
}

/** The mean, and the number that the source reports. */
function numbers(analysis: RangeAnalysis, p: number | null): Block {
  const { reported, low, high } = analysis
  const lines = [meanNumbers('value', analysis, p), `The range: ${formatNumber(low)} to ${formatNumber(high)}.`]
  if (reported !== null) {
    const { value, prediction } = reported
    const within = prediction.lower <= value && value <= prediction.upper ? 'inside' : 'outside'
    lines.push(
      `Beside the verdict: the reported ${formatNumber(value, 15)} lies ${within} the interval in which one further run would fall at level ${formatPercent(prediction.level)}: ${formatInterval(prediction)}.`
    )
  }
  return list(lines)
}

function rule({ arm, metric, at, low, high }: RangeHypothesis): Line {
  const what =
    at === 'last-change'
      ? words`relative change of ${metric} over the last epoch, |L_T/L_(T-1) - 1|,`
      : words`${at ?? 'final'} ${metric}`
  return words`The t interval of the mean ${what} of ${arm} over the seeds against the range of ${formatNumber(low)} to ${formatNumber(high)}: reproduced when the whole interval lies inside and no run diverged, refuted when it lies outside, inconclusive otherwise. ${MEAN_ASSUMPTION}`
}

const RANGE_TITLES = { first: 'first value', 'last-change': 'last relative change' } as const

function plotOf({ arm, metric, at, low, high, samples }: RangeEvidence, analysis: RangeAnalysis): ClaimPlot {
  const rows = samples.map(({ seed, value }) => valueRow(`seed ${seed}`, value, low <= value && value <= high))
  return {
    title: `${at === undefined ? 'last value' : RANGE_TITLES[at]} of ${metric} of ${arm.arm}`,
    plot: { rows, band: { lower: low, upper: high }, reference: null, effect: meanRow(analysis) },
    legend: [`..... ${formatNumber(low)} to ${formatNumber(high)}, as claimed`, ...intervalLegend(analysis)]
  }
}
