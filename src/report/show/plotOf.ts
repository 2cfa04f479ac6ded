import { settingText } from '../../claims/settingText'
import type { Analysis, Hypothesis } from '../../kinds'
import { bothTrained } from '../../kinds/comparison/failures'
import { type PairEffect, pairEffect } from '../../kinds/comparison/pairEffect'
import type { PairedAnalysis, PairedEvidence } from '../../kinds/comparison/types'
import type { ContrastEvidence } from '../../kinds/contrast/types'
import type { GridEvidence, ShareEvidence } from '../../kinds/converges-to/types'
import type { SettingsAnalysis, SettingsEvidence } from '../../kinds/lower-at-most-settings/types'
import type { RangeEvidence } from '../../kinds/range/types'
import type { RateEvidence } from '../../kinds/rate/types'
import type { EndPoint, MeanAnalysis } from '../../kinds/shared/types'
import { formatChange, formatInterval, formatNumber } from '../../text/format'
import type { JudgedClaim } from '../data/types'
import { effectWords, pairedNumbers } from '../words'
import type { DotPlot, DotRow } from './dotPlot'

/** A plot with the words that it needs. */
export interface ClaimPlot {
  readonly title: string
  readonly plot: DotPlot
  /** What the signs mean, one part a sign. */
  readonly legend: readonly string[]
}

/** What shows a verdict best on a terminal: one number a seed or starting point; null for claims without such numbers. */
export function plotOf(entry: JudgedClaim): ClaimPlot | null {
  const { evidence, analysis } = entry.judgement
  switch (evidence.kind) {
    case 'paired':
      return analysis.kind === 'paired' ? pairedPlot(entry, evidence, analysis) : null
    case 'settings':
      return analysis.kind === 'settings' ? settingsPlot(entry, evidence, analysis) : null
    case 'share':
    case 'grid':
      return endPointPlot(evidence)
    case 'contrast':
      return contrastPlot(evidence)
    case 'rate':
      return analysis.kind === 'rate' ? ratePlot(evidence, analysis) : null
    case 'range':
      return analysis.kind === 'range' ? rangePlot(evidence, analysis) : null
    case 'invariant':
    case 'arithmetic':
    case 'all-of':
      return null
    default:
      return evidence satisfies never
  }
}

function pairedPlot({ claim, judgement }: JudgedClaim, evidence: PairedEvidence, analysis: PairedAnalysis): ClaimPlot {
  const { hypothesis } = claim
  const { delta, theta, interval } = analysis
  const { print } = pairedNumbers(hypothesis, delta, 3)
  const numberOf: PairEffect | null =
    'tuning' in hypothesis && 'margin' in hypothesis ? pairEffect(claim, hypothesis) : null
  const unused = unusedSeeds(analysis)
  const rows = evidence.pairs.map((pair): DotRow => {
    const label = `seed ${pair.seed}`
    if (!bothTrained(pair)) return { label, text: failureWords(pair), value: null, mark: 'x' }
    const value = numberOf === null ? null : finiteOrNull(() => numberOf(pair.control.value, pair.treatment.value))
    if (value === null) return { label, text: 'no number', value, mark: 'x' }
    return { label, text: print(value), value, mark: unused.has(pair.seed) ? 'x' : 'o' }
  })
  const words = effectWords(claim, judgement)
  const effect = theta === null ? null : { label: 'effect', text: words.effect, value: theta, mark: 'O', interval }
  const what = evidence.transform === 'log-ratio' ? 'b against a' : 'b - a'
  return {
    title: `${evidence.metric}, ${what}, seed by seed; a: ${evidence.control.arm}, b: ${evidence.treatment.arm}`,
    plot: { rows, band: { lower: -delta, upper: delta }, reference: 0, effect },
    legend: [...differenceLegend(hypothesis, delta), ...(interval === null ? [] : [`=== interval ${words.interval}`])]
  }
}

/** One row a setting of the map, with its effect. */
function settingsPlot({ claim }: JudgedClaim, { cells }: SettingsEvidence, analysis: SettingsAnalysis): ClaimPlot {
  const { hypothesis } = claim
  const { delta, settings } = analysis
  const { print } = pairedNumbers(hypothesis, delta, 3)
  const rows = settings.map(({ setting, theta, verdict }): DotRow => {
    const text = theta === null ? verdict.outcome : print(theta)
    return { label: settingText(setting), text, value: theta, mark: theta === null ? 'x' : 'o' }
  })
  const [first] = cells
  const what = first?.transform === 'difference' ? 'b - a' : 'b against a'
  const arms = first === undefined ? '' : `; a: ${first.control.arm}, b: ${first.treatment.arm}`
  return {
    title: `${first?.metric ?? ''}, ${what}, setting by setting${arms}`,
    plot: { rows, band: { lower: -delta, upper: delta }, reference: 0, effect: null },
    legend: differenceLegend(hypothesis, delta)
  }
}

