import { type Block, joined, type Line, list, type Table, table, words } from '../../document/document'
import type { DotRow } from '../../figures/dotPlot'
import type { Figure } from '../../figures/figure'
import { type Sample, sampleChart } from '../../figures/sampleChart'
import { mean } from '../../stats/describe'
import { formatCount, formatInterval, formatNumber, formatOptional, formatP, formatPercent } from '../../text/format'
import { bothTrained } from '../comparison/failures'
import { measureWords } from '../comparison/sentence'
import { withLevel } from '../shared/decisionWords'
import { type Effect, effectWords } from '../shared/effect'
import { divergedWords } from '../shared/runWords'
import { finiteOrNull, shortName } from '../shared/sampleFigure'
import { SPREAD_RULE, unseenWords } from '../shared/unseenWords'
import type { ClaimPlot, RunsByKey, Show, Shown } from '../show'
import { printRatio } from './sentence'
import type { SteadierAnalysis, SteadierEvidence, SteadierHypothesis, SteadierTypes } from './types'

export const steadierShow: Show<SteadierTypes> = {
  rule: (shown) => withLevel(rule(shown.claim.hypothesis, measureWords(shown.judgement.evidence)), shown),
  effect: (_, analysis) => effectOf(analysis),
  samples: ({ judgement }, runs) => samplesTable(judgement.evidence, runs),
  numbers,
  figures: (shown, id) => [spreadFigure(shown, id)],
  plot
}

function effectOf({ logRatio, interval, delta, numPairs }: SteadierAnalysis): Effect {
  const print = (ratio: number, digits: number) =>
    Number.isFinite(ratio) ? printRatio(ratio, delta, digits) : 'Infinity'
  return {
    unit: 'ratio of spreads',
    value: logRatio === null ? null : Math.exp(logRatio),
    interval:
      logRatio === null || interval === null
        ? null
        : { ...interval, lower: Math.exp(interval.lower), upper: Math.exp(interval.upper) },
    n: numPairs,
    words: (digits, isShort = false) =>
      logRatio === null ? null : `${isShort ? 'x' : 'spread x '}${print(Math.exp(logRatio), digits)}`,
    bound: print
  }
}

/** One row a pair. */
function samplesTable(evidence: SteadierEvidence, runs: RunsByKey): Table {
  const { pairs, control, treatment } = evidence
  const failed = (arm: string, side: SteadierEvidence['pairs'][number]['control']): Line | null => {
    if (side.failure === null) return null
    return side.failure === 'diverged'
      ? [words`${arm} diverged`, divergedWords(side.runKey, runs)]
      : words`${arm} ${side.failure === 'incomplete' ? 'ended before that' : 'learned nothing'}`
  }
  const rows = pairs.map(({ seed, control: a, treatment: b }) => [
    seed,
    formatNumber(a.value, 6),
    formatNumber(b.value, 6),
    joined(
      [failed(control.arm, a), failed(treatment.arm, b)].filter((line) => line !== null),
      '; '
    )
  ])
  const headers = [
    'seed',
    words`a: ${measureWords(evidence)} of ${control.arm}`,
    words`b: of ${treatment.arm}`,
    'failures'
  ]
  return table(headers, rows, [0, 1, 2])
}

function numbers({ claim, judgement: { analysis, p } }: Shown<SteadierTypes>): Block {
  const { controlDeviation, treatmentDeviation, logRatio, interval, delta, numPairs, unseen, failures } = analysis
  const of = claim.hypothesis.of === 'logarithms' ? ' of the logarithms' : ''
  const lines = [
    controlDeviation === null
      ? `Too few numbers (${formatCount(numPairs, 'pair')}) for a ratio of spreads.`
      : `Standard deviations${of}: control ${formatNumber(controlDeviation)}, treatment ${formatOptional(treatmentDeviation)}; correlation of the arms over the seeds ${formatOptional(analysis.correlation)}.`
  ]
  if (logRatio !== null && interval !== null) {
    lines.push(
      `Logarithm of their ratio, by the jackknife: ${formatNumber(logRatio)}, a ratio of ${formatNumber(Math.exp(logRatio))}; interval at level ${formatPercent(interval.level)}: ${formatInterval(interval)}, delta = ${formatNumber(delta)}.`,
      `p = ${formatP(p)} (jackknife t ${formatP(analysis.pJackknife)}, swaps within pairs ${formatP(analysis.pSwap)}, with skewness allowed for ${formatP(analysis.pSkew)}; the largest decides). ${formatCount(numPairs, 'pair')} trained in both arms; ${analysis.minPairs} is the smallest number that can decide.`,
      `Beside the verdict, never decisive: Pitman and Morgan, for normal pairs, p = ${formatP(analysis.pPitmanMorgan)}.`
    )
  }
  if (unseen !== undefined) lines.push(unseenWords(unseen, 'values of an arm', claim.decision.alpha))
  lines.push(
    `Failed runs: ${failures.control} of ${failures.numPairs} of the control, ${failures.treatment} of ${failures.numPairs} of the treatment.`
  )
  return list(lines)
}

