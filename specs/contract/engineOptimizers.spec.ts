import { updateRuleOf } from '../../src/optim/updateRule'
import { referenceRun, referenceUpdates } from '../reference/training'
import { type Answer, askForParameters, outcomeOf, resultOf } from './support/askEngine'
import { describeEngines } from './support/engineVariants'
import { largest } from './support/forcedGradients'
import { NETWORK_CASES } from './support/networkCases'
import { optimizerVariants } from './support/optimizerVariants'
import { smallDataset, smallSpec } from './support/trainingSpecs'

/** Epsilon is large, so that its three places differ; beta2 is low, so that v can fall and the maximum matters. */
const VARIANTS = optimizerVariants(
  {
    beta1: 0.8,
    beta2: 0.7,
    epsilon: 0.04,
    momentum: 0.9,
    learningRates: { plain: 0.5, summed: 0.2, divided: 0.03 },
    clip: 0.04
  },
  { boundaries: [3, 7], factor: 0.25 }
)

const NUM_UPDATES = 12

/** Two layers and L2: several tensors, and gradients that depend on all of them. */
const network = NETWORK_CASES.find(({ name }) => name === 'Dense: L2 on one of two kernels')!
const dataset = smallDataset(network)
const base = smallSpec(network, dataset, { training: { batchSize: 8, epochs: NUM_UPDATES + 1 } })

const MEMBERS = VARIANTS.map(({ name, optimizer }) => ({ name, spec: { ...base, optimizer } }))

/** The parameters after each update, all in one list. */
const trajectories = MEMBERS.map(({ spec }) =>
  [...referenceUpdates(spec, dataset)].slice(0, NUM_UPDATES).map(({ updated }) => concatenated(updated))
)

/** The mean effective step of every epoch. */
const steps = MEMBERS.map(({ spec }) => {
  const { status, metrics } = referenceRun(spec, dataset)
  if (status.kind !== 'completed') throw new Error('a training of the reference diverged')
  return metrics['train.effectiveStep']!.values
})

/** Relative: the gradients' rounding, about 1e-6, averaged over the parameters; measured up to 7e-8. */
const STEP_TOLERANCE = 1e-6

const initial = referenceUpdates(base, dataset).next().value!.parameters
const INITIAL = concatenated(initial)
const NUM_TENSORS = initial.length

/** How far float32 may be off after each update. */
const tolerances = trajectories.map(toleranceOf)

describe('the trainings', () => {
  test('tell every variant from every other by 1000 tolerances', () => {
    const closest = { distance: Number.POSITIVE_INFINITY, pair: '' }
    for (let a = 0; a < MEMBERS.length; a++) {
      for (let b = 0; b < a; b++) {
        const distances = trajectories[a]!.map(
          (x, t) => largestDifference(x, trajectories[b]![t]!) / Math.max(tolerances[a]![t]!, tolerances[b]![t]!)
        )
        const distance = Math.max(...distances)
        if (distance < closest.distance) {
          Object.assign(closest, { distance, pair: `${MEMBERS[a]!.name} / ${MEMBERS[b]!.name}` })
        }
      }
    }
    expect(closest.distance).toBeGreaterThan(1000)
  })
})

describeEngines('optimizers, all in one cohort', (variant) => {
  let answers: readonly Answer[]
  beforeAll(() => {
    answers = askForParameters(variant, [{ dataset, specs: MEMBERS.map(({ spec }) => spec), due: 1 }])
  })

  test.each(MEMBERS.map(({ name }, index) => [name, index] as const))('%s', (_name, index) => {
    const checkpoints = resultOf(answers[0]).written[index]!
    const excess = trajectories[index]!.map((expected, t) => {
      const { tensors } = checkpoints.find(({ step }) => step === t + 1)!
      const actual = concatenated(tensors.slice(0, NUM_TENSORS))
      return largestDifference(actual, expected) / tolerances[index]![t]!
    })
    expect(Math.max(...excess)).toBeLessThan(1)
  })

  // The gradients of softmax's biases cancel: of their mean, rounding alone is left, and whether that is 0.
  const measured = MEMBERS.map(({ name, spec }, index) => [name, index, updateRuleOf(spec.optimizer)] as const).filter(
    ([, , { spatial, spatialOf }]) => spatial !== 'mean' || spatialOf !== 'gradients'
  )
  test.each(measured)('%s: mean effective step', (_name, index) => {
    const { at, values } = outcomeOf(resultOf(answers[0]).outcomes[index]).metrics['train.effectiveStep']!
    const expected = steps[index]!
    expect(at).toEqual(expected.map((_, epoch) => epoch + 1))
    const errors = expected.map((value, epoch) => Math.abs(value === 0 ? values[epoch]! : values[epoch]! / value - 1))
    expect(Math.max(...errors)).toBeLessThan(STEP_TOLERANCE)
  })
})

/**
 * Each update rounds the parameters once (2^-24 of the largest) and its step some ten times; the gradient that it is made
 * of is off by some 2^-22 of its largest entry, by rounding and because the parameters already are: together less than
 * 64 2^-24 of the largest step of the run. Errors of the updates add up. Measured: 0.6 of this.
 */
function toleranceOf(trajectory: readonly Float64Array[]): number[] {
  const before = [INITIAL, ...trajectory]
  const largestStep = Math.max(...trajectory.map((x, t) => largestDifference(x, before[t]!)))
  let sum = 0
  return trajectory.map((x) => {
    sum += 2 ** -24 * (largest(x) + 64 * largestStep)
    return sum
  })
}

/** NaN where one of the values is. */
function largestDifference(a: Float64Array, b: Float64Array): number {
  if (a.length !== b.length) return Number.NaN
  let result = 0
  for (let i = 0; i < a.length; i++) {
    const magnitude = a[i]! > b[i]! ? a[i]! - b[i]! : b[i]! - a[i]!
    if (!(magnitude <= result)) result = magnitude
  }
  return result
}

function concatenated(parts: readonly ArrayLike<number>[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0))
  let start = 0
  for (const part of parts) {
    whole.set(part, start)
    start += part.length
  }
  return whole
}
