import type { OptimizerSpec } from '../../src/optim/presets'
import { normalStream, randomStream } from '../../src/random/streams'
import { initOptimizer, optimizerStep } from '../reference/optim/optimizer'
import { askTfjs, describeBackends, resultOf } from './support/askTfjs'
import { optimizerVariants } from './support/optimizerVariants'
import { SGD } from './support/smallDataset'

/** Epsilon is large, so that its three places differ; beta2 is low, so that v can fall and the maximum matters. */
const VARIANTS = optimizerVariants(
  {
    beta1: 0.8,
    beta2: 0.9,
    epsilon: 0.1,
    momentum: 0.9,
    learningRates: { plain: 0.05, summed: 0.05, divided: 0.05 }
  },
  { boundaries: [20, 45], factor: 0.3 }
)

const NUM_STEPS = 60
const SIZE = 6

const initial = [0.5, -0.25, 1, 0, -1.5, 0.125]

const CASES = VARIANTS.map(({ name, optimizer }) => ({ name, spec: optimizer }))

/** The same float32 gradients for all: noise, with a spike every seventh step that shrinks, so that v rises and falls. */
const gradients = gradientSequence()

describe('the gradient sequence', () => {
  test('tells every variant from every other by 100 tolerances', () => {
    const trajectories = CASES.map(({ spec }) => reference(spec))
    const closest = { distance: Number.POSITIVE_INFINITY, pair: '' }
    for (let a = 0; a < CASES.length; a++) {
      for (let b = 0; b < a; b++) {
        const tolerance = Math.max(...toleranceOf(trajectories[a]!), ...toleranceOf(trajectories[b]!))
        const distance = largestDistance(trajectories[a]!, trajectories[b]!) / tolerance
        if (distance < closest.distance)
          Object.assign(closest, { distance, pair: `${CASES[a]!.name} / ${CASES[b]!.name}` })
      }
    }
    expect(closest.distance).toBeGreaterThan(100)
  })
})

describeBackends('tfjs: optimizers agree with optim/', (backend) => {
  const answers = () =>
    askTfjs(
      backend,
      CASES.map(({ spec }) => ({ kind: 'optimizer', spec, numSteps: NUM_STEPS, initial, gradients }))
    ).map((answer) => resultOf<{ iterates: number[][]; iterations: number; isTfOptimizer: boolean }>(answer))
  let results: ReturnType<typeof answers>
  beforeAll(() => {
    results = answers()
  })

  test.each(CASES.map(({ name }, index) => [name, index] as const))('%s', (_name, index) => {
    const { iterates, iterations, isTfOptimizer } = results[index]!
    const expected = reference(CASES[index]!.spec)
    const tolerances = toleranceOf(expected)
    expect(isTfOptimizer).toBe(true)
    expect(iterations).toBe(NUM_STEPS)
    const excess = expected.map((x, t) => largest(x.map((value, i) => value - iterates[t]![i]!)) / tolerances[t]!)
    expect(Math.max(...excess)).toBeLessThan(1)
  })

  test.each([0, 0.4, 0.9, 0.999])('a moving average with beta %d is not biased by float32', (beta) => {
    const random = randomStream(0, 'problem')
    const values = Array.from({ length: 4000 }, () => Array.from({ length: 40 }, () => Math.fround(2 * random())))
    const [answer] = askTfjs(backend, [{ kind: 'movingAverage', beta, values }])
    const expected = values.reduce(
      (average, value) => average.map((a, i) => beta * a + (1 - beta) * value[i]!),
      values[0]!.map(() => 0)
    )
    const errors = resultOf<number[]>(answer).map((value, i) => value / expected[i]! - 1)
    const bias = errors.reduce((a, b) => a + b, 0) / errors.length
    // One average wanders by 2^-24 sqrt(1/(1 - beta)) = 2e-6 at beta 0.999, the mean of forty by 3e-7. Factors that do
    // not add up to 1 in float32 lift all of them by 1.3e-5.
    expect(Math.abs(bias)).toBeLessThan(1.5e-6)
  })

  test('one that goes on from what another saved makes the same updates, to the bit', () => {
    const resumeAt = 23
    const tasks = CASES.map(
      ({ spec }) => ({ kind: 'optimizer', spec, numSteps: NUM_STEPS, initial, gradients }) as const
    )
    const resumed = askTfjs(
      backend,
      tasks.map((task) => ({ ...task, resumeAt }))
    ).map((answer) => resultOf<{ iterates: number[][]; iterations: number; tensors: number }>(answer))
    expect(resumed.map(({ iterates }) => iterates)).toEqual(results.map(({ iterates }) => iterates))
    expect(new Set(resumed.map(({ iterations }) => iterations))).toEqual(new Set([NUM_STEPS]))
    expect(new Set(resumed.map(({ tensors }) => tensors))).toEqual(new Set([0]))
  })

  test('a projection is refused: parameters of a network have no domain', () => {
    const spec: OptimizerSpec = { ...SGD, projection: 'box' }
    const [answer] = askTfjs(backend, [{ kind: 'optimizer', spec, numSteps: 1, initial, gradients }])
    expect(answer).toMatchObject({ error: { name: 'InputError' } })
  })
})

function reference(spec: OptimizerSpec): Float64Array[] {
  let x: Float64Array = Float64Array.from(initial)
  let state = initOptimizer(spec, SIZE)
  return gradients.map((gradient) => {
    const update = optimizerStep(spec, state, x, Float64Array.from(gradient), { numSteps: NUM_STEPS, domain: null })
    x = update.x
    state = update.state
    return x
  })
}

/**
 * How far float32 may be off after each step. An update rounds x once (2^-24 |x|) and its step some ten times: moving
 * averages, square root, quotient, factors. The averages forget their roundings as they forget gradients, and their
 * roundings are relative to the largest step of the run, since a small m may be the difference of large gradients:
 * 16 2^-24 times the largest step. Errors of the steps add up in x.
 */
function toleranceOf(trajectory: readonly Float64Array[]): number[] {
  const before = [Float64Array.from(initial), ...trajectory]
  const steps = trajectory.map((x, t) => largest(x.map((value, i) => value - before[t]![i]!)))
  const largestStep = Math.max(...steps)
  let sum = 0
  return trajectory.map((x) => {
    sum += 2 ** -24 * (largest(x) + 16 * largestStep)
    return sum
  })
}

function largestDistance(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  return Math.max(...a.map((x, t) => largest(x.map((value, i) => value - b[t]![i]!))))
}

function largest(values: ArrayLike<number>): number {
  return Math.max(...Array.from(values, Math.abs))
}

function gradientSequence(): number[][] {
  const normal = normalStream(randomStream(0, 'problem'))
  return Array.from({ length: NUM_STEPS }, (_, t) =>
    Array.from({ length: SIZE }, () => Math.fround(normal() * (t % 7 === 0 ? 3 / (1 + t / 10) : 0.3)))
  )
}
