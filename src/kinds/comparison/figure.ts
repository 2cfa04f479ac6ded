import type { Figure } from '../../figures/figure'
import { linearPercentTicks, PERCENT_LABEL, percentOf } from '../../figures/percentTicks'
import { type Level, type Sample, sampleChart } from '../../figures/sampleChart'
import { armName } from '../../text/armName'
import { formatNumber } from '../../text/format'
import { effectWords } from '../shared/effect'
import { pointWords } from '../shared/runPoint'
import { unusedSeeds } from '../shared/runWords'
import { shortName } from '../shared/sampleFigure'
import type { Shown } from '../show'
import { pairedEffect } from './effect'
import { bothTrained } from './failures'
import { deltaOf, epsilonOf, pairEffect } from './pairEffect'
import type { AnyPaired, PairedEvidence } from './types'

/** The effect of every pair in seed order, beside the interval of all and the margin. */
export function pairFigure(shown: Shown<AnyPaired>, id: string): Figure | null {
  const { claim, judgement } = shown
  const { evidence, analysis } = judgement
  const { hypothesis } = claim
  if (evidence.pairs.length === 0) return null
  const { margin } = hypothesis
  const effect = pairEffect(claim, hypothesis)
  const unused = unusedSeeds(analysis)
  const [a, b] = [evidence.control.arm, evidence.treatment.arm].map(armName)
  const samples = evidence.pairs.map((pair): Sample => {
    const hasLogarithm = 'absolute' in margin || Math.min(pair.control.value, pair.treatment.value) + margin.epsilon > 0
    const value = bothTrained(pair) && hasLogarithm ? effect(pair.control.value, pair.treatment.value) : null
    const note = value === null ? 'no effect: a run failed, or a value has no logarithm' : ''
    return { name: String(pair.seed), value, series: 'pair', hollow: unused.has(pair.seed), note }
  })
  const delta = deltaOf(margin)
  const percent = !('absolute' in margin) && epsilonOf(margin) === 0
  const words = (value: number) => (percent ? percentOf(value) : formatNumber(value))
  const levels: Level[] = [
    { value: 0, words: 'no difference' },
    ...(delta === 0 ? [] : [-delta, delta].map((value) => ({ value, words: `margin ${words(value)}` })))
  ]
  const { theta, interval } = analysis
  return sampleChart({
    id: `${id}-pairs`,
    title: titleOf(shown, { a: a!, b: b! }),
    description: [
      `Each point is a pair of runs that share a seed: how far ${b} lies above ${a}.`,
      ...(delta === 0 ? [] : ['The grey band is the margin.']),
      ...(theta === null ? [] : ['The last mark is the centre of all pairs with its interval.']),
      ...(samples.some(({ value }) => value === null) ? ['Crosses at the bottom are pairs without an effect.'] : []),
      ...(unused.size === 0 ? [] : ['Hollow points are seeds that came after the verdict.'])
    ].join(' '),
    unit: 'seed',
    valueTitle: percent
      ? `change of ${shortName(evidence.metric)}`
      : 'absolute' in margin
        ? evidence.measure.kind === 'time-to'
          ? `difference in ${evidence.measure.unit}s (${b} less ${a})`
          : `${b} less ${a}: ${shortName(evidence.metric)}`
        : 'ln((b + eps)/(a + eps))',
    samples,
    series: ['pair'],
    band: delta === 0 ? null : { from: -delta, to: delta, words: '' },
    levels,
    summary: theta === null ? null : { center: theta, interval, outcome: judgement.verdict.outcome },
    ...(percent && { ticks: PERCENT_TICKS })
  })
}

/** At one point or, where the control is at another, at two; or from a third arm. */
function pointsWords({ measure, controlMeasure, distanceTo }: PairedEvidence, name: string): string {
  if (measure.kind === 'auc' || measure.kind === 'time-to') return name
  const own = pointWords(name, measure)
  if (distanceTo !== undefined) return `distance of ${own} to ${armName(distanceTo.arm)}'s`
  return controlMeasure === undefined ? own : `${own} against ${pointWords(name, controlMeasure)}`
}

const PERCENT_TICKS = { valuesFor: linearPercentTicks, label: PERCENT_LABEL }

function titleOf(
  { claim, judgement: { evidence, analysis } }: Shown<AnyPaired>,
  { a, b }: { readonly a: string; readonly b: string }
): string {
  const { metric, pairs, measure } = evidence
  const { effect, interval } = effectWords(pairedEffect(claim.hypothesis.margin, analysis))
  const name = shortName(metric)
  const what =
    measure.kind === 'auc'
      ? `${name} over the epochs`
      : measure.kind === 'time-to'
        ? `time to reach its ${name}`
        : pointsWords(evidence, name)
  if (analysis.theta === null) return `${b} against ${a}, ${what}: too few of ${pairs.length} pairs have an effect`
  return `${b} against ${a}, ${what}: ${effect} ${interval} over ${analysis.numPairs} pairs`
}
