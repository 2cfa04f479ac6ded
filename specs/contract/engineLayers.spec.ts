import { parametersOf } from '../../src/claims/network/parameters'
import type { LossAndGradients } from '../reference/network'
import { networkOf, referenceRun } from '../reference/training'
import { type Answer, askForParameters, type CohortTask, outcomeOf, resultOf } from './support/askEngine'
import { describeEngines } from './support/engineVariants'
import { forcedRun, largest, onFirstMinibatch, referencePoints, seenOf } from './support/forcedGradients'
import { NETWORK_CASES } from './support/networkCases'
import { ADAM, SGD, smallDataset, smallSpec } from './support/trainingSpecs'

/**
 * Loss and gradients are compared at given parameters, those of the float64 training before updates 1, 10 and 100, and
 * not along float32 trajectories: Adam's first step is alpha times the sign of the gradient, so these part.
 */
const STEPS = [1, 10, 100]

/**
 * Of a tensor's largest entry. A float32 sum of n terms is off by about sqrt(n) 2^-24 of the terms' magnitudes, here up to
 * sqrt(336) 2^-24 = 1.1e-6 in one layer (8 images of 42 pixels). Terms of both signs cancel, most where
 * the loss is small (p - y) and in batch normalisation, which takes means off. Measured over all engines: 3.1e-6, the
 * median 2.5e-7. A forgotten factor, a wrong mask or tap are off by 1e-2 and more.
 */
const GRADIENT_TOLERANCE = 1e-5

/** The loss has no such cancellation but p's own: 1 - p is known to 2^-24 only. Measured: 1.0e-6. */
const LOSS_TOLERANCE = 3e-6

/** Of a loss, or absolute below 1. SGD, whose steps are proportional to the gradient, magnifies little. Measured: 4.1e-6. */
const TRAINING_TOLERANCE = 1e-5

const CASES = NETWORK_CASES.map((one) => {
  const dataset = smallDataset(one)
  const spec = smallSpec(one, dataset)
  // Slowly, so that after a hundred updates the loss is not near 0.
  const long = { ...spec, optimizer: { ...ADAM, learningRate: 0.0003 }, training: { ...spec.training, epochs: 100 } }
  const points = referencePoints(long, dataset, STEPS).map((at) => {
    const { gradients } = onFirstMinibatch(spec, dataset, at)
    const forced = forcedRun(
      spec,
      at,
      gradients.map((values) => values && largest(values))
    )
    return { forced, expected: onFirstMinibatch(spec, dataset, forced.parameters) }
  })
  const slow = { ...spec, optimizer: { ...SGD, learningRate: 0.05 } }
  const task: CohortTask = {
    dataset,
    specs: [...points.map(({ forced }) => forced.spec), slow],
    from: [...points.map(({ forced }) => forced.from), null],
    due: 1
  }
  const parameters = parametersOf(networkOf(spec, dataset)).map(({ name }) => name)
  return { name: one.name, dataset, parameters, points, task, expected: referenceRun(slow, dataset) }
})

describeEngines('layers and losses', (variant) => {
  let answers: readonly Answer[]
  beforeAll(() => {
    answers = askForParameters(
      variant,
      CASES.map(({ task }) => task)
    )
  })

  describe.each(CASES.map((one, index) => ({ ...one, index })))('$name', (one) => {
    test.each(STEPS.map((step, at) => [step, at] as const))('loss and gradients before update %d', (_step, at) => {
      const { forced, expected } = one.points[at]!
      const actual = seenOf(forced, one.dataset, resultOf(answers[one.index]), at)
      expect(Math.abs(actual.loss / expected.loss - 1)).toBeLessThan(LOSS_TOLERANCE)
      const errors = [
        ...errorsOf(one.parameters, actual.gradients, expected.gradients),
        ...errorsOf(one.parameters, actual.running, expected.running)
      ]
      expect(errors.length).toBe(one.parameters.length)
      expect(errors.filter(([, error]) => !(error < GRADIENT_TOLERANCE))).toEqual([])
    })

    test('a short training has the losses and accuracies of the reference', () => {
      const { metrics } = outcomeOf(resultOf(answers[one.index]).outcomes[STEPS.length])
      expect(Object.keys(metrics).sort()).toEqual(Object.keys(one.expected.metrics).sort())
      for (const [name, { at, values }] of Object.entries(one.expected.metrics)) {
        expect(metrics[name]!.at).toEqual(at)
        const errors = values.map(
          (value, epoch) => Math.abs(metrics[name]!.values[epoch]! - value) / Math.max(1, value)
        )
        expect(Math.max(...errors)).toBeLessThan(TRAINING_TOLERANCE)
      }
    })
  })
})

