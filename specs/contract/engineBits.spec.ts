import fc from 'fast-check'
import type { LayerFile } from '../../src/claims/fileTypes'
import { resolveLayer } from '../../src/claims/layers'
import type { ImageShape } from '../../src/claims/network/resolveNetwork'
import type { Activation, Loss } from '../../src/claims/types'
import type { Dataset } from '../../src/data/types'
import type { OptimizerSpec } from '../../src/optim/presets'
import type { TrainingSpec } from '../reference/training'
import { type CohortTask, type EngineVariant, executeCohorts, resultOf } from './support/askEngine'
import { describeEngines } from './support/engineVariants'
import { generatedDataset } from './support/generatedDataset'
import { optimizerVariants } from './support/optimizerVariants'

jest.setTimeout(240_000)

const OPTIMIZERS: readonly OptimizerSpec[] = optimizerVariants(
  {
    beta1: 0.9,
    beta2: 0.99,
    epsilon: 1e-3,
    momentum: 0.9,
    learningRates: { plain: 0.1, summed: 0.03, divided: 0.01 },
    clip: 0.04
  },
  { boundaries: [2, 3], factor: 0.5 }
).map(({ optimizer }) => optimizer)

const CATEGORICAL: Loss = { name: 'categorical_crossentropy' }

interface Network {
  readonly layers: readonly LayerFile[]
  readonly loss: Loss
  readonly imageShape: ImageShape
  readonly numClasses: number
  readonly pixelScale: number
  /** As many numbers are told as there are outputs, instead of classes. */
  readonly tellsNumbers?: boolean
  /** Images of numbers, standardised, as the targets are. */
  readonly hasFeatures?: boolean
}

/** Runs that are trained together, and the places of those that are trained alone as well. */
interface Cohort extends Network {
  readonly batchSize: number
  /** Of the splits. */
  readonly trainImages: number
  readonly validationImages: number
  readonly testImages: number
  readonly optimizers: readonly OptimizerSpec[]
  readonly alone: readonly number[]
}

/** Small ones, of one to three layers, in which every approximated function stands: exp, log, tanh, sigmoid, erf. */
const NETWORKS: readonly Network[] = [
  network([dense(3)]),
  network([dense(5, 'gelu'), dense(7, 'tanh'), dense(3)]),
  { ...network([dense(1, 'relu'), dense(5, 'sigmoid')]), loss: { name: 'binary_crossentropy', reduction: 'mean' } },
  { ...network([dense(4, 'tanh'), dense(1, 'linear')]), loss: { name: 'mean_squared_error' }, tellsNumbers: true }
]

/** As in the claims that are shipped, on fewer images. */
const SHIPPED: Readonly<Record<string, Cohort>> = {
  'digits, softmax regression': {
    ...network([dense(10)], [8, 8, 1], 16),
    ...{ batchSize: 128, trainImages: 1197, validationImages: 300, testImages: 300 },
    ...{ optimizers: OPTIMIZERS.slice(0, 24), alone: [0, 1, 22, 23] }
  },
  'MNIST, softmax regression': {
    ...network([dense(10)], [28, 28, 1]),
    ...{ batchSize: 128, trainImages: 301, validationImages: 13, testImages: 7 },
    ...{ optimizers: OPTIMIZERS.slice(0, 24), alone: [0, 1, 22, 23] }
  },
  'MNIST, one hidden layer': {
    ...network([dense(100, 'relu'), dense(10)], [28, 28, 1]),
    ...{ batchSize: 128, trainImages: 301, validationImages: 13, testImages: 7 },
    ...{ optimizers: OPTIMIZERS.slice(0, 4), alone: [0, 1, 3] }
  }
}

