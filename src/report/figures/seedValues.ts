import type { Figure } from '../../figures/figure'
import { type Sample, type SampleChart, sampleChart } from '../../figures/sampleChart'
import type { ContrastEvidence } from '../../kinds/contrast/types'
import type { GridEvidence, ShareEvidence } from '../../kinds/converges-to/types'
import type { RangeEvidence } from '../../kinds/range/types'
import type { RateEvidence } from '../../kinds/rate/types'
import { plainLine, shorten } from '../../text/escape'
import { formatNumber } from '../../text/format'
import type { JudgedClaim } from '../data/types'
import { effectWords } from '../words'

const NAME_LIMIT = 40
const short = (text: string): string => shorten(plainLine(text), NAME_LIMIT)
const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null)

type Common = Pick<SampleChart, 'id' | 'unit'> & { readonly title: string }

/** Where every run of one arm ended, beside the target. */
export function endPointChart(evidence: ShareEvidence | GridEvidence, id: string): Figure | null {
  const { arm, metric, target, tolerance, samples } = evidence
  if (samples.length === 0) return null
  const overSeeds = evidence.kind === 'share'
  const arrived = samples.filter(({ reached }) => reached).length
  return sampleChart({
    ...placeOf(
      id,
      `${short(arm)} ends at ${formatNumber(target)} from ${arrived} of ${samples.length} ${overSeeds ? 'seeds' : 'starting points'}`
    ),
    unit: overSeeds ? 'seed' : 'starting point x_1',
    description: `Each point is where a run ended; the grey band is the target with its tolerance. Hollow: not there.`,
    valueTitle: `last ${short(metric)}`,
    series: [short(arm)],
    samples: samples.map(
      ({ seed, initialPoint, value, reached }): Sample => ({
        name: overSeeds ? String(seed) : formatNumber(initialPoint),
        value: finite(value),
        series: short(arm),
        hollow: !reached,
        note: reached ? 'arrived' : 'not at the target'
      })
    ),
    ...targetOf(target, tolerance),
    summary: null
  })
}

/** Where every run of two arms ended, pair by pair. */
export function contrastChart(evidence: ContrastEvidence, id: string): Figure | null {
  const { control, treatment, metric, target, tolerance, pairs } = evidence
  if (pairs.length === 0) return null
  const reached = (arm: 'control' | 'treatment') => pairs.filter((pair) => pair[arm].reached).length
  const sample = (seed: number, arm: string, run: { readonly value: number; readonly reached: boolean }): Sample => ({
    name: String(seed),
    value: finite(run.value),
    series: short(arm),
    hollow: !run.reached,
    note: run.reached ? 'arrived' : 'not at the target'
  })
  return sampleChart({
    ...placeOf(
      id,
      `${short(treatment)} ends at ${formatNumber(target)} on ${reached('treatment')} of ${pairs.length} seeds, ${short(control)} on ${reached('control')}`
    ),
    unit: 'seed',
    description: 'Each point is where a run ended; the grey band is the target with its tolerance. Hollow: not there.',
    valueTitle: `last ${short(metric)}`,
    series: [short(control), short(treatment)],
    samples: pairs.flatMap((pair) => [
      sample(pair.seed, control, pair.control),
      sample(pair.seed, treatment, pair.treatment)
    ]),
    ...targetOf(target, tolerance),
    summary: null
  })
}

/** The slope of every run's average regret, beside the bound. */
export function rateChart({ claim, judgement }: JudgedClaim, evidence: RateEvidence, id: string): Figure | null {
  const { samples, slopeBelow, arm, over } = evidence
  const { analysis } = judgement
  if (samples.length === 0 || analysis.kind !== 'rate') return null
  const { effect, interval } = effectWords(claim, judgement)
  const whole = [effect, interval].filter((words) => words !== '–').join(' ')
  return sampleChart({
    ...placeOf(
      id,
      `Average regret of ${short(arm)}, slope on the log-log scale: ${whole}, to be below ${formatNumber(slopeBelow)}`
    ),
    unit: over === 'seeds' ? 'seed' : 'starting point x_1',
    description:
      'Each point is the slope of one run over its last decade of steps; the dashed line is the bound. Crosses: no slope.',
    valueTitle: 'slope of ln(R_t/t) on ln t',
    series: [short(arm)],
    samples: samples.map(
      ({ seed, initialPoint, slope, why }): Sample => ({
        name: over === 'seeds' ? String(seed) : formatNumber(initialPoint),
        value: finite(slope),
        series: short(arm),
        hollow: slope !== null && slope >= slopeBelow,
        note: why ?? ''
      })
    ),
    band: null,
    levels: [{ value: slopeBelow, words: `bound ${formatNumber(slopeBelow)}` }],
    summary: summaryOf(judgement, analysis)
  })
}

/** Every run's value beside the range in which the mean has to lie. */
export function rangeChart({ claim, judgement }: JudgedClaim, evidence: RangeEvidence, id: string): Figure | null {
  const { samples, low, high, metric } = evidence
  const { analysis } = judgement
  if (samples.length === 0 || analysis.kind !== 'range') return null
  const arm = short(evidence.arm.arm)
  const { effect, interval } = effectWords(claim, judgement)
  const reported =
    analysis.reported === null ? [] : [{ value: analysis.reported.value, words: 'reported by the source' }]
  return sampleChart({
    ...placeOf(
      id,
      `Final ${short(metric)} of ${arm}: ${effect} ${interval}, the range is ${formatNumber(low)} to ${formatNumber(high)}`
    ),
    unit: 'seed',
    description:
      'Each point is the value of one run; the grey band is the claimed range; the last mark is the mean with its interval.',
    valueTitle: `final ${short(metric)}`,
    series: [arm],
    samples: samples.map(
      ({ seed, value, failure }): Sample => ({
        name: String(seed),
        value: finite(value),
        series: arm,
        hollow: value < low || value > high,
        note: failure ?? ''
      })
    ),
    band: { from: low, to: high, words: 'claimed range' },
    levels: reported,
    summary: summaryOf(judgement, analysis)
  })
}

function placeOf(id: string, title: string): Pick<Common, 'id' | 'title'> {
  return { id: `${id}-values`, title }
}

function targetOf(target: number, tolerance: number) {
  return {
    band: { from: target - tolerance, to: target + tolerance, words: '' },
    levels: [{ value: target, words: `target ${formatNumber(target)}` }]
  }
}

function summaryOf(
  { verdict }: JudgedClaim['judgement'],
  { mean, interval }: { readonly mean: number | null; readonly interval: SampleChartInterval }
): SampleChart['summary'] {
  return mean === null ? null : { center: mean, interval, outcome: verdict.outcome }
}

type SampleChartInterval = NonNullable<SampleChart['summary']>['interval']
