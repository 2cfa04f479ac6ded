import { type Block, type Line, list, type Table, table, words } from '../../document/document'
import type { DotRow } from '../../figures/dotPlot'
import { formatCount, formatNumber } from '../../text/format'
import { withLevel } from '../shared/decisionWords'
import { countEffect, type Effect, effectText, meanEffect } from '../shared/effect'
import { MEAN_ASSUMPTION, meanNumbers } from '../shared/meanNumbers'
import { sharePlace } from '../shared/place'
import { intervalLegend, meanRow, valueRow } from '../shared/plotRows'
import { SPREAD_RULE } from '../shared/unseenWords'
import type { ClaimPlot, Show } from '../show'
import { rateFigure } from './figure'
import type { RateAnalysis, RateEvidence, RateHypothesis, RateTypes } from './types'

export const rateShow: Show<RateTypes> = {
  rule: (shown) => {
    const { hypothesis } = shown.claim
    return hypothesis.over === 'seeds' ? withLevel(rule(hypothesis), shown) : rule(hypothesis)
  },
  effect: (_, analysis) => effectOf(analysis),
  samples: ({ judgement }) => samplesTable(judgement.evidence),
  numbers: ({ judgement }) => numbers(judgement.analysis, judgement.p),
  figures: ({ judgement }, id) => [rateFigure(judgement, effectText(effectOf(judgement.analysis)), id)],
  plot: ({ judgement }) => plotOf(judgement.evidence, judgement.analysis),
  place: (_, analysis) =>
    analysis.over === 'initial-points' ? sharePlace(analysis.holding, numRunsOf(analysis)) : null
}

function effectOf(analysis: RateAnalysis): Effect {
  return analysis.over === 'initial-points'
    ? countEffect(analysis.holding, numRunsOf(analysis), 'starts')
    : meanEffect('slope', analysis, [analysis.slopeBelow])
}

function numRunsOf({ numSeeds, notPositive, diverged }: RateAnalysis): number {
  return numSeeds + notPositive + diverged
}

/** One row a run. */
function samplesTable({ samples }: RateEvidence): Table {
  const headers = ['seed', 'x_1', 'slope', 'points', 'left out', 'R_T/T', 'remark']
  const rows = samples.map(({ seed, initialPoint, slope, numPoints, numLeftOut, averageRegret, why }) => [
    seed,
    formatNumber(initialPoint),
    slope === null ? '–' : formatNumber(slope),
    numPoints,
    numLeftOut,
    formatNumber(averageRegret),
    why === null ? '' : why === 'diverged' ? 'diverged' : 'not above zero: holds, without a slope'
  ])
  return table(headers, rows, [0, 1, 2, 3, 4, 5])
}

function numbers(analysis: RateAnalysis, p: number | null): Block {
  const { holding, numSeeds, notPositive, diverged, slopeBelow, over } = analysis
  const total = numSeeds + notPositive + diverged
  const counts = `${holding} of ${formatCount(total, 'run')} hold the claim (a slope below ${formatNumber(slopeBelow)}, or an average regret that is not above zero: ${notPositive}); ${diverged} diverged.`
  return list(over === 'seeds' ? [meanNumbers('slope', analysis, p), counts] : [counts])
}

function rule({ arm, slopeBelow, over }: RateHypothesis): Line {
  const bound = formatNumber(slopeBelow)
  const decided =
    over === 'seeds'
      ? `Reproduced ("consistent with", never "goes to zero") when the whole t interval of the mean slope over the seeds lies below ${bound}; refuted when it lies above; inconclusive when ${bound} is inside. A regression's own error is not used. ${MEAN_ASSUMPTION} ${SPREAD_RULE}`
      : `The problem is deterministic, so there is no p value: reproduced when the slope is below ${bound} from every starting point, refuted when from none, inconclusive otherwise.`
  return words`The slope of ln(R_t/t) on ln t over the last decade of steps, R_t the regret of ${arm}, one slope a run. ${decided}`
}

function plotOf({ arm, over, slopeBelow, samples }: RateEvidence, analysis: RateAnalysis): ClaimPlot {
  const rows = samples.map(({ seed, initialPoint, slope, why }): DotRow => {
    const label = over === 'seeds' ? `seed ${seed}` : `start ${formatNumber(initialPoint)}`
    if (slope === null) return { label, text: why ?? 'no slope', value: null, mark: 'x' }
    return valueRow(label, slope, slope < slopeBelow)
  })
  return {
    title: `slope of ln(R_t/t) on ln t, of ${arm}`,
    plot: {
      rows,
      band: { lower: Number.NEGATIVE_INFINITY, upper: slopeBelow },
      reference: null,
      effect: meanRow(analysis)
    },
    legend: [`..... below ${formatNumber(slopeBelow)}, as claimed`, ...intervalLegend(analysis)]
  }
}
