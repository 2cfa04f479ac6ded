import { resolveLayer } from '../../src/claims/layers'
import { referenceUpdates, type TrainingSpec } from '../reference/training'
import { furtherVariants } from '../support/presetVariants'
import { askForParameters, resultOf } from './support/askEngine'
import { describeEngines } from './support/engineVariants'
import { generatedDataset } from './support/generatedDataset'

const NUM_UPDATES = 5

/** Its first kernel is more than a cache holds, so that an update goes over it in slices; kernel and bias are two blocks. */
const dataset = generatedDataset(7, { imageShape: [28, 28, 1], numClasses: 10, trainingImages: 40, testImages: 8 })
const base: Omit<TrainingSpec, 'optimizer'> = {
  kind: 'classification',
  seeds: { init: 1, order: 2, dropout: 3, problem: 4 },
  data: {
    dataset: dataset.name,
    trainImages: 40,
    validationImages: 0,
    testImages: 8,
    pixelScale: 255,
    digest: dataset.digest
  },
  model: {
    layers: [
      { class: 'Dense', units: 100, activation: 'relu' } as const,
      { class: 'Dense', units: 10, activation: 'softmax' } as const
    ].map(resolveLayer)
  },
  loss: { name: 'categorical_crossentropy' },
  training: { batchSize: 8, epochs: 2 }
}

const VARIANTS = Object.entries(
  furtherVariants(
    {
      projection: 'none',
      beta1: 0.8,
      beta2: 0.7,
      epsilon: 0.04,
      momentum: 0.9,
      learningRates: { plain: 0.1, summed: 0.05, divided: 0.01 },
      clip: 0.01
    },
    { name: 'linear' }
  )
).filter(([title]) =>
  /^(AdaShift, pytorch, linear|AdaDelta|NAdam|Adamax|AdaBound, p|.*centred|.*lookahead|.*clipNorm)/.test(title)
)

describe('the variants', () => {
  test('are of many forms', () => expect(VARIANTS.length).toBeGreaterThanOrEqual(12))
})

describeEngines('optimizers of large tensors', (variant) => {
  if (variant.engine !== 'onnx') {
    test.skip('no other engine cuts a tensor into slices', () => undefined)
    return
  }
  test('each update is that of the reference', () => {
    const specs = VARIANTS.map(([, optimizer]) => ({ ...base, optimizer }))
    const [answer] = askForParameters(variant, [{ dataset, specs, due: 1 }])
    const { written } = resultOf(answer)
    const apart = specs.map((spec, index) => {
      const [first, ...updates] = [...referenceUpdates(spec, dataset)].slice(0, NUM_UPDATES)
      const { updated } = updates.at(-1)!
      const { tensors } = written[index]!.find(({ step }) => step === NUM_UPDATES)!
      // Each update rounds x once, and its step some ten times; the gradients of so many units are off by some 2^-20.
      const error = Math.max(...updated.map((values, i) => largest(values, tensors[i]!)))
      const moved = Math.max(...updated.map((values, i) => largest(values, first!.parameters[i]!)))
      const size = Math.max(...updated.map((values) => largest(values, new Float64Array(values.length))))
      return { title: VARIANTS[index]![0], isClose: error < NUM_UPDATES * 2 ** -24 * size + 1e-4 * moved }
    })
    expect(apart.filter(({ isClose }) => !isClose)).toEqual([])
  })
})

function largest(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let result = 0
  for (let i = 0; i < a.length; i++) {
    const difference = a[i]! > b[i]! ? a[i]! - b[i]! : b[i]! - a[i]!
    if (!(difference <= result)) result = difference
  }
  return result
}