describeEngines('a run alone and in cohorts', (variant) => {
  const isOnnx = variant.engine === 'onnx'
  const isSlow = variant.choice === 'cpu'

  test('any dense network, minibatch, split, cohort and place: the same bytes', () => {
    expect(differing(variant, fc.sample(denseCohorts(), isOnnx ? 30 : 6))).toEqual([])
  })

  test('any convolutional one: the same bytes', () => {
    expect(differing(variant, fc.sample(convolutionalCohorts(), isOnnx ? 6 : isSlow ? 1 : 2))).toEqual([])
  })

  // What is left of the last vector depends on members, classes, minibatch and the images that are evaluated last.
  test('every remainder modulo 16 of minibatches and splits: the same bytes', () => {
    const remainders = Array.from({ length: 16 }, (_, remainder) => remainder)
    const asked = isOnnx ? remainders : remainders.filter((remainder) => remainder % 5 === 0)
    const cohorts = asked.flatMap((remainder) => NETWORKS.map((small) => ofRemainder(small, remainder)))
    expect(differing(variant, cohorts)).toEqual([])
  })

  test('every variant of every optimizer in one cohort: the same bytes', () => {
    const alone = OPTIMIZERS.flatMap((_, place) => (isOnnx || place % 16 === 0 ? [place] : []))
    expect(differing(variant, [{ ...ofRemainder(NETWORKS[1]!, 5), optimizers: OPTIMIZERS, alone }])).toEqual([])
  })

  // The same graphs for both lowerings, and as slow elsewhere as the claims themselves.
  const shipped = variant.choice === 'plain' ? Object.entries(SHIPPED) : []
  for (const [name, cohort] of shipped) {
    test(`${name}: the same bytes in pairs and in the largest cohorts`, () => {
      const pair = { ...cohort, optimizers: cohort.optimizers.slice(0, 2), alone: [0, 1] }
      expect(differing(variant, [pair, cohort])).toEqual([])
    })
  }
})

/** Which runs gave other bytes alone than among others, in words that repeat them. */
function differing(variant: EngineVariant, cohorts: readonly Cohort[]): string[] {
  const tasks = cohorts.map((cohort): CohortTask[] => {
    const dataset = datasetOf(cohort)
    const specs = cohort.optimizers.map((optimizer) => specOf(cohort, dataset, optimizer))
    return [{ dataset, specs }, ...cohort.alone.map((place) => ({ dataset, specs: [specs[place]!] }))]
  })
  const answers = executeCohorts(variant, tasks.flat()).map((answer) => resultOf(answer).outcomes)
  return cohorts.flatMap(({ alone, optimizers, ...cohort }) => {
    const [together, ...others] = answers.splice(0, 1 + alone.length)
    const places = alone.filter((place, index) => others[index]![0] !== together![place])
    return places.length === 0 ? [] : [JSON.stringify({ ...cohort, members: optimizers.length, places })]
  })
}

function datasetOf(cohort: Cohort): Dataset {
  const { imageShape, numClasses, trainImages, validationImages, testImages, tellsNumbers, hasFeatures } = cohort
  return generatedDataset(5, {
    imageShape,
    numClasses,
    trainingImages: trainImages + validationImages,
    testImages,
    ...(tellsNumbers && { numTargets: numClasses }),
    ...(hasFeatures && { features: true })
  })
}

function specOf(cohort: Cohort, { name, digest }: Dataset, optimizer: OptimizerSpec): TrainingSpec {
  const { layers, loss, batchSize, pixelScale, trainImages, validationImages, testImages, hasFeatures } = cohort
  // Of half of them images are moved.
  const isMoved = batchSize % 2 === 0 && !hasFeatures
  const augmentation = isMoved ? { augmentation: { horizontalFlip: true, shift: 1 } } : {}
  const standardised = { standardise: ['inputs', 'targets'] as const }
  return {
    kind: cohort.tellsNumbers ? 'regression' : 'classification',
    optimizer,
    seeds: { init: 1, order: 2, dropout: 3, problem: 4 },
    data: {
      dataset: name,
      trainImages,
      validationImages,
      testImages,
      pixelScale,
      digest,
      ...augmentation,
      ...(hasFeatures && cohort.tellsNumbers && standardised)
    },
    model: { layers: layers.map(resolveLayer) },
    loss,
    training: { batchSize, epochs: 2 }
  }
}

function network(layers: readonly LayerFile[], imageShape: ImageShape = [2, 3, 1], pixelScale = 255): Network {
  const numClasses = (layers.at(-1) as { units: number }).units
  return { layers, loss: CATEGORICAL, imageShape, numClasses, pixelScale }
}

function dense(units: number, activation: Activation = 'softmax'): LayerFile {
  return { class: 'Dense', units, activation }
}

/** The minibatch has the remainder, and so have all splits, each its own number. */
function ofRemainder(small: Network, remainder: number): Cohort {
  const batchSize = remainder === 0 ? 16 : remainder
  return {
    ...small,
    batchSize,
    trainImages: 16 + batchSize,
    validationImages: batchSize,
    testImages: 32 + batchSize,
    optimizers: OPTIMIZERS.slice(0, 3),
    alone: [0, 1, 2]
  }
}

