import { resolveLayer } from '../../../src/claims/layers'
import type { Dataset } from '../../../src/data/types'
import type { AdamSpec, AmsgradSpec, SgdSpec } from '../../../src/optim/presets'
import type { TrainingSpec } from '../../reference/training'
import { generatedDataset } from './generatedDataset'
import { type NetworkCase, NUM_CLASSES } from './networkCases'

export const ADAM: AdamSpec = {
  name: 'Adam',
  learningRate: 0.01,
  schedule: { name: 'constant' },
  projection: 'none',
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  biasCorrection: true,
  epsilonPlacement: 'outside'
}

export const AMSGRAD: AmsgradSpec = { ...ADAM, name: 'AMSGrad', maximum: 'uncorrected' }

export const SGD: SgdSpec = {
  name: 'SGD',
  learningRate: 0.1,
  schedule: { name: 'constant' },
  projection: 'none',
  momentum: 0.9
}

/**
 * A run on generated images. An epoch of `smallSpec` is one update: 13 training images in minibatches of 8 leave 5 out,
 * others in every epoch, so that `train.runningLoss` is the loss of each update.
 */
export function smallSpec(
  { layers, loss, numTargets, features }: Omit<NetworkCase, 'name' | 'imageShape'>,
  dataset: Dataset,
  changes: Partial<TrainingSpec> = {}
): TrainingSpec {
  return {
    kind: numTargets === undefined ? 'classification' : 'regression',
    optimizer: SGD,
    seeds: { init: 3, order: 3, dropout: 3, problem: 3 },
    data: {
      dataset: dataset.name,
      trainImages: 13,
      validationImages: 6,
      testImages: 7,
      pixelScale: features ? 1 : 255,
      ...(features && { standardise: ['inputs', 'targets'] as const }),
      digest: dataset.digest
    },
    model: { layers: layers.map(resolveLayer) },
    loss,
    training: { batchSize: 8, epochs: 3 },
    ...changes
  }
}

/** 19 images to train and to validate, 7 to test. */
export function smallDataset({
  imageShape,
  numTargets,
  features
}: Omit<NetworkCase, 'name' | 'layers' | 'loss'>): Dataset {
  const numbers = { ...(numTargets && { numTargets }), ...(features && { features }) }
  return generatedDataset(3, { imageShape, numClasses: NUM_CLASSES, trainingImages: 19, testImages: 7, ...numbers })
}
