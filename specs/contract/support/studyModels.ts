import type { LayerFile } from '../../../src/claims/fileTypes'
import type { ImageShape } from '../../../src/claims/network/resolveNetwork'
import type { Dataset } from '../../../src/data/types'
import type { TrainingSpec } from '../../reference/training'
import { generatedDataset } from './generatedDataset'
import { ADAM, smallSpec } from './trainingSpecs'

/** One of the study's three models, on generated images of the shape of its data. */
export interface StudyModel {
  readonly dataset: Dataset
  readonly spec: TrainingSpec
}

/** The convolutional network in the two forms that the sources describe, `filters` wide; 64 are theirs. */
const cifarNet = {
  batchNormalization: (filters: number, wide: number, narrow: number): readonly LayerFile[] => [
    { class: 'Conv2D', filters, kernel_size: 5, padding: 'same', activation: 'relu' },
    { class: 'MaxPooling2D', pool_size: 3, strides: 2, padding: 'same' },
    { class: 'BatchNormalization' },
    { class: 'Conv2D', filters, kernel_size: 5, padding: 'same', activation: 'relu' },
    { class: 'BatchNormalization' },
    { class: 'MaxPooling2D', pool_size: 3, strides: 2, padding: 'same' },
    { class: 'Dense', units: wide, activation: 'relu' },
    { class: 'Dense', units: narrow, activation: 'relu' },
    { class: 'Dense', units: 10, activation: 'softmax' }
  ],
  responseNormalization: (filters: number, wide: number, narrow: number): readonly LayerFile[] => [
    { class: 'Conv2D', filters, kernel_size: 6, padding: 'same', activation: 'relu' },
    { class: 'MaxPooling2D' },
    { class: 'LocalResponseNormalization', depth_radius: 4, bias: 1, alpha: 0.001 / 9, beta: 0.75 },
    { class: 'Conv2D', filters, kernel_size: 6, padding: 'same', activation: 'relu' },
    { class: 'LocalResponseNormalization', depth_radius: 4, bias: 1, alpha: 0.001 / 9, beta: 0.75 },
    { class: 'MaxPooling2D' },
    { class: 'Dense', units: wide, activation: 'relu' },
    { class: 'Dropout', rate: 0.5 },
    { class: 'Dense', units: narrow, activation: 'relu' },
    { class: 'Dropout', rate: 0.5 },
    { class: 'Dense', units: 10, activation: 'softmax' }
  ]
}

const SOFTMAX: LayerFile = { class: 'Dense', units: 10, activation: 'softmax' }

/**
 * Trained for a hundred updates, one an epoch, so slowly that no loss comes near 0: there p - y cancels. The convolutional
 * one is 8 filters wide, since plain loops take their time.
 */
export const STUDY_MODELS: Readonly<Record<string, StudyModel>> = {
  'mnist-logreg': model([28, 28, 1], [SOFTMAX], 0.001, 32, 100),
  'mnist-ffnn': model([28, 28, 1], [{ class: 'Dense', units: 100, activation: 'relu' }, SOFTMAX], 0.0003, 32, 100),
  'cifarnet-bn-8': model([32, 32, 3], cifarNet.batchNormalization(8, 32, 16), 0.0001, 3, 100),
  'cifarnet-lrn-8': model([32, 32, 3], cifarNet.responseNormalization(8, 32, 16), 0.001, 3, 100)
}

/** As wide as the sources say, for a few updates. */
export const FULL_MODELS: Readonly<Record<string, StudyModel>> = {
  'cifarnet-bn-64': model([32, 32, 3], cifarNet.batchNormalization(64, 384, 192), 0.001, 8, 3),
  'cifarnet-lrn-64': model([32, 32, 3], cifarNet.responseNormalization(64, 384, 192), 0.001, 8, 3)
}

function model(
  imageShape: ImageShape,
  layers: readonly LayerFile[],
  learningRate: number,
  batchSize: number,
  epochs: number
): StudyModel {
  const trainImages = 2 * batchSize - 1
  const testImages = 5
  const dataset = generatedDataset(11, { imageShape, numClasses: 10, trainingImages: trainImages, testImages })
  const spec = smallSpec({ layers, loss: { name: 'categorical_crossentropy' } }, dataset, {
    optimizer: { ...ADAM, learningRate },
    training: { batchSize, epochs }
  })
  return { dataset, spec: { ...spec, data: { ...spec.data, trainImages, validationImages: 0, testImages } } }
}