function denseCohorts(): fc.Arbitrary<Cohort> {
  const units = fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 70 }))
  const hidden = fc.record({
    units,
    activation: fc.constantFrom('relu', 'leaky_relu', 'gelu', 'silu', 'tanh', 'sigmoid', 'softmax', 'linear'),
    use_bias: fc.boolean()
  })
  const between = fc.constantFrom<readonly LayerFile[]>(
    [],
    [{ class: 'BatchNormalization' }],
    [{ class: 'LayerNormalization' }],
    [{ class: 'Dropout', rate: 0.3 }],
    [{ class: 'Residual', layers: [dense(5, 'tanh'), { class: 'BatchNormalization' }], shortcut: [dense(5, 'linear')] }]
  )
  const before = fc.constantFrom<readonly LayerFile[]>(
    [],
    [],
    [{ class: 'Dropout', rate: 0.2 }],
    [{ class: 'Activation', activation: 'sigmoid' }, { class: 'Flatten' }]
  )
  const body = fc
    .tuple(before, fc.array(fc.tuple(hidden, between), { maxLength: 2 }))
    .map(([first, rest]): readonly LayerFile[] => [
      ...first,
      ...rest.flatMap(([layer, next]): LayerFile[] => [{ class: 'Dense', ...layer } as LayerFile, ...next])
    ])
  return cohorts(body, { members: 40, batch: 40, images: 70 })
}

function convolutionalCohorts(): fc.Arbitrary<Cohort> {
  const body = fc.constantFrom<readonly LayerFile[]>(
    [{ class: 'Conv2D', filters: 16, kernel_size: 3, padding: 'same', activation: 'relu' }],
    [
      { class: 'Conv2D', filters: 3, kernel_size: 2, activation: 'tanh' },
      { class: 'BatchNormalization' },
      { class: 'MaxPooling2D', padding: 'same' }
    ],
    [
      { class: 'Conv2D', filters: 3, kernel_size: 2 },
      { class: 'LayerNormalization' },
      { class: 'AveragePooling2D', padding: 'same' }
    ],
    [
      { class: 'Conv2D', filters: 3, kernel_size: 2 },
      { class: 'Residual', layers: [{ class: 'BatchNormalization' }, { class: 'Activation', activation: 'relu' }] }
    ]
  )
  return cohorts(body, { members: 4, batch: 20, images: 40 })
}

function cohorts(
  body: fc.Arbitrary<readonly LayerFile[]>,
  most: { readonly members: number; readonly batch: number; readonly images: number }
): fc.Arbitrary<Cohort> {
  const head = fc.constantFrom<readonly [Loss, 'softmax' | 'sigmoid' | 'linear']>(
    [CATEGORICAL, 'softmax'],
    [{ name: 'categorical_crossentropy', label_smoothing: 0.1 }, 'softmax'],
    [{ name: 'mean_squared_error' }, 'linear'],
    [{ name: 'huber', delta: 0.5 }, 'linear'],
    [{ name: 'binary_crossentropy', reduction: 'mean' }, 'softmax'],
    [{ name: 'binary_crossentropy', reduction: 'sum' }, 'sigmoid']
  )
  const upTo = (max: number) => fc.integer({ min: 1, max })
  return fc
    .record({
      body,
      head,
      side: fc.integer({ min: 2, max: 5 }),
      channels: upTo(3),
      numClasses: fc.integer({ min: 2, max: 12 }),
      // Of linear outputs.
      numbers: fc.constantFrom<Pick<Network, 'tellsNumbers' | 'hasFeatures'>>(
        {},
        { tellsNumbers: true },
        { tellsNumbers: true, hasFeatures: true }
      ),
      pixelScale: fc.constantFrom(255, 16, 1, 0.5),
      batchSize: upTo(most.batch),
      more: fc.nat({ max: most.images }),
      validationImages: upTo(most.images),
      testImages: upTo(most.images),
      members: fc.array(fc.nat({ max: OPTIMIZERS.length - 1 }), { minLength: 2, maxLength: most.members, size: 'max' }),
      place: fc.nat()
    })
    .map(({ body, head: [loss, activation], side, channels, numClasses, numbers, members, place, more, ...same }) => ({
      ...same,
      ...(activation === 'linear' ? numbers : {}),
      layers: [...body, dense(numClasses, activation)],
      loss,
      imageShape: [side, side + 1, channels],
      numClasses,
      trainImages: same.batchSize + more,
      optimizers: members.map((index) => OPTIMIZERS[index]!),
      alone: [...new Set([0, place % members.length, members.length - 1])]
    }))
}
