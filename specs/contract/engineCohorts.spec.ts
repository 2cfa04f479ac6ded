import type { LayerFile } from '../../src/claims/fileTypes'
import type { OptimizerSpec } from '../../src/optim/presets'
import type { ClassificationRunSpec } from '../../src/runs/classification/types'
import { referenceRun, referenceUpdates, type TrainingSpec } from '../reference/training'
import { type CohortTask, executeCohorts, identityOf, outcomeOf, resultOf } from './support/askEngine'
import { describeEngines } from './support/engineVariants'
import { generatedDataset } from './support/generatedDataset'
import { NETWORK_CASES, NUM_CLASSES } from './support/networkCases'
import { ADAM, AMSGRAD, SGD, smallSpec } from './support/trainingSpecs'

const STEPS_PER_EPOCH = 3
const dataset = generatedDataset(4, {
  imageShape: [7, 6, 3],
  numClasses: NUM_CLASSES,
  trainingImages: 40,
  testImages: 9
})

/** Settings as a grid over two arms mixes them, and plain SGD. */
const OPTIMIZERS: readonly OptimizerSpec[] = [
  { ...ADAM, learningRate: 0.001 },
  { ...AMSGRAD, learningRate: 0.001 },
  { ...ADAM, learningRate: 0.01, beta2: 0.99 },
  { ...AMSGRAD, learningRate: 0.01, beta2: 0.99, schedule: { name: 'inverse-sqrt' } },
  { ...SGD, learningRate: 0.1 },
  { ...AMSGRAD, maximum: 'corrected', schedule: { name: 'linear' } },
  { ...ADAM, epsilonPlacement: 'inside', epsilon: 1e-3 },
  { ...SGD, learningRate: 0.3, momentum: 0 },
  { ...AMSGRAD, biasCorrection: false },
  { ...ADAM, epsilonPlacement: 'outside-uncorrected', schedule: { name: 'step', boundaries: [2, 5], factor: 0.1 } },
  { ...ADAM, beta1: 0 },
  { ...AMSGRAD, epsilon: 0.1 }
]

/** Members of each cohort, as places in `OPTIMIZERS`: sizes 1, 2, 3, 7 and 12, nobody always in the same place. */
const COHORTS = [[0], [1], [4], [1, 0], [4, 7, 4], [6, 5, 4, 3, 2, 1, 0], [3, 8, 0, 11, 5, 10, 1, 9, 4, 7, 2, 6]]

const NETWORKS: Record<string, readonly LayerFile[]> = {
  'dense, with Dropout': layersOf('Dropout: before and between'),
  'convolutional, with batch normalisation': layersOf('BatchNormalization: after pooling, before a convolution'),
  'convolutional, with Dropout': layersOf('Dropout: of images')
}

describeEngines('cohorts', (variant) => {
  test('the engine says what it is, and what it was asked to be', () => {
    const identity = identityOf(variant)
    expect(identity).toMatchObject({ name: variant.engine, numerics: expect.stringMatching(/^[0-9a-f]{64}$/) })
    if (variant.engine === 'onnx') expect(identity.lowering).toMatch(new RegExp(`^${variant.choice}`))
    else expect(identity.lowering).toBeNull()
    expect(identityOf(variant)).toEqual(identity)
  })

  // Convolutions in plain JavaScript take half a minute here, and what keeps runs apart is the same code as on wasm.
  const networks = Object.entries(NETWORKS).slice(0, variant.choice === 'cpu' ? 1 : undefined)
  describe.each(networks)('%s', (_name, layers) => {
    const run = (optimizer: OptimizerSpec) => spec(layers, optimizer)

    test('a run is the same bytes in every cohort, in every place, and in another process', () => {
      const tasks = COHORTS.map((places) => ({ dataset, specs: places.map((place) => run(OPTIMIZERS[place]!)) }))
      const forwards = executeCohorts(variant, tasks).map(resultOf)
      const backwards = executeCohorts(variant, [...tasks].reverse())
        .map(resultOf)
        .reverse()
      const found = OPTIMIZERS.map(() => new Set<string>())
      for (const answers of [forwards, backwards]) {
        COHORTS.forEach((places, cohort) => {
          for (const [index, place] of places.entries()) found[place]!.add(answers[cohort]!.outcomes[index]!)
        })
      }
      expect(found.map(({ size }) => size)).toEqual(OPTIMIZERS.map(() => 1))
      // Otherwise the settings would not have been seen.
      expect(new Set(found.flatMap((bytes) => [...bytes])).size).toBe(OPTIMIZERS.length)
      for (const { shares } of forwards) {
        expect([...shares].sort((a, b) => a - b)).toEqual(shares)
        expect(shares.at(-1)).toBe(1)
      }
    })

    test('a run that goes on from any of its checkpoints is the same bytes as one that never stopped', () => {
      const specs = [4, 5, 2].map((place) => run(OPTIMIZERS[place]!))
      const cohort = { dataset, specs } satisfies CohortTask
      const [uninterrupted, stopped] = executeCohorts(variant, [cohort, { ...cohort, due: 1 }]).map(resultOf)
      const { written } = stopped!
      const counts = written.map(({ length }) => length)
      expect(stopped!.outcomes).toEqual(uninterrupted!.outcomes)
      // After every epoch but the last there is one.
      expect(counts[0]).toBeGreaterThanOrEqual(2)
      for (const list of written) {
        expect(list.map(({ step }) => step)).toEqual(expect.arrayContaining([STEPS_PER_EPOCH, 2 * STEPS_PER_EPOCH]))
      }

      const at = (index: number, number: number) => ({ checkpoint: written[index]!.at(number)!.bytes })
      const resumed: CohortTask[] = [
        ...Array.from({ length: counts[0]! }, (_, number) => ({ ...cohort, from: specs.map((_, i) => at(i, number)) })),
        // Not all were stopped at the same time, and one has lost its checkpoint.
        { ...cohort, from: [null, at(1, 0), at(2, -1)] },
        // Others than before.
        { ...cohort, specs: [specs[2]!, specs[0]!], from: [at(2, 0), at(0, 0)] }
      ]
      const answers = executeCohorts(variant, resumed).map((answer) => resultOf(answer).outcomes)
      const [first, , third] = uninterrupted!.outcomes
      expect(answers.pop()).toEqual([third, first])
      for (const outcomes of answers) expect(outcomes).toEqual(uninterrupted!.outcomes)
    })
  })
})

