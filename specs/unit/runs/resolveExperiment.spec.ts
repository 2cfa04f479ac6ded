import type { OptimizerFile, OptimizerSpec } from '../../../src/optim/presets'
import { resolveExperiment } from '../../../src/runs/resolveExperiment'
import type { ExperimentFile } from '../../../src/runs/runKinds'

describe('the seeds of a profile', () => {
  it('have their first look at 6 where it is quick, else at 10', () => {
    const file = synthetic({ name: 'SGD', learningRate: 0.1 })
    const { profiles } = resolveExperiment({
      ...file,
      profiles: {
        quick: { seeds: { max: 30 } },
        standard: { seeds: { max: 30 } },
        paper: { seeds: { min: 20, max: 30 } }
      }
    } as ExperimentFile)
    expect(profiles.quick?.seeds).toEqual({ min: 6, max: 30 })
    expect(profiles.standard?.seeds).toEqual({ min: 10, max: 30 })
    expect(profiles.paper?.seeds).toEqual({ min: 20, max: 30 })
  })
})

function synthetic(optimizer: OptimizerFile): ExperimentFile {
  return {
    id: 'online',
    kind: 'synthetic',
    description: 'A problem.',
    sourceProtocol: 'Some steps.',
    problem: { name: 'periodic-linear', rareSlope: 1010, commonSlope: -10, period: 101 },
    numSteps: 1000,
    arms: { arm: { optimizer } }
  }
}

function resolved(optimizer: OptimizerFile): OptimizerSpec {
  return resolveExperiment(synthetic(optimizer)).arms.arm!.optimizer
}

describe('resolveExperiment', () => {
  it('fills in every default of a synthetic experiment', () => {
    expect(resolveExperiment(synthetic({ name: 'SGD', learningRate: 0.1 }))).toEqual({
      id: 'online',
      kind: 'synthetic',
      description: 'A problem.',
      sourceProtocol: 'Some steps.',
      problem: { name: 'periodic-linear', rareSlope: 1010, commonSlope: -10, period: 101, domain: [-1, 1] },
      initialPoints: [-1, -0.5, 0, 0.5, 1],
      numSteps: 1000,
      record: { points: 100, window: 101 },
      arms: {
        arm: {
          optimizer: { name: 'SGD', learningRate: 0.1, momentum: 0, schedule: { name: 'constant' }, projection: 'box' }
        }
      },
      profiles: {}
    })
  })

  it('starts a random problem from 0 and averages over an expected cycle', () => {
    const file = {
      ...synthetic({ name: 'SGD', learningRate: 0.1 }),
      problem: { name: 'bernoulli-linear', rareSlope: 1010, commonSlope: -10, probability: 0.03 }
    } as ExperimentFile
    expect(resolveExperiment(file)).toMatchObject({ initialPoints: [0], record: { window: 34 } })
  })

  it('fills in every default of a classification experiment', () => {
    const file: ExperimentFile = {
      id: 'digits',
      kind: 'classification',
      description: 'Softmax regression.',
      sourceProtocol: 'Some epochs.',
      data: { dataset: 'mnist', validationImages: 5000 },
      model: {
        layers: [
          { class: 'Dropout', rate: 0.5 },
          { class: 'Dense', units: 10, activation: 'softmax' }
        ]
      },
      training: { batchSize: 128, epochs: 5 },
      arms: { arm: { optimizer: { name: 'SGD', learningRate: 0.1 } } },
      profiles: { quick: { seeds: { max: 6 }, epochs: 1 } }
    }
    expect(resolveExperiment(file)).toMatchObject({
      data: { dataset: 'mnist', trainImages: 55_000, validationImages: 5000, testImages: 10_000, pixelScale: 255 },
      model: {
        layers: [
          { class: 'Dropout', rate: 0.5 },
          {
            class: 'Dense',
            units: 10,
            activation: 'softmax',
            use_bias: true,
            kernel_initializer: 'glorot_uniform',
            bias_initializer: 'zeros',
            kernel_regularizer: null
          }
        ]
      },
      loss: { name: 'categorical_crossentropy' },
      arms: { arm: { optimizer: { projection: 'none' } } },
      grid: {},
      profiles: { quick: { departure: null, seeds: { min: 6, max: 6 }, epochs: 1 } }
    })
  })

  // The options of each library's Adam(amsgrad=True), from its documentation; see src/optim for the equations.
  it.each([
    ['paper', { biasCorrection: false, epsilon: 0, epsilonPlacement: 'outside', maximum: 'uncorrected' }],
    ['keras', { biasCorrection: true, epsilon: 1e-7, epsilonPlacement: 'outside-uncorrected', maximum: 'uncorrected' }],
    ['pytorch', { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside', maximum: 'uncorrected' }],
    ['optax', { biasCorrection: true, epsilon: 1e-8, epsilonPlacement: 'outside', maximum: 'corrected' }]
  ] as const)('resolves the variant %s into its options', (variant, options) => {
    const common = { learningRate: 0.1, schedule: { name: 'constant' }, projection: 'box', beta1: 0.9, beta2: 0.999 }
    expect(resolved({ name: 'AMSGrad', variant, learningRate: 0.1 })).toEqual({
      name: 'AMSGrad',
      ...common,
      ...options
    })
    const { maximum: _, ...adamOptions } = options
    expect(resolved({ name: 'Adam', variant, learningRate: 0.1 })).toEqual({ name: 'Adam', ...common, ...adamOptions })
  })

  it('lets keys beside a variant override it', () => {
    expect(resolved({ name: 'Adam', variant: 'keras', learningRate: 0.1, epsilon: 0.1, beta2: 0 })).toMatchObject({
      epsilon: 0.1,
      beta2: 0,
      biasCorrection: true,
      epsilonPlacement: 'outside-uncorrected'
    })
  })
})