function rule({ treatment, control, margin, of }: SteadierHypothesis, measured: string): Line {
  const what = of === 'logarithms' ? `logarithm of the ${measured}` : measured
  const bound = formatNumber(1 / (1 + margin.relative))
  return words`The standard deviation of the ${what} over the seeds, ${treatment} to ${control}, as a ratio: reproduced when its whole interval lies below ${bound}, below-margin when it lies below 1 and not below that, refuted when it lies above ${bound} and not below 1, inconclusive otherwise. The interval is the jackknife's t interval of the logarithm of the ratio over pairs of seeds; p with the skewness of the pseudo-values allowed for, and the test of Pitman and Morgan by swaps within pairs, have to agree. Beyond normal values spreads are known badly: each of these alone is wrong too often. ${SPREAD_RULE}`
}

/** Each run less its arm's mean, on the scale of the claim. */
function residuals({ pairs, control, treatment }: SteadierEvidence, { of: scale }: SteadierHypothesis) {
  const scaled = (value: number) => (scale === 'logarithms' ? Math.log(value) : value)
  const trained = pairs.filter(bothTrained)
  return [['control', control.arm] as const, ['treatment', treatment.arm] as const].map(([side, arm]) => {
    const values = trained.map((pair) => scaled(pair[side].value))
    const center = values.length === 0 ? Number.NaN : mean(values)
    return {
      side,
      arm,
      of: (pair: SteadierEvidence['pairs'][number]) =>
        bothTrained(pair) ? scaled(pair[side].value) - center : Number.NaN
    }
  })
}

function spreadFigure({ claim, judgement }: Shown<SteadierTypes>, id: string): Figure | null {
  const { evidence, analysis } = judgement
  const { pairs } = evidence
  if (!pairs.some(bothTrained)) return null
  const arms = residuals(evidence, claim.hypothesis)
  const { effect, interval } = effectWords(effectOf(analysis))
  const name = shortName(measureWords(evidence))
  return sampleChart({
    id: `${id}-spreads`,
    title: `Spread of ${name} over the seeds, ${shortName(arms[1]!.arm)} to ${shortName(arms[0]!.arm)}: ${effect} ${interval}`,
    unit: 'seed',
    description:
      'Each point is the value of one run less the mean of its arm; the arm that stays nearer to 0 is the steadier one.',
    valueTitle: `${name} less the arm's mean`,
    series: arms.map(({ arm }) => shortName(arm)),
    samples: pairs.flatMap((pair) =>
      arms.map(
        ({ side, arm, of }): Sample => ({
          name: String(pair.seed),
          value: finiteOrNull(of(pair)),
          series: shortName(arm),
          hollow: false,
          note: pair[side].failure ?? ''
        })
      )
    ),
    band: null,
    levels: [{ value: 0, words: 'mean' }],
    summary: null
  })
}

/** A row a run, less the mean of its arm. */
function plot({ claim, judgement: { evidence, analysis } }: Shown<SteadierTypes>): ClaimPlot | null {
  const deviation = analysis.controlDeviation
  if (deviation === null) return null
  const rows = residuals(evidence, claim.hypothesis).flatMap(({ side, of }) =>
    evidence.pairs.map((pair): DotRow => {
      const value = finiteOrNull(of(pair))
      return {
        label: `${side === 'control' ? 'a' : 'b'}, seed ${pair.seed}`,
        text: value === null ? (pair[side].failure ?? 'no number') : formatNumber(value),
        value,
        mark: side === 'control' ? 'x' : 'o'
      }
    })
  )
  return {
    title: `${measureWords(evidence)} less the mean of its arm; a: ${evidence.control.arm}, b: ${evidence.treatment.arm}`,
    plot: { rows, band: { lower: -deviation, upper: deviation }, reference: 0, effect: null },
    legend: ['| mean of the arm', '..... one standard deviation of a', 'x a', 'o b']
  }
}
