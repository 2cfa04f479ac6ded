import { type Block, type Line, list, type Table, table, words } from '../../document/document'
import { isAccuracy } from '../../runs/metrics'
import { agreeingRound } from '../../text/agreeingRound'
import { formatInterval, formatNumber, formatOptional, formatP, formatPercent } from '../../text/format'
import { armsName, samplesName } from '../shared/armSamples'
import { withLevel } from '../shared/decisionWords'
import { countEffect, type Effect, effectWords, meanEffect } from '../shared/effect'
import { MEAN_ASSUMPTION, meanNumbers } from '../shared/meanNumbers'
import { intervalLegend, meanRow, valueRow } from '../shared/plotRows'
import { divergedWords, yesNo } from '../shared/runWords'
import { SPREAD_RULE } from '../shared/unseenWords'
import type { ClaimPlot, RunsByKey, Show } from '../show'
import { endsOf, endsWords, rangeMetricWords, rangePointOf, rangeWords } from './evidence'
import { rangeFigure } from './figure'
import type { RangeAnalysis, RangeEvidence, RangeHypothesis, RangePlace, RangeTypes } from './types'

export const rangeShow: Show<RangeTypes> = {
  rule: (shown) => withLevel(rule(shown.claim.hypothesis), shown),
  effect: (_, analysis) => effectOf(analysis),
  samples: ({ claim, judgement }, runs) => samplesTable(judgement.evidence, runs, claim.hypothesis.of !== 'spread'),
  numbers: ({ judgement }) => {
    const { analysis, p } = judgement
    return analysis.places === undefined ? numbers(analysis, p) : [placesTable(analysis.places), numbers(analysis, p)]
  },
  figures: ({ judgement }, id) => [rangeFigure(judgement, effectWords(effectOf(judgement.analysis)), id)],
  plot: ({ judgement }) => plotOf(judgement.evidence, judgement.analysis)
}

/** Of what is claimed. */
function effectOf(analysis: RangeAnalysis): Effect {
  const { low, high, of, inside, prediction } = analysis
  if (of === 'share' && inside !== undefined) {
    const { count, interval, share } = inside
    return {
      ...countEffect(count, inside.of, 'runs inside'),
      value: inside.of === 0 ? null : count / inside.of,
      interval,
      bound: (end, digits, isShort = false) => agreeingRound(end * 100, [share! * 100], digits) + (isShort ? '' : ' %')
    }
  }
  if (of === 'spread') {
    return meanEffect('spread', { ...analysis, mean: analysis.standardDeviation, interval: analysis.spread ?? null }, [
      low,
      high
    ])
  }
  return of === 'run'
    ? meanEffect('one run', { ...analysis, interval: prediction ?? null }, [low, high])
    : meanEffect('mean', analysis, [low, high])
}

/** One row a seed. @param isOfValues the range is one of values, and none of their spread */
function samplesTable(evidence: RangeEvidence, runs: RunsByKey, isOfValues: boolean): Table {
  const { samples, low, high } = evidence
  const isAlongAxis = samples.some(({ place }) => place !== undefined)
  const rows = samples.map(({ seed, value, runKey, place = '' }) => [
    seed,
    ...(isAlongAxis ? [place] : []),
    [formatNumber(value, 6), divergedWords(runKey, runs)],
    ...(isOfValues ? [Number.isFinite(value) ? yesNo(low <= value && value <= high) : '–'] : [])
  ])
  const what = `${rangeMetricWords(evidence)}${evidence.control === undefined ? '' : `, ${armsName(evidence)}`}`
  const headers = ['seed', ...(isAlongAxis ? ['at'] : []), what, ...(isOfValues ? ['in the range'] : [])]
  return table(headers, rows, isAlongAxis ? [0, 2] : [0, 1])
}

/** A row a value of the axis. */
function placesTable(places: readonly RangePlace[]): Table {
  const rows = places.map(({ name, mean, standardDeviation, interval, outcome, outcomeAtShare }) => [
    name,
    formatOptional(mean),
    formatOptional(standardDeviation),
    interval === null ? '–' : formatInterval(interval),
    outcome,
    outcomeAtShare
  ])
  const headers = ['at', 'mean', 'SD', 'interval of what is claimed', 'at alpha_j', 'at alpha_j over their number']
  return table(headers, rows, [1, 2])
}

