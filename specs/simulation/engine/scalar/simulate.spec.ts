import fc from 'fast-check'
import type { RunOutcome } from '../../../../src/engine/engine'
import { simulate } from '../../../../src/engine/scalar/simulate'
import type { OptimizerSpec } from '../../../../src/optim/presets'
import type { Schedule } from '../../../../src/optim/schedule'
import type { Problem, SyntheticRunSpec } from '../../../../src/runs/synthetic/types'
import { anyOptimizer } from '../../../support/optimizers'
import { presetVariants } from '../../../support/presetVariants'
import { referenceRun } from '../../../unit/engine/scalar/reference'
import { AMSGRAD, BERNOULLI, PERIODIC, runSpec } from '../../../unit/engine/scalar/runSpecs'

function run(spec: SyntheticRunSpec): RunOutcome {
  const simulation = simulate(spec)
  for (;;) {
    const next = simulation.next()
    if (next.done === true) return next.value
  }
}

function values(outcome: RunOutcome, metric: string): readonly number[] {
  return outcome.metrics[metric]!.values
}

const SCHEDULES: readonly Schedule[] = [{ name: 'constant' }, { name: 'inverse-sqrt' }, { name: 'linear' }]
const PROJECTIONS = ['box', 'none'] as const

/** Betas with which the bias correction ends within the run. */
const NUMBERS = {
  beta1: 0.5,
  beta2: 0.95,
  epsilon: 1e-2,
  momentum: 0.9,
  learningRates: { plain: 0.01, summed: 0.01, divided: 0.01 }
}

describe.each<[string, Problem]>([
  ['periodic-linear', PERIODIC],
  ['bernoulli-linear', BERNOULLI]
])('simulate, %s: the bits of the pure functions', (_, problem) => {
  const optimizers = SCHEDULES.flatMap((schedule) =>
    PROJECTIONS.flatMap((projection) =>
      Object.entries(presetVariants({ ...NUMBERS, projection }, schedule)).map(
        ([title, optimizer]) => [`${title}, ${projection}`, optimizer] as const
      )
    )
  )

  it.each(optimizers)('%s', (_title, optimizer) => {
    // more than two blocks of the loop, and not a multiple of one
    const spec = runSpec({ problem, optimizer, numSteps: 2500, record: { points: 2500, window: 1 } })
    const expected = referenceRun(spec)
    const outcome = run(spec)
    expect(outcome.status).toEqual({ kind: 'completed' })
    expect(values(outcome, 'x')).toEqual(expected.x)
    expect(values(outcome, 'regret')).toEqual(expected.regret)
    expect(values(outcome, 'x.windowMean')).toEqual(expected.x)
  })
})

describe('simulate, whatever the rule', () => {
  it('has the bits of the pure functions', () => {
    fc.assert(
      fc.property(anyOptimizer(), fc.constantFrom(PERIODIC, BERNOULLI), (optimizer, problem) => {
        const changes = { problem, optimizer: optimizer as OptimizerSpec, record: { points: 300, window: 1 } }
        const spec = runSpec({ ...changes, numSteps: 300 })
        expect(values(run(spec), 'x')).toEqual(referenceRun(spec).x)
      })
    )
  })
})

describe('simulate, the recorded trajectory', () => {
  it('is the same thinned as full: what is recorded changes no bit', () => {
    const recordings = fc.record({
      numSteps: fc.integer({ min: 1, max: 4000 }),
      points: fc.integer({ min: 1, max: 50 }),
      window: fc.integer({ min: 1, max: 2500 })
    })
    fc.assert(
      fc.property(recordings, ({ numSteps, points, window }) => {
        const full = run(runSpec({ problem: BERNOULLI, numSteps, record: { points: numSteps, window: 1 } }))
        const thinned = run(runSpec({ problem: BERNOULLI, numSteps, record: { points, window } }))
        const { at } = thinned.metrics.x!
        expect(at.at(-1)).toBe(numSteps)
        for (const metric of ['x', 'regret']) {
          expect(thinned.metrics[metric]).toMatchObject({ unit: 'step', at })
          expect(values(thinned, metric)).toEqual(at.map((step) => values(full, metric)[step - 1]))
        }
        at.forEach((step, i) => {
          const iterates = values(full, 'x').slice(Math.max(0, step - window), step)
          const mean = iterates.reduce((sum, x) => sum + x, 0) / iterates.length
          // at most 2,500 terms of size 1, added in another order
          expect(Math.abs(values(thinned, 'x.windowMean')[i]! - mean)).toBeLessThan(1e-12)
        })
      }),
      { numRuns: 60 }
    )
  })

  it('takes the random draws from the seed of the stream `problem`, and from no other', () => {
    const seeds = { init: 0, order: 0, dropout: 0, problem: 0 }
    const first = run(runSpec({ problem: BERNOULLI, seeds }))
    expect(run(runSpec({ problem: BERNOULLI, seeds: { init: 5, order: 6, dropout: 7, problem: 0 } }))).toEqual(first)
    expect(run(runSpec({ problem: BERNOULLI, seeds: { ...seeds, problem: 1 } }))).not.toEqual(first)
  })
})

describe('simulate, divergence', () => {
  it('0/0 at the first step: a zero gradient without epsilon', () => {
    const spec = runSpec({ problem: { ...PERIODIC, rareSlope: 0 } })
    expect(run(spec)).toEqual({
      status: { kind: 'diverged', step: 1, what: 'x' },
      metrics: {
        x: { unit: 'step', at: [], values: [] },
        'x.windowMean': { unit: 'step', at: [], values: [] },
        regret: { unit: 'step', at: [], values: [] }
      }
    })
  })

  it('names the first step whose iterate is not finite, and keeps what was recorded before', () => {
    const optimizer: OptimizerSpec = {
      name: 'SGD',
      learningRate: 1.7e305,
      momentum: 0,
      schedule: { name: 'constant' },
      projection: 'none'
    }
    const spec = runSpec({ optimizer, numSteps: 5000, record: { points: 5000, window: 1 } })
    const reference = referenceRun(spec)
    const step = reference.x.findIndex((x) => !Number.isFinite(x)) + 1
    expect(step).toBeGreaterThan(1)
    const outcome = run(spec)
    expect(outcome.status).toEqual({ kind: 'diverged', step, what: 'x' })
    expect(values(outcome, 'x')).toEqual(reference.x.slice(0, step - 1))
  })
})

describe('simulate, progress', () => {
  it('pauses every few million steps with a rising share below 1', () => {
    const shares = [...simulate(runSpec({ optimizer: AMSGRAD, numSteps: 9_000_000 }))]
    expect(shares.length).toBeGreaterThanOrEqual(2)
    expect([...shares].sort((a, b) => a - b)).toEqual(shares)
    for (const share of shares) expect(share > 0 && share < 1).toBe(true)
  })
})