/**
 * Training images and labels that the run's seed draws, and how images are moved: a stream that an engine read otherwise would give
 * other losses. Of a dense network, whose images have a byte behind, and of a convolutional one.
 */
const DRAWN = NETWORK_CASES.filter(({ name }) => /^Dense: softmax regression$|^Dropout: of images$/.test(name)).map(
  (one) => {
    const dataset = smallDataset(one)
    const plain = smallSpec(one, dataset)
    const specs = [7, 8].map((problem) => ({
      ...plain,
      seeds: { ...plain.seeds, problem },
      data: {
        ...plain.data,
        ...{ trainImages: 9, subset: 'random' as const, labelNoise: 0.4 },
        augmentation: { horizontalFlip: true, shift: 2 }
      }
    }))
    return { dataset, specs }
  }
)

describeEngines('drawn images and labels, and moved images', (variant) => {
  test.each(DRAWN)('are those of the seed, in training and in its metrics', ({ dataset, specs }) => {
    const answers = askForParameters(
      variant,
      specs.map((spec) => ({ dataset, specs: [spec], from: [null], due: 1 }))
    )
    const values = specs.map((spec, index) => {
      const { augmentation: _, ...data } = spec.data
      const unmoved = referenceRun({ ...spec, data }, dataset)
      const expected = referenceRun(spec, dataset).metrics['train.loss']!.values
      expect(unmoved.metrics['train.loss']!.values).not.toEqual(expected)
      const actual = outcomeOf(resultOf(answers[index]).outcomes[0]).metrics['train.loss']!.values
      for (const [epoch, value] of expected.entries()) {
        expect(Math.abs(actual[epoch]! - value) / Math.max(1, value)).toBeLessThan(TRAINING_TOLERANCE)
      }
      return expected
    })
    expect(values[0]).not.toEqual(values[1])
  })
})

/** Softmax regression, the logits so far apart that every probability is below 1e-7 or above 1 - 1e-7. */
const CLIPPED = NETWORK_CASES.filter(({ name }) => name === 'binary cross-entropy, softmax, mean').map((one) => {
  const dataset = smallDataset(one)
  const spec = smallSpec(one, dataset)
  const [at] = referencePoints(spec, dataset, [1])
  const forced = forcedRun(
    spec,
    at!.map((values) => values.map((value) => 1e5 * value)),
    at!.map(() => 1e9)
  )
  return { dataset, forced, expected: onFirstMinibatch(spec, dataset, forced.parameters) }
})

describeEngines('binary cross-entropy of a softmax', (variant) => {
  test.each(CLIPPED)('a clipped probability has a loss and no gradient', ({ dataset, forced, expected }) => {
    const [answer] = askForParameters(variant, [{ dataset, specs: [forced.spec], from: [forced.from], due: 1 }])
    const actual = seenOf(forced, dataset, resultOf(answer), 0)
    for (const gradient of [...expected.gradients, ...actual.gradients]) expect(largest(gradient!)).toBe(0)
    // 1 - 1e-7 is 1 - 2^-23 in float32, so ln(1 - p) is ln 1.19e-7 there: 1.1 % less than ln 1e-7, in half of the terms.
    expect(expected.loss).toBeGreaterThan(1)
    expect(Math.abs(actual.loss / expected.loss - 1)).toBeLessThan(0.006)
  })
})

/** By the parameter's name, of those that have a value. */
function errorsOf(
  names: readonly string[],
  actual: LossAndGradients['gradients'],
  expected: LossAndGradients['gradients']
): [string, number][] {
  return expected.flatMap((values, i) => {
    if (values === null) return []
    const error = largest(values.map((value, k) => value - actual[i]![k]!)) / largest(values)
    return [[names[i]!, error] as [string, number]]
  })
}