interface Divergence {
  readonly layers: readonly LayerFile[]
  readonly optimizer: OptimizerSpec
  /** The update in which the run leaves the finite numbers. */
  readonly step: number
}

const DIVERGENCES: Record<string, Divergence> = {
  'Adam, by the loss of the second update': {
    // The first step is as long as the learning rate: both kernels are 1e20 large, the logits 1e40.
    layers: layersOf('Dense: relu'),
    optimizer: { ...ADAM, learningRate: 1e20 },
    step: 2
  },
  'SGD, by a parameter, inside the second epoch': {
    // The L2 term alone multiplies the kernel by 1 - 3e8 in every update.
    layers: [
      { class: 'Dense', units: NUM_CLASSES, activation: 'softmax', kernel_regularizer: { class: 'L2', l2: 0.5 } }
    ],
    optimizer: { ...SGD, momentum: 0, learningRate: 3e8 },
    step: 5
  },
  'AMSGrad, behind a convolution': {
    layers: layersOf('MaxPooling2D: overlapping, 3 by 2'),
    optimizer: { ...AMSGRAD, learningRate: 1e20 },
    step: 2
  }
}

describe.each(Object.entries(DIVERGENCES))('the reference of %s', (_name, { layers, optimizer, step }) => {
  test('diverges there and nowhere near elsewhere', () => {
    const diverging = spec(layers, optimizer)
    expect(referenceRun(diverging, dataset).status).toMatchObject({ kind: 'diverged', step })
    const largest = [...referenceUpdates(diverging, dataset)]
      .slice(0, step)
      .map(({ loss, updated }) => Math.max(loss, ...updated.map((values) => Math.max(...values.map(Math.abs)))))
    for (const before of largest.slice(0, -1)) expect(before).toBeLessThan(1e36)
    expect(largest.at(-1)).toBeGreaterThan(1e40)
  })
})

describeEngines('divergence', (variant) => {
  test.each(Object.entries(DIVERGENCES))('%s: at the right step, and the others go on', (_name, divergence) => {
    const healthy = [0, 3, 4, 5].map((place) => spec(divergence.layers, OPTIMIZERS[place]!))
    const diverging = spec(divergence.layers, divergence.optimizer)
    const tasks = [
      { dataset, specs: [diverging] },
      { dataset, specs: healthy },
      { dataset, specs: [healthy[0]!, diverging, ...healthy.slice(1), diverging] },
      { dataset, specs: [diverging, diverging] }
    ]
    const [alone, others, together, both] = executeCohorts(variant, tasks).map((answer) => resultOf(answer).outcomes)
    const { status, metrics } = outcomeOf(alone![0])
    expect(status).toEqual({ kind: 'diverged', step: divergence.step, what: expect.stringMatching(/\S/) })
    // The epochs before that of the step are recorded, and none after them.
    const epochs = Math.floor((divergence.step - 1) / STEPS_PER_EPOCH)
    expect(metrics['train.loss']?.values.length ?? 0).toBe(epochs)
    for (const { values } of Object.values(metrics)) expect(values.every(Number.isFinite)).toBe(true)
    expect(others!.map((bytes) => outcomeOf(bytes).status.kind)).toEqual(healthy.map(() => 'completed'))
    expect(together).toEqual([others![0], alone![0], ...others!.slice(1), alone![0]])
    expect(both).toEqual([alone![0], alone![0]])
  })

  test('by the evaluation after an epoch, the parameters being finite: nobody is left, and nothing fails', () => {
    // From the third update on a step is 1e20 long.
    const schedule = { name: 'step', boundaries: [2], factor: 1e23 } as const
    const diverging = spec(layersOf('Dense: relu'), { ...ADAM, learningRate: 1e-3, schedule })
    const reference = referenceRun(diverging, dataset)
    const [answer] = executeCohorts(variant, [{ dataset, specs: [diverging, diverging] }])
    const { outcomes } = resultOf(answer)
    expect(reference.status).toMatchObject({ kind: 'diverged', step: STEPS_PER_EPOCH })
    expect(outcomeOf(outcomes[0]).status).toMatchObject({ kind: 'diverged', step: STEPS_PER_EPOCH })
    expect(outcomes[1]).toEqual(outcomes[0])
  })
})

function layersOf(name: string): readonly LayerFile[] {
  return NETWORK_CASES.find((one) => one.name === name)!.layers
}

/** Three updates an epoch, of moved images; the numbers of images are multiples of nothing. */
function spec(layers: readonly LayerFile[], optimizer: OptimizerSpec): TrainingSpec {
  const base = smallSpec({ layers, loss: { name: 'categorical_crossentropy' } }, dataset)
  const images = { trainImages: 29, validationImages: 11, testImages: 9 }
  const data: ClassificationRunSpec['data'] = {
    ...{ ...base.data, ...images },
    augmentation: { horizontalFlip: true, shift: 1 }
  }
  return { ...base, optimizer, data, training: { batchSize: 8, epochs: 3 }, record: { imageBlocks: 5 } }
}