function differenceLegend(hypothesis: Hypothesis, delta: number): string[] {
  if (delta === 0) return ['| no difference']
  const asRatio = 'margin' in hypothesis && 'relative' in hypothesis.margin && hypothesis.margin.epsilon === 0
  const print = asRatio ? formatChange : formatNumber
  return ['| no difference', `..... within the margin, ${print(-delta)} to ${print(delta)}`]
}

function failureWords({ control, treatment }: PairedEvidence['pairs'][number]): string {
  const sides = [
    [control, 'a'],
    [treatment, 'b']
  ] as const
  return sides.flatMap(([side, name]) => (side.failure === null ? [] : [`${name} ${side.failure}`])).join(', ')
}

/** A pair without a logarithm, or whose difference overflows, has no number to show. */
function finiteOrNull(numberOf: () => number): number | null {
  try {
    const value = numberOf()
    return Number.isFinite(value) ? value : null
  } catch {
    return null
  }
}

function unusedSeeds(analysis: Analysis): ReadonlySet<number> {
  const sequential = 'sequential' in analysis ? analysis.sequential : null
  return new Set(sequential?.unusedSeeds ?? [])
}

function endPointPlot(evidence: ShareEvidence | GridEvidence): ClaimPlot {
  const { target, tolerance, metric, arm, samples } = evidence
  const label = ({ seed, initialPoint }: EndPoint) =>
    evidence.kind === 'grid' ? `start ${formatNumber(initialPoint)}` : `seed ${seed}`
  const rows = samples.map((sample): DotRow => valueRow(label(sample), sample.value, sample.reached))
  return {
    title: `last value of ${metric} of ${arm}`,
    plot: { rows, band: { lower: target - tolerance, upper: target + tolerance }, reference: target, effect: null },
    legend: arrivalLegend(target, tolerance)
  }
}

function contrastPlot({ target, tolerance, metric, control, treatment, pairs }: ContrastEvidence): ClaimPlot {
  const rows = pairs.flatMap((pair) => [
    valueRow(`seed ${pair.seed} a`, pair.control.value, pair.control.reached),
    valueRow(`seed ${pair.seed} b`, pair.treatment.value, pair.treatment.reached)
  ])
  return {
    title: `last value of ${metric}; a: ${control}, b: ${treatment}`,
    plot: { rows, band: { lower: target - tolerance, upper: target + tolerance }, reference: target, effect: null },
    legend: arrivalLegend(target, tolerance)
  }
}

function arrivalLegend(target: number, tolerance: number): string[] {
  return [`| target ${formatNumber(target)}`, `..... within ${formatNumber(tolerance)}`, 'o there', 'x not there']
}

function ratePlot({ arm, over, slopeBelow, samples }: RateEvidence, analysis: MeanAnalysis): ClaimPlot {
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

const RANGE_TITLES = { first: 'first value', 'last-change': 'last relative change' } as const

function rangePlot({ arm, metric, at, low, high, samples }: RangeEvidence, analysis: MeanAnalysis): ClaimPlot {
  const rows = samples.map(({ seed, value }) => valueRow(`seed ${seed}`, value, low <= value && value <= high))
  return {
    title: `${at === undefined ? 'last value' : RANGE_TITLES[at]} of ${metric} of ${arm.arm}`,
    plot: { rows, band: { lower: low, upper: high }, reference: null, effect: meanRow(analysis) },
    legend: [`..... ${formatNumber(low)} to ${formatNumber(high)}, as claimed`, ...intervalLegend(analysis)]
  }
}

function valueRow(label: string, value: number, counts: boolean): DotRow {
  const mark = counts ? 'o' : 'x'
  return { label, text: formatNumber(value), value: Number.isFinite(value) ? value : null, mark }
}

function meanRow({ mean, interval }: MeanAnalysis): DotPlot['effect'] {
  return mean === null ? null : { label: 'mean', text: formatNumber(mean), value: mean, mark: 'O', interval }
}

function intervalLegend({ interval }: MeanAnalysis): string[] {
  return interval === null ? [] : [`=== interval ${formatInterval(interval, 3)}`]
}
