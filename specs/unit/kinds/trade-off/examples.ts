import type { MeasuredCost, Timing, TradeOffEvidence, TradeOffHypothesis } from '../../../../src/kinds/trade-off/types'
import type { ExamplesByKind } from '../../../contract/kindContract'
import { accuracies, pairs } from '../../report/evidence'
import { TAILED } from '../builders'

export const tradeOffHypothesis: TradeOffHypothesis = {
  kind: 'trade-off',
  metric: 'test.accuracy',
  at: 'final',
  better: 'higher',
  as: 'not-worse',
  treatment: 'amsgrad',
  control: 'adam',
  margin: { absolute: 0.01 },
  cheaper: { of: 'parameters', by: { relative: 0.25, epsilon: 0 } }
}

export const TIMED: Timing = { machines: ['a processor'], elsewhere: 0, overlapping: 0, apart: 0, treatmentFirst: 5 }

/** @param difference of the accuracies @param fewer parameters of the treatment, of 1,000 of the control */
export const counted = (difference: number, fewer: number, sd = 0.002, n = 10): TradeOffEvidence => ({
  kind: 'trade-off',
  quality: accuracies(`quality ${difference} ${sd} ${n}`, difference, sd, n),
  cost:
    n === 0
      ? { kind: 'counted', of: 'parameters', control: null, treatment: null }
      : { kind: 'counted', of: 'parameters', control: 1000, treatment: 1000 - fewer }
})

/** @param logRatio of what the treatment takes to what the control takes */
export const measured = (
  difference: number,
  logRatio: number,
  sd: number,
  timing: Timing | null
): TradeOffEvidence => ({
  ...counted(difference, 0),
  cost: {
    kind: 'measured',
    pairs: { ...pairs(`quality ${difference} 0.002 10`, logRatio, sd), metric: 'seconds', chanceLevel: null },
    timing
  }
})

const ofSeconds = { ...tradeOffHypothesis, cheaper: { ...tradeOffHypothesis.cheaper, of: 'seconds' } }
const example = (evidence: TradeOffEvidence, hypothesis = tradeOffHypothesis) => ({ hypothesis, evidence })
const timed = (...[difference, logRatio, sd, timing = TIMED]: readonly [number, number, number, Timing?]) =>
  example(measured(difference, logRatio, sd, timing), ofSeconds)

/** The same, with the accuracies of the treatment taken from elsewhere. */
function withDifferences(differences: readonly number[]): TradeOffEvidence {
  const evidence = counted(0, 400)
  const { quality } = evidence
  return {
    ...evidence,
    quality: {
      ...quality,
      pairs: quality.pairs.map((pair, i) => ({
        ...pair,
        treatment: { ...pair.treatment, value: pair.control.value + differences[i]! }
      }))
    }
  }
}

/** The treatment's runs of these seeds, or of all, diverged. */
function diverged(isLost: (seed: number) => boolean, sides: readonly ('control' | 'treatment')[]): TradeOffEvidence {
  const evidence = counted(0.02, 400, 0.002, 12)
  const lost = { value: Number.NaN, trainLoss: Number.NaN, failure: 'diverged' } as const
  return {
    ...evidence,
    quality: {
      ...evidence.quality,
      pairs: evidence.quality.pairs.map((pair) => ({
        ...pair,
        ...(isLost(pair.seed) && Object.fromEntries(sides.map((side) => [side, { ...pair[side], ...lost }])))
      }))
    }
  }
}

const byRatio: TradeOffHypothesis = {
  ...tradeOffHypothesis,
  metric: 'train.loss',
  better: 'lower',
  margin: { relative: 0.01, epsilon: 0 }
}

/** Values of which one has no logarithm. */
function withoutLogarithm(): TradeOffEvidence {
  const evidence = counted(0, 400)
  const quality = pairs('zero', 0, 0.01)
  return {
    ...evidence,
    quality: {
      ...quality,
      pairs: quality.pairs.map((pair) => ({ ...pair, treatment: { ...pair.treatment, value: 0, trainLoss: 0 } }))
    }
  }
}

const untied = (cost: MeasuredCost): MeasuredCost => ({
  ...cost,
  pairs: {
    ...cost.pairs,
    pairs: cost.pairs.pairs.map((pair) => ({
      ...pair,
      treatment: { ...pair.treatment, value: pair.control.value / 2 }
    }))
  }
})
const halved = measured(0, -0.7, 0.01, TIMED)

export const examples: ExamplesByKind<'trade-off'> = {
  'trade-off': [
    ['reproduced', example(counted(0, 400))],
    ['reproduced', timed(0, -0.5, 0.05)],
    ['reproduced', example(counted(0, 400), { ...tradeOffHypothesis, as: 'equivalent' })],
    ['below-margin', example(counted(0, 100))],
    ['below-margin', timed(0, -0.1, 0.02)],
    ['refuted (worse)', example(counted(-0.03, 400))],
    ['refuted (worse)', timed(-0.03, -0.5, 0.05)],
    ['refuted (not-cheaper)', example(counted(0, 0))],
    ['refuted (not-cheaper)', timed(0, 0.1, 0.05)],
    ['refuted (worse-and-not-cheaper)', example(counted(-0.03, -10))],
    ['inconclusive', example(counted(-0.01, 400))],
    ['inconclusive', timed(0, -0.25, 0.2)],
    ['inconclusive (timing)', timed(0, -0.5, 0.05, { ...TIMED, overlapping: 3 })],
    ['inconclusive (timing)', timed(0, -0.5, 0.05, { ...TIMED, machines: ['a processor', 'another'], elsewhere: 2 })],
    ['inconclusive (co-check)', example(counted(0, 400, 0.0005, 4))],
    [
      'inconclusive (no-spread)',
      { hypothesis: ofSeconds, evidence: { ...halved, cost: untied(halved.cost as MeasuredCost) } }
    ],
    ['inconclusive (skew)', example(withDifferences(TAILED.map((value) => -value / 10 - 0.01)))],
    ['inconclusive (failures)', example(diverged((seed) => seed < 4, ['treatment']))],
    ['not-evaluable (too-many-failures)', example(diverged(() => true, ['control', 'treatment']))],
    ['not-evaluable (too-few-pairs)', example(counted(0, 400, 0.002, 2))],
    ['not-evaluable (no-data)', example(counted(0, 400, 0.002, 0))],
    ['not-evaluable (no-logarithm)', example(withoutLogarithm(), byRatio)]
  ]
}
