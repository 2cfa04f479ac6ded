import { collectEvidence, type JudgedRun } from '../../../../src/judge/collectEvidence'
import type { RunTiming } from '../../../../src/kinds/shared/runs'
import type { TradeOffHypothesis } from '../../../../src/kinds/trade-off/types'
import { resolveProgram } from '../../../../src/runs/program/resolve'
import { twoSeeds } from '../../../../src/runs/program/templates'
import { ADAM, claim, classificationExperiment, TFJS_IDENTITY } from '../../../support/builders'
import { plan, result, role, series } from '../../judge/runs'
import { tradeOffHypothesis } from './examples'

const roles = [0, 1, 2].flatMap((seed) =>
  ['amsgrad', 'adam'].map((arm) => role(`${arm} ${seed}`, { arm, seed, setting: {} }))
)
const accuracy = { 'test.accuracy': series(0.9), 'train.loss': series(0.1) }
const hypothesisOf = (of: string): TradeOffHypothesis => ({
  ...tradeOffHypothesis,
  cheaper: { ...tradeOffHypothesis.cheaper, of }
})

function costOf(of: string, results: ReadonlyMap<string, JudgedRun>, experiment = classificationExperiment()) {
  const evidence = collectEvidence(plan(roles, { claim: claim({ hypothesis: hypothesisOf(of) }), experiment }), results)
  if (evidence?.kind !== 'trade-off') throw new Error('a trade-off has the evidence of one')
  return evidence.cost
}

const resultsOf = (of: (arm: string, seed: number) => object): Map<string, JudgedRun> =>
  new Map(roles.map(({ key, arm, seed }) => [key, { ...result(accuracy), ...of(arm, seed) }]))

describe('what is counted of a training', () => {
  const { model, loss, data } = classificationExperiment()
  const spec = {
    kind: 'classification',
    seeds: { init: 0, order: 0, dropout: 0, problem: 0 },
    engine: TFJS_IDENTITY,
    optimizer: ADAM,
    model,
    loss,
    data: { ...data, digest: 'digest' }
  } as const
  const small = { ...spec, training: { batchSize: 100, epochs: 3 }, data: { ...spec.data, trainImages: 1050 } }
  const large = {
    ...small,
    training: { batchSize: 50, epochs: 4 },
    model: { layers: [...spec.model.layers, ...spec.model.layers] }
  }
  const results = resultsOf((arm) => ({ spec: arm === 'adam' ? large : small }))

  it('is that of what was run, arm by arm', () => {
    // Images of 8 x 8 into 10 classes, and 10 into 10 behind it.
    expect(costOf('parameters', results)).toEqual({
      kind: 'counted',
      of: 'parameters',
      control: 650 + 110,
      treatment: 650
    })
    expect(costOf('updates', results)).toEqual({ kind: 'counted', of: 'updates', control: 21 * 4, treatment: 10 * 3 })
  })

  it('counts bytes with what the optimizer keeps beside the weights: two moments of Adam', () => {
    expect(costOf('bytes', results)).toMatchObject({ treatment: 4 * 650 * (1 + 2) })
  })

  it('is nothing where nothing was run', () => {
    const evidence = collectEvidence(plan([], { claim: claim({ hypothesis: hypothesisOf('parameters') }) }), new Map())
    expect(evidence).toMatchObject({ cost: { kind: 'counted', control: null, treatment: null } })
  })
})

describe('the time of a run', () => {
  /** One run after the other, a pair a seed; each takes 2 s, that of the treatment 1 s. */
  const timing = (arm: string, seed: number): RunTiming => {
    const startedAtMs = 10_000 * seed + (arm === 'adam' ? 0 : 2000)
    return { startedAtMs, seconds: arm === 'adam' ? 2 : 1, machine: 'a processor', isComparable: true }
  }
  const timed = (change: (arm: string, seed: number) => Partial<RunTiming> = () => ({})) =>
    costOf(
      'seconds',
      resultsOf((arm, seed) => ({ timing: { ...timing(arm, seed), ...change(arm, seed) } }))
    )
  const GOOD = { machines: ['a processor'], elsewhere: 0, overlapping: 0, apart: 0, treatmentFirst: 0 }

  it('stands in the place of the metric, pair by pair', () => {
    const cost = timed()
    if (cost.kind !== 'measured') throw new Error('a time is measured')
    expect(cost.timing).toEqual(GOOD)
    expect(cost.pairs.metric).toBe('seconds')
    expect(cost.pairs.pairs.map((pair) => [pair.control.value, pair.treatment.value])).toEqual([
      [2, 1],
      [2, 1],
      [2, 1]
    ])
  })

  it.each<[string, (arm: string, seed: number) => Partial<RunTiming>, Partial<typeof GOOD>]>([
    [
      'another machine',
      (_, seed) => (seed === 1 ? { isComparable: false, machine: 'b' } : {}),
      { elsewhere: 2, machines: ['a processor', 'b'] }
    ],
    [
      'at the same time',
      (arm, seed) => (arm === 'amsgrad' ? { startedAtMs: 10_000 * seed + 500 } : {}),
      { overlapping: 3 }
    ],
    [
      'one arm after the other',
      (arm, seed) => ({ startedAtMs: 10_000 * seed + (arm === 'adam' ? 0 : 100_000) }),
      { apart: 3 }
    ],
    [
      'a pair a day apart',
      (arm, seed) => (seed === 2 && arm === 'adam' ? { startedAtMs: 1e9 } : {}),
      { apart: 1, treatmentFirst: 1 }
    ],
    [
      'the treatment first',
      (arm, seed) => (arm === 'adam' ? { startedAtMs: 10_000 * seed + 4000 } : {}),
      { treatmentFirst: 3 }
    ]
  ])('is known to be made with %s', (_, change, found) => {
    expect(timed(change)).toMatchObject({ timing: { ...GOOD, ...found } })
  })

  it('that nobody took is no time', () => {
    expect(
      costOf(
        'seconds',
        resultsOf(() => ({}))
      )
    ).toMatchObject({ timing: { elsewhere: 6, machines: [] } })
  })
})

describe('what a program logs', () => {
  const file = twoSeeds('toy')
  const metrics = {
    ...file.metrics,
    'test.accuracy': { unit: null, better: 'higher' },
    seconds: { unit: null },
    parameters: { unit: null }
  } as const
  const experiment = resolveProgram({ ...file, metrics })
  const logged = (name: string, value: (arm: string, seed: number) => number) =>
    costOf(
      name,
      resultsOf((arm, seed) => ({ metrics: { ...accuracy, [name]: series(value(arm, seed)) } })),
      experiment as never
    )

  it('is what is meant by its name: a duration of its own is no time of claimcheck', () => {
    expect(logged('seconds', (arm, seed) => (arm === 'adam' ? 3 : 2) + seed / 10)).toMatchObject({
      kind: 'measured',
      timing: null,
      pairs: { pairs: [{ control: { value: 3 }, treatment: { value: 2 } }, {}, {}] }
    })
  })

  it('is counted where it is a count, the same in every run of an arm', () => {
    expect(logged('parameters', (arm) => (arm === 'adam' ? 30 : 20))).toEqual({
      kind: 'counted',
      of: 'parameters',
      control: 30,
      treatment: 20
    })
    expect(logged('parameters', (_, seed) => seed + 1)).toMatchObject({ kind: 'measured' })
  })
})
