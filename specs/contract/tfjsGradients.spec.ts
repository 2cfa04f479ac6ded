import { loadDataset } from '../../src/data/load'
import { splitDataset } from '../../src/data/split'
import type { Dataset } from '../../src/data/types'
import type { DenseParameters } from '../../src/engine/training/initialWeights'
import type { ClassificationRunSpec } from '../../src/plan/types'
import { askTfjs, describeBackends, resultOf } from './support/askTfjs'
import { referenceGradients, rowsOf } from './support/denseReference'
import { type ReferenceStep, referenceTraining } from './support/referenceTraining'
import { dense, LOGREG, MLP, smallDataset, smallRun } from './support/smallDataset'

/**
 * Loss and gradients are compared at given parameters, those of the float64 training before updates 1, 10 and 100, and
 * not along float32 trajectories: Adam's first step is alpha times the sign of the gradient, so these part.
 *
 * Tolerance: every sum here has at most 128 terms (a minibatch) after one of at most 64 (the pixels). A float32 sum of n
 * terms in any order is off by at most n 2^-24 times the sum of the terms' magnitudes, and by about sqrt(n) 2^-24 if
 * the roundings are independent: sqrt(128) 2^-24 = 7e-7. Over a minibatch terms of both signs cancel, to about a third
 * of their magnitudes at step 100; with two or three layers that makes 5e-6 of the largest entry (measured: 2.2e-6).
 * A forgotten factor, a wrong mask or a bias left out are off by 1e-2 and more.
 */
const TOLERANCE = 5e-6

/** The gradient of a softmax inside is y (g - mean g): the subtraction of near equals costs about one digit (measured: 8.4e-6). */
const TOLERANCE_AFTER_CANCELLATION = 2e-5

const STEPS = [1, 10, 100]

const digits = loadDataset('digits')
interface Case {
  readonly spec: Omit<ClassificationRunSpec, 'engine'>
  readonly dataset: Dataset
  readonly tolerance: number
}

const CASES: Record<string, Case> = {
  'logistic regression, generated images': small({ model: { layers: LOGREG } }),
  'perceptron with Dropout, generated images': small({ model: { layers: MLP } }),
  'sigmoid inside, generated images': small({ model: { layers: [dense(6, 'sigmoid'), dense(3, 'softmax')] } }),
  'softmax inside, generated images': {
    ...small({ model: { layers: [dense(5, 'softmax'), dense(3, 'softmax')] } }),
    tolerance: TOLERANCE_AFTER_CANCELLATION
  },
  'logistic regression, digits': onDigits({ model: { layers: [dense(10, 'softmax')] } }),
  'perceptron with Dropout, digits': onDigits({
    model: { layers: [dense(16, 'relu'), { class: 'Dropout', rate: 0.5 }, dense(10, 'softmax')] }
  })
}

const references = new Map(Object.entries(CASES).map(([name, { spec, dataset }]) => [name, steps(spec, dataset)]))

describeBackends('tfjs: loss and gradients agree with the float64 reference', (backend) => {
  test.each(Object.entries(CASES))('%s', (name, { spec, dataset, tolerance }) => {
    const { training } = splitDataset(dataset, spec.data)
    const points = references.get(name)!
    expect(points.map(({ step }) => step)).toEqual(STEPS)
    const answers = askTfjs(
      backend,
      points.map(({ layers, parameters, indices, masks }) => ({
        kind: 'gradients',
        layers,
        parameters,
        images: training,
        indices,
        numClasses: dataset.numClasses,
        pixelScale: spec.data.pixelScale,
        masks
      }))
    )
    points.forEach(({ layers, parameters, indices, masks }, i) => {
      const actual = resultOf<{ loss: number; gradients: number[][] }>(answers[i])
      const rows = rowsOf(training, indices, spec.data.pixelScale)
      const expected = referenceGradients(layers, parameters, rows, masks)
      expect(Math.abs(actual.loss - expected.loss)).toBeLessThan(tolerance)
      expect(actual.gradients.length).toBe(expected.gradients.length)
      expected.gradients.forEach((gradient, which) => {
        const largest = Math.max(...gradient.map(Math.abs))
        expect(largest).toBeGreaterThan(0)
        const error = Math.max(...gradient.map((value, k) => Math.abs(value - actual.gradients[which]![k]!)))
        expect(error / largest).toBeLessThan(tolerance)
      })
    })
  })
})

/** The steps to compare at, their parameters rounded to float32 so that both sides stand at the same point. */
function steps(spec: Omit<ClassificationRunSpec, 'engine'>, dataset: Dataset): ReferenceStep[] {
  const found: ReferenceStep[] = []
  for (const point of referenceTraining(spec, dataset)) {
    if (STEPS.includes(point.step)) found.push({ ...point, parameters: point.parameters.map(roundToFloat32) })
    if (found.length === STEPS.length) break
  }
  return found
}

function roundToFloat32({ kernel, bias }: DenseParameters): DenseParameters {
  return { kernel: kernel.map(Math.fround), bias: bias === null ? null : bias.map(Math.fround) }
}

function small(changes: Parameters<typeof smallRun>[1]): Case {
  const dataset = smallDataset(0)
  return {
    dataset,
    spec: smallRun(dataset, { training: { batchSize: 32, epochs: 60 }, ...changes }),
    tolerance: TOLERANCE
  }
}

function onDigits(changes: Parameters<typeof smallRun>[1]): Case {
  const spec = smallRun(digits, {
    data: {
      dataset: 'digits',
      trainImages: 1197,
      validationImages: 300,
      testImages: 300,
      pixelScale: 16,
      digest: digits.digest
    },
    training: { batchSize: 128, epochs: 12 },
    ...changes
  })
  return { dataset: digits, spec, tolerance: TOLERANCE }
}
