import type { Layer } from '../../../src/claims/types'
import type { OptimizerSpec } from '../../../src/optim/presets'
import { runKey } from '../../../src/plan/runKey'
import type { PlannedRun } from '../../../src/plan/types'
import type { ClassificationRunSpec } from '../../../src/runs/classification/types'
import type { RunSpec } from '../../../src/runs/runKinds'
import type { SyntheticRunSpec } from '../../../src/runs/synthetic/types'
import type { EngineIdentity } from '../../../src/runs/types'
import { ADAM, TFJS_IDENTITY } from '../../support/builders'

export const ONNX_IDENTITY: EngineIdentity = {
  ...TFJS_IDENTITY,
  name: 'onnx',
  version: 'onnxruntime 1.30',
  backend: 'cpu'
}

const AFFINE = {
  use_bias: true,
  kernel_initializer: 'glorot_uniform',
  bias_initializer: 'zeros',
  kernel_regularizer: null
} as const

export function dense(units: number, activation: 'relu' | 'softmax'): Layer {
  return { class: 'Dense', units, activation, ...AFFINE }
}

function conv(filters: number): Layer {
  return {
    class: 'Conv2D',
    filters,
    kernel_size: [5, 5],
    strides: [1, 1],
    padding: 'same',
    activation: 'relu',
    ...AFFINE
  }
}

const POOLING: Layer = { class: 'MaxPooling2D', pool_size: [2, 2], strides: [2, 2], padding: 'same' }

/** 24 GFLOP a step of 128 images in training: the size of the study's network. */
export const CIFARNET: readonly Layer[] = [
  conv(64),
  POOLING,
  conv(64),
  POOLING,
  dense(384, 'relu'),
  dense(192, 'relu'),
  dense(10, 'softmax')
]

type Training = ClassificationRunSpec<'classification'>

/** The softmax regression of MNIST, ten epochs, on the compiled engine. */
export function trainingSpec(overrides: Partial<Training> = {}): Training {
  return {
    kind: 'classification',
    data: {
      dataset: 'mnist',
      trainImages: 50_000,
      validationImages: 10_000,
      testImages: 10_000,
      pixelScale: 255,
      digest: 'd'.repeat(64)
    },
    model: { layers: [dense(10, 'softmax')] },
    loss: { name: 'categorical_crossentropy' },
    training: { batchSize: 128, epochs: 10 },
    optimizer: ADAM,
    seeds: { init: 0, order: 0, dropout: 0, problem: 0 },
    engine: ONNX_IDENTITY,
    ...overrides
  }
}

/** The same network on images of 32 x 32 pixels in three colours. */
export function convolutionalSpec(overrides: Partial<Training> = {}): Training {
  const { data } = trainingSpec()
  return trainingSpec({
    data: { ...data, dataset: 'cifar10', trainImages: 45_000, validationImages: 5_000 },
    model: { layers: CIFARNET },
    ...overrides
  })
}

export function planned(spec: RunSpec): PlannedRun {
  return { key: runKey(spec), spec, cached: false, estimateMs: 0 }
}

/** Runs of one cohort: the same spec at different learning rates. */
export function members(count: number, spec: ClassificationRunSpec | SyntheticRunSpec): PlannedRun[] {
  return Array.from({ length: count }, (_, index) => {
    const optimizer: OptimizerSpec = { ...spec.optimizer, learningRate: 0.001 * (index + 1) }
    return planned({ ...spec, optimizer })
  })
}

/** The spec with another seed in all streams. */
export function seeded<Spec extends RunSpec>(spec: Spec, seed: number): Spec {
  return { ...spec, seeds: { init: seed, order: seed, dropout: seed, problem: seed } }
}
