import { TEMPLATE_ASSUMPTIONS } from '../templateAssumptions'
import type { ClassificationFile } from './types'

/** Two arms on the embedded digits. */
export function comparedOnDigits(id: string): ClassificationFile<'classification'> {
  const optimizer = { variant: 'pytorch', learningRate: 0.01, beta1: 0.9, beta2: 0.999 } as const
  return {
    id,
    kind: 'classification',
    description: 'Replace: softmax regression on 1,197 images of handwritten digits, batch 128.',
    sourceProtocol: 'Replace: how the source ran it.',
    assumptions: TEMPLATE_ASSUMPTIONS,
    data: { dataset: 'digits' },
    model: { layers: [{ class: 'Dense', units: 10, activation: 'softmax' }] },
    training: { batchSize: 128, epochs: 20 },
    arms: {
      adam: { optimizer: { name: 'Adam', ...optimizer } },
      amsgrad: { optimizer: { name: 'AMSGrad', ...optimizer } }
    },
    profiles: { quick: { departure: 'Replace: 5 epochs instead of 20', epochs: 5 } }
  }
}

/** Two arms on drawn numbers. */
export function comparedOnFriedman1(id: string): ClassificationFile<'regression'> {
  return {
    ...comparedOnDigits(id),
    kind: 'regression',
    description: 'Replace: one hidden layer on 1,000 rows of Friedman #1, ten numbers each, batch 50.',
    data: { dataset: 'friedman1', standardise: ['inputs', 'targets'] },
    model: {
      layers: [
        { class: 'Dense', units: 16, activation: 'relu' },
        { class: 'Dense', units: 1 }
      ]
    },
    loss: 'mean_squared_error',
    training: { batchSize: 50, epochs: 20 }
  }
}

/** Three optimizers on the embedded digits. */
export function severalOnDigits(id: string): ClassificationFile<'classification'> {
  const base = comparedOnDigits(id)
  return {
    ...base,
    arms: {
      adam: base.arms.adam!,
      rmsprop: { optimizer: { name: 'RMSProp', variant: 'pytorch', learningRate: 0.01, beta2: 0.99 } },
      sgd: { optimizer: { name: 'SGD', learningRate: 0.1, momentum: 0.9 } }
    }
  }
}
