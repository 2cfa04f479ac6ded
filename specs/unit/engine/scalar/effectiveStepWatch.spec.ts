import { EffectiveStepWatch } from '../../../../src/engine/scalar/effectiveStepWatch'
import { simulate } from '../../../../src/engine/scalar/simulate'
import { InputError } from '../../../../src/errors'
import type { AdamSpec, AmsgradSpec } from '../../../../src/optim/presets'
import type { Schedule } from '../../../../src/optim/schedule'
import { scheduledLearningRate } from '../../../../src/optim/schedule'
import { updateRuleOf } from '../../../../src/optim/updateRule'
import { randomStream } from '../../../../src/random/streams'
import type { SyntheticRunSpec } from '../../../../src/runs/synthetic/types'
import { denominators, initOptimizer, optimizerStep } from '../../../reference/optim/optimizer'
import { slopeAt } from '../../../reference/problems/slope'
import { plainVariants } from '../../../support/presetVariants'
import { ADAM, AMSGRAD, BERNOULLI, PERIODIC, runSpec } from './runSpecs'

// In Jest's VM context every look at a global is a call into the host.
const { abs, sqrt } = Math
const { EPSILON } = Number

const ADAPTIVE = ADAM as AdamSpec
const WATCHED = { points: 1, window: 1, effectiveStep: true } as const

interface Update {
  readonly effectiveStep: number
  /** |x_{t+1} - x_t| before projection. */
  readonly moved: number
  /** |mhat_t| */
  readonly momentum: number
}

/** Every update by the pure functions, its effective step from the state that they leave, as the reference has it. */
function referenceUpdates(spec: SyntheticRunSpec): Update[] {
  const optimizer = { ...spec.optimizer, projection: 'none' as const }
  const rule = updateRuleOf(optimizer)
  const random = randomStream(spec.seeds.problem, 'problem')
  let state = initOptimizer(optimizer, 1)
  return Array.from({ length: spec.numSteps }, (_, index) => {
    const slope = slopeAt(spec.problem, index + 1, random)
    const update = optimizerStep(optimizer, state, Float64Array.of(0), Float64Array.of(slope), {
      numSteps: spec.numSteps,
      domain: null
    })
    state = update.state
    const learningRate = scheduledLearningRate(optimizer.schedule, optimizer.learningRate, index + 1, spec.numSteps)
    const c1 = rule.biasCorrection ? 1 - state.beta1Power : 1
    return {
      effectiveStep: learningRate / denominators(rule, state)[0]!,
      moved: abs(update.x[0]!),
      momentum: abs(state.m[0]! / c1)
    }
  })
}

function growthOf(updates: readonly Update[]) {
  const ratios = updates.map(({ effectiveStep }, index) =>
    index === 0 ? 1 : effectiveStep / updates[index - 1]!.effectiveStep
  )
  const grew = ratios.flatMap((_, index) =>
    index > 0 && updates[index]!.effectiveStep > updates[index - 1]!.effectiveStep ? [index] : []
  )
  return {
    growths: grew.length,
    firstGrowth: grew.length === 0 ? 0 : grew[0]! + 1,
    maxGrowth: Math.max(1, ...grew.map((index) => ratios[index]!))
  }
}

function watchedGrowth(changes: Partial<SyntheticRunSpec>) {
  const simulation = simulate(runSpec({ ...changes, record: WATCHED }))
  let next = simulation.next()
  while (next.done !== true) next = simulation.next()
  const { metrics } = next.value
  const last = (name: string) => metrics[`effectiveStep.${name}`]!.values.at(-1)!
  return { growths: last('growths'), firstGrowth: last('firstGrowth'), maxGrowth: last('maxGrowth') }
}

const SCHEDULES: readonly Schedule[] = [{ name: 'constant' }, { name: 'inverse-sqrt' }, { name: 'linear' }]
/** beta2 with which the bias correction ends within the run; without momentum, so that a step is that of its time. */
const NUMBERS = {
  projection: 'none',
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 0.01,
  momentum: 0,
  learningRates: { plain: 0.01, summed: 0.01, divided: 0.01 }
} as const
const VARIANTS = SCHEDULES.flatMap((schedule) => Object.entries(plainVariants(NUMBERS, schedule))).filter(
  ([, optimizer]) => 'beta2' in optimizer
)

