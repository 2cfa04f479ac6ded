import type { Claim } from '../../src/kinds'
import type { ComparisonHypothesis, FasterHypothesis } from '../../src/kinds/comparison/types'
import type { ConvergesToHypothesis } from '../../src/kinds/converges-to/types'
import type { RangeHypothesis } from '../../src/kinds/range/types'
import type { AdamSpec } from '../../src/optim/presets'
import type { ClassificationExperiment } from '../../src/runs/classification/types'
import type { SyntheticExperiment } from '../../src/runs/synthetic/types'
import type { EngineIdentity } from '../../src/runs/types'

/** Complete objects for tests; each builder takes what the test is about. */

export const ADAM: AdamSpec = {
  name: 'Adam',
  learningRate: 0.001,
  schedule: { name: 'constant' },
  projection: 'none',
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 0,
  biasCorrection: false,
  epsilonPlacement: 'outside'
}

export const SCALAR_IDENTITY: EngineIdentity = {
  name: 'scalar',
  version: 'claimcheck',
  backend: 'javascript',
  instructionSet: 'ieee754-float64',
  lowering: null,
  numerics: '0'.repeat(64)
}

export const TFJS_IDENTITY: EngineIdentity = {
  ...SCALAR_IDENTITY,
  name: 'tfjs',
  version: 'tfjs-core 4.22.0',
  backend: 'wasm'
}

export function syntheticExperiment(overrides: Partial<SyntheticExperiment> = {}): SyntheticExperiment {
  return {
    kind: 'synthetic',
    id: 'toy-online',
    description: 'A toy.',
    sourceProtocol: 'not stated',
    problem: { name: 'periodic-linear', rareSlope: 1010, commonSlope: -10, period: 101, domain: [-1, 1] },
    initialPoints: [-1, 0, 1],
    numSteps: 1000,
    record: { points: 10, window: 101 },
    arms: {
      adam: { optimizer: { ...ADAM, projection: 'box' } },
      amsgrad: { optimizer: { ...ADAM, name: 'AMSGrad', maximum: 'uncorrected', projection: 'box' } }
    },
    profiles: {},
    ...overrides
  }
}

export function classificationExperiment(
  overrides: Partial<ClassificationExperiment<'classification'>> = {}
): ClassificationExperiment<'classification'> {
  return {
    kind: 'classification',
    id: 'toy-logreg',
    description: 'A toy.',
    sourceProtocol: 'not stated',
    data: { dataset: 'digits', trainImages: 1197, validationImages: 300, testImages: 300, pixelScale: 16 },
    model: {
      layers: [
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
    training: { batchSize: 128, epochs: 2 },
    arms: {
      adam: { optimizer: ADAM },
      amsgrad: { optimizer: { ...ADAM, name: 'AMSGrad', maximum: 'uncorrected' } }
    },
    grid: { learningRate: [0.001, 0.01], beta2: [0.99, 0.999] },
    profiles: {},
    ...overrides
  }
}

export const LOWER: ComparisonHypothesis<'lower'> = {
  kind: 'lower',
  metric: 'train.loss',
  at: 'final',
  treatment: 'amsgrad',
  control: 'adam',
  margin: { relative: 0.01, epsilon: 0 },
  tuning: null
}

export const FASTER: FasterHypothesis = {
  kind: 'faster',
  metric: 'train.loss',
  by: { kind: 'time-to', threshold: 0.5 },
  treatment: 'amsgrad',
  control: 'adam',
  margin: { absolute: 1 },
  tuning: null
}

export const LIES_IN: RangeHypothesis = {
  kind: 'range',
  arm: 'adam',
  metric: 'train.loss',
  low: 0.2,
  high: 0.4,
  tuning: null
}

export const CONVERGES: ConvergesToHypothesis = {
  kind: 'converges-to',
  arm: 'adam',
  metric: 'x.windowMean',
  target: 1,
  tolerance: 0.01,
  over: 'initial-points',
  share: null
}

export function claim(overrides: Partial<Claim> = {}): Claim {
  return {
    id: 'toy/claim',
    source: {
      key: 'toy',
      citation: 'A. Author, A title, 2020.',
      locator: 'Figure 1',
      quote: null,
      paraphrase: 'AMSGrad ends lower.',
      via: 'a study',
      extension: false,
      reported: null
    },
    statement: 'AMSGrad ends at a lower training loss than Adam.',
    experiment: 'toy-logreg',
    hypothesis: LOWER,
    decision: { alpha: 0.05, mode: 'fixed', method: null, seeds: { min: 10, max: 10 } },
    family: 'toy',
    assumptions: [],
    expected: {},
    ...overrides
  }
}
