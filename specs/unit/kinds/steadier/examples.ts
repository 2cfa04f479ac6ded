import type { SteadierEvidence, SteadierHypothesis } from '../../../../src/kinds/steadier/types'
import type { ExamplesByKind } from '../../../contract/kindContract'
import { runKeyOf } from '../../report/evidence'
import { CHOSEN, RIVAL, selectionOf, symmetric, times } from '../builders'

export const STEADIER: SteadierHypothesis = {
  kind: 'steadier',
  metric: 'train.loss',
  at: 'final',
  treatment: 'amsgrad',
  control: 'adam',
  margin: { relative: 0.1 },
  of: 'values',
  tuning: null
}

/** NaN: the run diverged. */
export function steadierOf(
  control: readonly number[],
  treatment: readonly number[],
  id = 'steadier'
): SteadierEvidence {
  const arm = (name: string) => ({ arm: name, setting: {}, selection: null })
  const side = (key: string, value: number) => ({
    runKey: runKeyOf(id, key),
    value,
    trainLoss: value,
    censored: false,
    failure: Number.isNaN(value) ? ('diverged' as const) : null
  })
  return {
    kind: 'steadier',
    metric: 'train.loss',
    measure: { kind: 'final' },
    transform: 'difference',
    control: arm('adam'),
    treatment: arm('amsgrad'),
    chanceLevel: Math.log(10),
    pairs: control.map((value, seed) => ({
      seed,
      control: side(`adam/${seed}`, value),
      treatment: side(`amsgrad/${seed}`, treatment[seed]!)
    }))
  }
}

const MOVED = 7
/** Two arms of 20 values about .3 with these standard deviations, in orders that have nothing to do with each other. */
export function spreads(control: number, treatment: number, n = 20): readonly [number[], number[]] {
  const own = symmetric(0.3, treatment, n)
  return [symmetric(0.3, control, n), own.map((_, index) => own[(index * MOVED) % n]!)]
}

const example = (evidence: SteadierEvidence, hypothesis: Partial<SteadierHypothesis> = {}) => ({
  hypothesis: { ...STEADIER, ...hypothesis },
  evidence
})
const of = (ratio: number, relative = 0.1) =>
  example(steadierOf(...spreads(0.05, 0.05 * ratio)), { margin: { relative } })

const NAN = Number.NaN
const [A, B] = spreads(0.05, 0.01)
/** Nine values near each other, and one that makes most of their spread: against others that spread twice as much. */
const TAILED = [0.299, 0.299, 0.299, 0.294, 0.321, 0.29, 0.304, 0.298, 0.297, 0.31]
const SPREAD = [0.311, 0.29, 0.306, 0.271, 0.256, 0.32, 0.309, 0.283, 0.318, 0.267]

/** The control at another setting, where it is as steady as the treatment. */
const hanging = (rival: number) => {
  const at = (evidence: SteadierEvidence, selected: boolean): SteadierEvidence => ({
    ...evidence,
    control: { ...evidence.control, setting: selected ? CHOSEN : RIVAL, selection: selected ? selectionOf(0.4) : null },
    treatment: { ...evidence.treatment, setting: CHOSEN, selection: selected ? selectionOf(0.01) : null }
  })
  const [other] = spreads(rival, 0.01)
  const chosen = at(steadierOf(A, B), true)
  const fresh = at(steadierOf(other, B, 'rival'), false)
  return {
    hypothesis: STEADIER,
    evidence: chosen,
    contenders: [{ arm: 'adam', setting: RIVAL, evidence: fresh }]
  }
}

export const examples: ExamplesByKind<'steadier'> = {
  steadier: [
    ['reproduced', of(0.3)],
    ['reproduced', example(steadierOf(A, B), { of: 'logarithms' })],
    ['reproduced', hanging(0.06)],
    ['below-margin', of(0.5, 9)],
    ['refuted (opposite)', of(3)],
    ['refuted (higher)', of(2, 1)],
    ['refuted (higher-by-less-than-margin)', of(2, 9)],
    ['refuted (equivalent)', of(1, 9)],
    ['refuted (no-better)', of(1.3, 0.5)],
    ['inconclusive', of(1)],
    ['inconclusive (direction)', of(0.5, 0.8)],
    ['inconclusive (co-check)', example(steadierOf(...spreads(0.05, 0.001, 5)))],
    ['inconclusive (skew)', example(steadierOf(SPREAD, TAILED))],
    ['inconclusive (no-spread)', example(steadierOf(A, [...times(12, 0.3), ...B.slice(12)]))],
    ['inconclusive (no-spread)', example(steadierOf(A, [...times(19, 0.3), 0.31]))],
    [
      'inconclusive (failures)',
      example(
        steadierOf(
          A,
          B.map((value, seed) => (seed % 3 === 0 ? NAN : value))
        )
      )
    ],
    ['inconclusive (selection)', hanging(0.01)],
    ['not-evaluable (too-many-failures)', example(steadierOf(times(10, NAN), times(10, NAN)))],
    ['not-evaluable (too-few-pairs)', example(steadierOf([0.3, 0.31], [0.3, 0.32]))],
    ['not-evaluable (no-data)', example(steadierOf([], []))],
    ['not-evaluable (no-logarithm)', example(steadierOf([...A.slice(1), 0], B), { of: 'logarithms' })]
  ]
}
