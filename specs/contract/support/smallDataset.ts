import type { DenseLayer } from '../../../src/claims/types'
import type { Dataset, LabeledImages } from '../../../src/data/types'
import type { AdamSpec, AmsgradSpec, SgdSpec } from '../../../src/optim/presets'
import { randomStream } from '../../../src/random/streams'
import type { ClassificationRunSpec } from '../../../src/runs/classification/types'
import { ADAM as SLOWER_ADAM, AMSGRAD as SLOWER_AMSGRAD, SGD as SLOWER_SGD } from './trainingSpecs'

export type SmallDataset = Dataset

/** Generated images of 5 x 4 pixels in three classes: noise with a bright band where the class is. */
export function smallDataset(seed: number): SmallDataset {
  const random = randomStream(seed, 'problem')
  return {
    name: 'digits',
    digest: `generated-${seed}`,
    numClasses: 3,
    imageShape: [5, 4, 1],
    trainingFile: images(130, random),
    testFile: images(40, random)
  }
}

function images(count: number, random: () => number): LabeledImages {
  const labels = Uint8Array.from({ length: count }, () => Math.floor(random() * 3))
  const pixels = Uint8Array.from({ length: count * 20 }, (_, i) => {
    const isBand = Math.floor((i % 20) / 6) === labels[Math.floor(i / 20)]
    return Math.floor(random() * 160) + (isBand ? 95 : 0)
  })
  return { count, pixels, labels }
}

export function dense(units: number, activation: DenseLayer['activation'], more: Partial<DenseLayer> = {}): DenseLayer {
  return {
    class: 'Dense',
    units,
    activation,
    use_bias: true,
    kernel_initializer: 'glorot_uniform',
    bias_initializer: 'zeros',
    kernel_regularizer: null,
    ...more
  }
}

export const ADAM: AdamSpec = { ...SLOWER_ADAM, learningRate: 0.02 }

export const AMSGRAD: AmsgradSpec = { ...SLOWER_AMSGRAD, learningRate: 0.02 }

export const SGD: SgdSpec = { ...SLOWER_SGD, learningRate: 0.2 }

/** A multilayer perceptron with Dropout before and between its Dense layers. */
export const MLP = [
  { class: 'Dropout', rate: 0.1 },
  dense(12, 'relu', { kernel_initializer: 'he_normal' }),
  { class: 'Dropout', rate: 0.4 },
  dense(8, 'tanh', { use_bias: false }),
  dense(3, 'softmax')
] as const

export const LOGREG = [dense(3, 'softmax')] as const

/** A run on a small dataset: 90 training images in batches of 32, so 26 are left over in every epoch. */
export function smallRun(
  dataset: SmallDataset,
  changes: Partial<Omit<ClassificationRunSpec, 'engine'>> = {}
): Omit<ClassificationRunSpec, 'engine'> {
  return {
    kind: 'classification',
    optimizer: AMSGRAD,
    seeds: { init: 0, order: 0, dropout: 0, problem: 0 },
    data: {
      dataset: dataset.name,
      trainImages: 90,
      validationImages: 40,
      testImages: 40,
      pixelScale: 255,
      digest: dataset.digest
    },
    model: { layers: LOGREG },
    loss: { name: 'categorical_crossentropy' },
    training: { batchSize: 32, epochs: 3 },
    ...changes
  }
}
