import { resolveClaim, resolveExperiment } from '../../../src/spec/defaults'
import type { ClaimFile, ExperimentFile, OptimizerFile } from '../../../src/spec/fileTypes'
import type { OptimizerSpec } from '../../../src/spec/types'

const CLAIM: ClaimFile = {
  id: 'paper/lower',
  source: { key: 'paper', citation: 'A paper.', locator: 'Figure 1', quote: 'lower' },
  statement: 'It is lower.',
  experiment: 'digits',
  hypothesis: { kind: 'lower', metric: 'train.loss', treatment: 'amsgrad', control: 'adam' },
  decision: { seeds: { max: 10 } }
}

describe('resolveClaim', () => {
  it('fills in every default', () => {
    expect(resolveClaim(CLAIM)).toEqual({
      id: 'paper/lower',
      source: {
        key: 'paper',
        citation: 'A paper.',
        locator: 'Figure 1',
        quote: 'lower',
        paraphrase: null,
        via: null,
        extension: false,
        reported: null
      },
      statement: 'It is lower.',
      experiment: 'digits',
      hypothesis: {
        kind: 'lower',
        metric: 'train.loss',
        at: 'final',
        treatment: 'amsgrad',
        control: 'adam',
        margin: { relative: 0.01, epsilon: 0 },
        tuning: null
      },
      decision: { alpha: 0.05, mode: 'fixed', seeds: { min: 10, max: 10 } },
      family: 'paper-digits',
      assumptions: [],
      expected: {}
    })
  })

  it('leaves alone what is stated, zero among it', () => {
    const { hypothesis, expected } = resolveClaim({
      ...CLAIM,
      hypothesis: {
        kind: 'lower',
        metric: 'train.loss',
        treatment: 'amsgrad',
        control: 'adam',
        margin: { relative: 0 },
        tuning: { seeds: 5 }
      },
      expected: { quick: { outcome: 'refuted', why: 'measured' } }
    })
    expect(hypothesis).toMatchObject({
      margin: { relative: 0, epsilon: 0 },
      tuning: { select: 'validation.loss', per: 'arm', seeds: 5 }
    })
    expect(expected).toEqual({ quick: { outcome: 'refuted', subtype: null, why: 'measured' } })
  })

  it('gives a deterministic claim a single seed', () => {
    const { decision: _, ...undecided } = CLAIM
    const claim = resolveClaim({
      ...undecided,
      hypothesis: { kind: 'converges-to', arm: 'adam', target: 1, tolerance: 0.01, over: 'initial-points' }
    })
    expect(claim.decision.seeds).toEqual({ min: 1, max: 1 })
    expect(claim.hypothesis).toMatchObject({ metric: 'x.windowMean', share: null })
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
            bias_initializer: 'zeros'
          }
        ]
      },
      loss: 'categorical_crossentropy',
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