describe('the watch of the effective step', () => {
  it.each(VARIANTS)('sees what the pure functions do: %s', (_title, optimizer) => {
    for (const problem of [PERIODIC, BERNOULLI]) {
      // more than two blocks of the loop, and not a multiple of one
      const spec = runSpec({ problem, optimizer, numSteps: 2500 })
      const updates = referenceUpdates(spec)
      expect(watchedGrowth(spec)).toEqual(growthOf(updates))
      // The step that was taken is the effective step times mhat, but for the rounding of three operations.
      const apart = updates.filter(
        ({ moved, momentum, effectiveStep }) => !(abs(moved - effectiveStep * momentum) <= 4 * EPSILON * moved)
      )
      expect(apart).toEqual([])
    }
  })

  it('counts up to each recorded step, whatever the blocks', () => {
    const spec = runSpec({ numSteps: 3000, record: { points: 300, window: 1, effectiveStep: true } })
    const updates = referenceUpdates(spec)
    const simulation = simulate(spec).next()
    if (simulation.done !== true) throw new Error('3,000 steps need no pause')
    const { at, values } = simulation.value.metrics['effectiveStep.growths']!
    expect(values).toEqual(at.map((step) => growthOf(updates.slice(0, step)).growths))
  })

  it('changes nothing of the trajectory', () => {
    const record = { points: 20, window: 7 }
    const plain = simulate(runSpec({ problem: BERNOULLI, record })).next()
    const watched = simulate(runSpec({ problem: BERNOULLI, record: { ...record, effectiveStep: true } })).next()
    if (plain.done !== true || watched.done !== true) throw new Error('1,000 steps need no pause')
    expect(Object.keys(plain.value.metrics)).toEqual(['x', 'x.windowMean', 'regret'])
    expect(watched.value.metrics).toMatchObject(plain.value.metrics)
  })

  it('refuses SGD, which has no second moment', () => {
    const optimizer = {
      name: 'SGD',
      learningRate: 0.1,
      momentum: 0,
      schedule: { name: 'constant' },
      projection: 'box'
    } as const
    expect(() => simulate(runSpec({ optimizer, record: WATCHED })).next()).toThrow(InputError)
  })

  it('calls a step without gradient and epsilon infinite, and a shorter one after it no growth', () => {
    const watch = new EffectiveStepWatch({ ...updateRuleOf(ADAPTIVE), beta2: ADAPTIVE.beta2 })
    watch.advance(Float64Array.of(0, 3, 0), Float64Array.of(1, 1, 1), 3)
    // beta2 0.99: v falls to 0.99 v in the third step, so the step grows by 1/sqrt(.99).
    expect(watch.growth()).toEqual({ growths: 1, firstGrowth: 3, maxGrowth: expect.closeTo(1 / sqrt(0.99), 14) })
  })
})

// Reddi et al. 2018, section 2 and algorithm 2: what AMSGrad is made for, and what bias correction undoes.
describe('the effective step never grows', () => {
  const published = { numSteps: 100_000, initialPoint: 0 }

  it.each(SCHEDULES)('under AMSGrad without bias correction, schedule %j', (schedule) => {
    for (const problem of [PERIODIC, BERNOULLI]) {
      const optimizer = { ...AMSGRAD, schedule } as AmsgradSpec
      expect(watchedGrowth({ ...published, problem, optimizer })).toEqual({ growths: 0, firstGrowth: 0, maxGrowth: 1 })
    }
  })

  it('but under Adam it does: after every rare slope v falls until the next', () => {
    const { growths, firstGrowth, maxGrowth } = watchedGrowth({ ...published, optimizer: ADAM })
    // Slope 1010 at step 1; v decays by 0.99 from step 2 on.
    expect(firstGrowth).toBe(2)
    expect(growths).toBeGreaterThan(90_000)
    // v_t >= 0.99 v_{t-1}: no step grows by more than 1/sqrt(.99); the rounding of v, sqrt and the quotient is slack.
    expect(maxGrowth).toBeLessThanOrEqual((1 + 4 * EPSILON) / sqrt(0.99))
    expect(maxGrowth).toBeGreaterThan(1.005)
  })

  it('and under AMSGrad with bias correction: the correction grows while the maximum stands still', () => {
    const optimizer = { ...AMSGRAD, biasCorrection: true } as AmsgradSpec
    const { growths, firstGrowth, maxGrowth } = watchedGrowth({ ...published, optimizer })
    expect(firstGrowth).toBe(2)
    expect(growths).toBeGreaterThan(100)
    // c_1 = 0.01 and c_2 = 0.0199 over the same maximum: the step grows by sqrt(1.99) at first.
    expect(maxGrowth).toBeCloseTo(sqrt(1.99), 12)
  })

  it('not where the corrected moment is maximised, as optax does', () => {
    const optimizer = { ...AMSGRAD, biasCorrection: true, maximum: 'corrected' } as AmsgradSpec
    expect(watchedGrowth({ ...published, optimizer }).growths).toBe(0)
  })
})
