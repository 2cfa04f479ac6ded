import type { Activation, Conv2DLayer, DenseLayer } from '../../../../src/claims/types'

const AFFINE = {
  use_bias: true,
  kernel_initializer: 'glorot_uniform',
  bias_initializer: 'zeros',
  kernel_regularizer: null
} as const

export function dense(units: number, activation: Activation = 'softmax', more: Partial<DenseLayer> = {}): DenseLayer {
  return { ...AFFINE, class: 'Dense', units, activation, ...more }
}

export function conv(filters: number, more: Partial<Conv2DLayer> = {}): Conv2DLayer {
  return {
    ...AFFINE,
    class: 'Conv2D',
    filters,
    activation: 'relu',
    kernel_size: [5, 5],
    strides: [1, 1],
    padding: 'same',
    ...more
  }
}

export const POOL = { class: 'MaxPooling2D', pool_size: [3, 3], strides: [2, 2], padding: 'same' } as const

export const BATCH_NORMALIZATION = {
  class: 'BatchNormalization',
  momentum: 0.99,
  epsilon: 1e-3,
  center: true,
  scale: true
} as const

export const LOCAL_RESPONSE = {
  class: 'LocalResponseNormalization',
  depth_radius: 4,
  bias: 1,
  alpha: 1e-3 / 9,
  beta: 0.75
} as const

export const CATEGORICAL = { name: 'categorical_crossentropy' } as const