/** The mean, and the number that the source reports. */
function numbers(analysis: RangeAnalysis, p: number | null): Block {
  const { reported, low, high, inside, prediction, of } = analysis
  const lines = [
    meanNumbers('value', analysis, of === undefined ? p : null),
    ...(of === undefined ? [] : [`p = ${formatP(p)}, of ${CLAIMED[of]}.`]),
    `The range: ${endsWords({ low, high })}.`
  ]
  if (analysis.spread !== undefined) {
    lines.push(
      `Standard deviation over runs, at level ${formatPercent(analysis.spread.level)}: ${formatInterval(analysis.spread)}.`
    )
  }
  if (inside !== undefined && inside.interval !== null) {
    lines.push(
      `Runs inside: ${inside.count} of ${inside.of}, Clopper-Pearson interval of the share at level ${formatPercent(inside.interval.level)}: ${formatPercent(inside.interval.lower)} to ${formatPercent(inside.interval.upper)}${inside.share === undefined ? '' : `; to be above ${formatPercent(inside.share)}`}.`
    )
  }
  if (prediction) {
    lines.push(`One further run, at level ${formatPercent(prediction.level)}: ${formatInterval(prediction)}.`)
  }
  if (reported !== null) {
    const { value, prediction } = reported
    const within = prediction.lower <= value && value <= prediction.upper ? 'inside' : 'outside'
    lines.push(
      `Beside the verdict: the reported ${formatNumber(value, 15)} lies ${within} the interval in which one further run would fall at level ${formatPercent(prediction.level)}: ${formatInterval(prediction)}.`
    )
  }
  return list(lines)
}

const CLAIMED = { share: 'the share of runs inside', run: 'one further run', spread: 'the spread' } as const

function rule(hypothesis: RangeHypothesis): Line {
  const { axis } = hypothesis
  const own = ruleAtPlace(hypothesis)
  if (axis === undefined) return own
  return words`At every value of ${axis}: ${own} It is reproduced when each value is at alpha_j (all have to be, so none is corrected for the others), and refuted when one is at alpha_j over their number.`
}

function ruleAtPlace(hypothesis: RangeHypothesis): Line {
  const { metric, at, of, share } = hypothesis
  const point = rangePointOf(at, metric, null)
  const what = `${rangeMetricWords({ metric, ...(point !== undefined && { at: point }) })}${at === 'last-change' ? ', |L_T/L_(T-1) - 1|,' : ''}`
  const range = rangeWords(endsOf(hypothesis))
  const arm = samplesName(hypothesis)
  if (of === 'share') {
    const bound = formatPercent(share!)
    return words`The share of runs of which the ${what} of ${arm} lies in ${range}, a diverged run does not, by its exact binomial (Clopper-Pearson) interval: reproduced when the whole interval lies above ${bound}, refuted when it lies below, inconclusive otherwise.`
  }
  if (of === 'spread') {
    return words`The interval of the standard deviation over runs of the ${what} of ${arm} against ${range}: reproduced when the whole interval lies inside and no run diverged, refuted when it lies outside, inconclusive otherwise. It holds the t interval of the jackknife of ln s, whose skewness is allowed for too, and the chi-square interval, which takes values for normal. ${SPREAD_RULE}`
  }
  const interval =
    of === 'run'
      ? words`The prediction interval of the ${what} of one further run of ${arm}, mean +- t s sqrt(1 + 1/n) over the seeds, which takes values for normal,`
      : words`The t interval of the mean ${what} of ${arm} over the seeds, wherever single runs lie,`
  return words`${interval} against ${range}: reproduced when the whole interval lies inside and no run diverged, refuted when it lies outside, inconclusive otherwise. ${of === 'run' ? '' : `${MEAN_ASSUMPTION} `}${spreadRule(metric, at, of)}`
}

function spreadRule(metric: string, at: RangeHypothesis['at'], of: RangeHypothesis['of']): string {
  const bets = of === undefined && isAccuracy(metric) && at !== 'last-change'
  return bets ? `${SPREAD_RULE.slice(0, -1)}, but by bets, which need only that it lies from 0 to 1.` : SPREAD_RULE
}

/** The range of a spread is none of the values that are drawn. */
const NO_BAND = { lower: Number.POSITIVE_INFINITY, upper: Number.NEGATIVE_INFINITY }

function plotOf(evidence: RangeEvidence, analysis: RangeAnalysis): ClaimPlot {
  const { samples } = evidence
  const isOfValues = analysis.of !== 'spread'
  const { low, high } = isOfValues ? evidence : { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }
  const rows = samples.map(({ seed, value, place }) =>
    valueRow(`seed ${seed}${place === undefined ? '' : ` at ${place}`}`, value, low <= value && value <= high)
  )
  return {
    title: `${rangeMetricWords(evidence)} of ${armsName(evidence)}`,
    plot: {
      rows,
      band: isOfValues ? { lower: low, upper: high } : NO_BAND,
      reference: null,
      effect: meanRow(analysis)
    },
    legend: [...(isOfValues ? [`..... ${endsWords(evidence)}, as claimed`] : []), ...intervalLegend(analysis)]
  }
}
