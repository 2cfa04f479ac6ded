import type { LayerFile } from '../../../src/claims/fileTypes'
import type { ImageShape } from '../../../src/claims/network/resolveNetwork'
import type { Loss } from '../../../src/claims/types'

/** A small network for one feature of a layer, or for what happens between two. */
export interface NetworkCase {
  readonly name: string
  readonly imageShape: ImageShape
  readonly layers: readonly LayerFile[]
  readonly loss: Loss
  /** Of numbers that are told instead of classes. */
  readonly numTargets?: number
  /** Images of numbers, which are standardised, as the targets are. */
  readonly features?: true
}

const CATEGORICAL: Loss = { name: 'categorical_crossentropy' }

/** Odd and unequal sides, so that rows and columns cannot be exchanged; five classes, so that no two sizes are equal. */
const IMAGE: ImageShape = [7, 6, 3]
export const NUM_CLASSES = 5

const output: LayerFile = { class: 'Dense', units: NUM_CLASSES, activation: 'softmax' }
const sigmoids: LayerFile = { ...output, activation: 'sigmoid' }
/** Some convolutions make 16 channels: what fills the blocks of 8 and of 16 that ONNX Runtime's own kernels work on. */
const conv = { class: 'Conv2D', filters: 4, kernel_size: 3, padding: 'same' } as const
const pool = { class: 'MaxPooling2D' } as const
const norm = { class: 'BatchNormalization', momentum: 0.8 } as const
const layerNorm = { class: 'LayerNormalization' } as const
const average = { class: 'AveragePooling2D' } as const
const response = { class: 'LocalResponseNormalization', depth_radius: 2, bias: 1.5, alpha: 0.2, beta: 0.75 } as const

const DENSE: Record<string, readonly LayerFile[]> = {
  'Dense: softmax regression': [output],
  'Dense: without bias': [{ ...output, use_bias: false }],
  'Dense: relu': [{ class: 'Dense', units: 12, activation: 'relu', kernel_initializer: 'he_normal' }, output],
  'Dense: three, tanh without bias': [
    { class: 'Dense', units: 9, activation: 'tanh', use_bias: false },
    { class: 'Dense', units: 6, activation: 'relu', bias_initializer: { class: 'Constant', value: 0.1 } },
    output
  ],
  'Dense: sigmoid': [{ class: 'Dense', units: 8, activation: 'sigmoid' }, output],
  'Dense: leaky relu, gelu, silu': [
    { class: 'Dense', units: 9, activation: 'gelu' },
    { class: 'Dense', units: 7, activation: 'silu' },
    { class: 'LeakyReLU', negative_slope: 0.1 },
    { class: 'Dense', units: 6, activation: 'leaky_relu' },
    output
  ],
  'Dense: softmax inside': [{ class: 'Dense', units: 6, activation: 'softmax' }, output],
  'Dense: linear inside': [{ class: 'Dense', units: 6 }, output],
  'Dense: L2 on one of two kernels': [
    { class: 'Dense', units: 8, activation: 'relu', kernel_regularizer: { class: 'L2', l2: 0.05 } },
    output
  ],
  'Activation: two in a row': [
    { class: 'Dense', units: 8 },
    { class: 'Activation', activation: 'relu' },
    { class: 'Activation', activation: 'tanh' },
    output
  ],
  'Activation: of the pixels': [{ class: 'Activation', activation: 'sigmoid' }, { class: 'Flatten' }, output],
  'Dropout: before and between': [
    { class: 'Dropout', rate: 0.1 },
    { class: 'Dense', units: 12, activation: 'relu', kernel_initializer: 'he_normal' },
    { class: 'Dropout', rate: 0.4 },
    { class: 'Dense', units: 8, activation: 'tanh', use_bias: false },
    output
  ],
  'Dropout: rate 0': [
    { class: 'Dropout', rate: 0 },
    { class: 'Dense', units: 8, activation: 'tanh' },
    { class: 'Dropout', rate: 0.5 },
    output
  ],
  'LayerNormalization: of the pixels and of a vector': [
    { class: 'Flatten' },
    { ...layerNorm, scale: false },
    { class: 'Dense', units: 8, use_bias: false },
    layerNorm,
    { class: 'Activation', activation: 'relu' },
    { class: 'Dense', units: 6, activation: 'tanh' },
    { ...layerNorm, center: false, epsilon: 0.1 },
    output
  ],
  'BatchNormalization: of a vector': [
    { class: 'Dense', units: 8, use_bias: false },
    norm,
    { class: 'Activation', activation: 'relu' },
    output
  ]
}

const CONVOLUTIONAL: Record<string, readonly LayerFile[]> = {
  'Conv2D: same': [conv, output],
  'Conv2D: valid, 5 x 3': [{ ...conv, kernel_size: [5, 3], padding: 'valid', activation: 'tanh' }, output],
  'Conv2D: stride 2, same': [{ ...conv, strides: 2, activation: 'tanh' }, output],
  'Conv2D: strides 2 x 1, valid': [{ ...conv, strides: [2, 1], padding: 'valid', activation: 'tanh' }, output],
  'Conv2D: even kernel, same': [{ ...conv, kernel_size: [4, 2], use_bias: false, activation: 'tanh' }, output],
  'Conv2D: kernel 1 x 1': [{ ...conv, kernel_size: 1, activation: 'tanh' }, output],
  'Conv2D: kernel larger than the stride reaches, stride 2, valid': [
    { ...conv, kernel_size: 4, strides: 2, padding: 'valid', activation: 'tanh' },
    output
  ],
  'Conv2D: two, the second with stride 2': [
    { ...conv, activation: 'tanh' },
    { ...conv, filters: 5, strides: 2, activation: 'tanh', bias_initializer: { class: 'Constant', value: -0.1 } },
    output
  ],
  'Conv2D: 16 and 32 filters': [
    { ...conv, filters: 16, activation: 'relu' },
    { ...conv, filters: 32, kernel_size: [3, 5], activation: 'relu', kernel_regularizer: { class: 'L2', l2: 0.02 } },
    output
  ],
  'Conv2D: 16 filters, the second without padding, the third with stride 2 and an even kernel': [
    { ...conv, filters: 16, activation: 'tanh' },
    { ...conv, filters: 16, padding: 'valid', activation: 'relu' },
    { ...conv, filters: 16, kernel_size: 2, strides: 2, activation: 'relu', use_bias: false },
    output
  ],
  'Conv2D: 16 filters, the first with stride 2 x 1 and an even kernel': [
    { ...conv, filters: 16, kernel_size: [4, 2], strides: [2, 1], activation: 'tanh' },
    output
  ],
  'Conv2D: L2': [
    { ...conv, activation: 'relu', kernel_regularizer: { class: 'L2', l2: 0.05 } },
    { ...output, kernel_regularizer: { class: 'L2', l2: 0.01 } }
  ],
  'Conv2D: gelu, silu, leaky relu': [
    { ...conv, activation: 'gelu' },
    { ...conv, filters: 16, activation: 'silu' },
    { ...conv, activation: 'leaky_relu' },
    output
  ],
  'Conv2D: softmax over the channels': [{ ...conv, activation: 'softmax' }, output],
  'MaxPooling2D: 2 x 2, rest dropped': [{ ...conv, activation: 'relu' }, pool, output],
  'MaxPooling2D: same, part of a window outside': [
    { ...conv, activation: 'tanh' },
    { ...pool, padding: 'same' },
    output
  ],
  'MaxPooling2D: overlapping, 3 by 2': [
    { ...conv, filters: 16, activation: 'relu' },
    { ...pool, pool_size: 3, strides: 2, padding: 'same' },
    output
  ],
  'MaxPooling2D: overlapping, 3 x 2 by 1, valid': [
    { ...conv, activation: 'tanh' },
    { ...pool, pool_size: [3, 2], strides: 1 },
    output
  ],
  'MaxPooling2D: with gaps, 2 by 3': [{ ...conv, activation: 'tanh' }, { ...pool, pool_size: 2, strides: 3 }, output],
  'MaxPooling2D: 16 filters, 2 x 3 by 1 x 2, with a part outside': [
    { ...conv, filters: 16, activation: 'tanh' },
    { ...pool, pool_size: [2, 3], strides: [1, 2], padding: 'same' },
    { ...conv, filters: 16, activation: 'tanh' },
    { ...pool, pool_size: 3, strides: 1, padding: 'same' },
    output
  ],
  'MaxPooling2D: ties, the first of equals': [
    { ...conv, filters: 16, kernel_initializer: 'zeros', bias_initializer: { class: 'Constant', value: 0.3 } },
    { ...pool, pool_size: 3, strides: 2, padding: 'same' },
    output
  ],
  'MaxPooling2D: of the pixels': [pool, { ...conv, activation: 'relu' }, output],
  'AveragePooling2D: 2 x 2, and same with a part outside': [
    { ...conv, activation: 'relu' },
    { ...average, padding: 'same' },
    { ...conv, filters: 16, activation: 'tanh' },
    { ...average, pool_size: [3, 2], strides: [2, 1], padding: 'same' },
    { class: 'Activation', activation: 'relu' },
    output
  ],
  'AveragePooling2D: of the pixels; all of an image': [
    average,
    { ...conv, filters: 16, activation: 'tanh' },
    { class: 'GlobalAveragePooling2D' },
    output
  ],
  'LayerNormalization: of the channels': [
    layerNorm,
    { ...conv, filters: 16 },
    { ...layerNorm, center: false },
    { class: 'Activation', activation: 'relu' },
    { ...conv, use_bias: false },
    layerNorm,
    output
  ],
  'BatchNormalization: between a convolution and its relu': [
    { ...conv, filters: 16, use_bias: false },
    norm,
    { class: 'Activation', activation: 'relu' },
    output
  ],
  'BatchNormalization: after pooling, before a convolution': [
    { ...conv, filters: 16, activation: 'relu' },
    { ...pool, pool_size: 3, strides: 2, padding: 'same' },
    norm,
    { ...conv, filters: 16, activation: 'relu' },
    norm,
    output
  ],
  'BatchNormalization: without centre': [{ ...conv, activation: 'tanh' }, { ...norm, center: false }, output],
  'BatchNormalization: without scale': [
    { ...conv, activation: 'tanh' },
    { ...norm, scale: false, epsilon: 0.1 },
    output
  ],
  'BatchNormalization: of the pixels': [norm, { ...conv, activation: 'relu' }, output],
  'BatchNormalization: behind layers without parameters': [
    { class: 'Dropout', rate: 0.2 },
    { class: 'Activation', activation: 'tanh' },
    norm,
    { ...conv, activation: 'relu' },
    output
  ],
  'LocalResponseNormalization: after a convolution': [{ ...conv, filters: 16, activation: 'relu' }, response, output],
  'LocalResponseNormalization: few channels, other exponent': [
    { ...conv, activation: 'tanh' },
    { ...response, depth_radius: 5, beta: 0.5, alpha: 1 },
    output
  ],
  'Dropout, Activation and normalisations: of 16 channels': [
    { ...conv, filters: 16 },
    { class: 'Activation', activation: 'sigmoid' },
    response,
    { class: 'Dropout', rate: 0.3 },
    { ...conv, filters: 16, kernel_size: 1, use_bias: false },
    { ...norm, center: false },
    { class: 'Activation', activation: 'softmax' },
    output
  ],
  'Dropout: of images': [
    { class: 'Dropout', rate: 0.2 },
    { ...conv, activation: 'relu' },
    { class: 'Dropout', rate: 0.5 },
    output
  ]
}

const RESIDUAL: Record<string, readonly LayerFile[]> = {
  'Residual: of a vector, itself and by a projection, one in the other': [
    { class: 'Dense', units: 8, activation: 'tanh' },
    {
      class: 'Residual',
      layers: [
        { class: 'Dense', units: 6, activation: 'tanh' },
        {
          class: 'Residual',
          layers: [
            { class: 'Dropout', rate: 0.3 },
            { class: 'Dense', units: 6, use_bias: false }
          ]
        },
        norm
      ],
      shortcut: [{ class: 'Dense', units: 6, use_bias: false, kernel_regularizer: { class: 'L2', l2: 0.05 } }]
    },
    { class: 'Activation', activation: 'relu' },
    { class: 'Residual', layers: [{ class: 'Dense', units: 6, activation: 'relu' }] },
    output
  ],
  'Residual: of the pixels as a vector': [
    { class: 'Flatten' },
    {
      class: 'Residual',
      layers: [{ class: 'Activation', activation: 'tanh' }],
      shortcut: [{ class: 'Dense', units: 126 }]
    },
    { class: 'Residual', layers: [{ class: 'Dense', units: 126, activation: 'tanh' }] },
    output
  ],
  'Residual: of images, normalised, itself and by a projection with stride 2': [
    { ...conv, filters: 16, activation: 'relu' },
    {
      class: 'Residual',
      layers: [
        { ...conv, filters: 16, use_bias: false },
        norm,
        { class: 'Activation', activation: 'relu' },
        { ...conv, filters: 16, use_bias: false },
        norm
      ]
    },
    { class: 'Activation', activation: 'relu' },
    {
      class: 'Residual',
      layers: [
        norm,
        { ...conv, filters: 32, strides: 2, activation: 'tanh' },
        { class: 'Dropout', rate: 0.2 },
        { class: 'Residual', layers: [{ ...conv, filters: 32, use_bias: false }, norm] }
      ],
      shortcut: [{ ...conv, filters: 32, kernel_size: 1, strides: 2, use_bias: false }, norm]
    },
    { class: 'GlobalAveragePooling2D' },
    output
  ],
  'Residual: of the pixels, with pooling in it': [
    {
      class: 'Residual',
      layers: [
        { ...conv, activation: 'relu' },
        { ...pool, strides: 1, padding: 'same' }
      ],
      shortcut: [{ ...conv, kernel_size: 1 }]
    },
    pool,
    output
  ]
}

const LOSSES: Record<string, Omit<NetworkCase, 'name' | 'imageShape'>> = {
  'categorical cross-entropy of smoothed labels': {
    layers: [{ class: 'Dense', units: 8, activation: 'tanh' }, output],
    loss: { name: 'categorical_crossentropy', label_smoothing: 0.2 }
  },
  'mean squared error of linear outputs': {
    layers: [
      { class: 'Dense', units: 8, activation: 'tanh' },
      { class: 'Dense', units: NUM_CLASSES }
    ],
    loss: { name: 'mean_squared_error' }
  },
  'Huber loss of linear outputs': {
    layers: [{ class: 'Dense', units: NUM_CLASSES, kernel_initializer: 'he_normal' }],
    loss: { name: 'huber', delta: 0.4 }
  },
  'mean squared error of three numbers, after a convolution': {
    layers: [
      { ...conv, activation: 'tanh' },
      { class: 'Dense', units: 3 }
    ],
    loss: { name: 'mean_squared_error' },
    numTargets: 3
  },
  'Huber loss of two numbers': {
    layers: [
      { class: 'Dense', units: 8, activation: 'tanh' },
      { class: 'Dense', units: 2 }
    ],
    loss: { name: 'huber', delta: 0.4 },
    numTargets: 2
  },
  'mean squared error of one number, standardised, of features': {
    layers: [
      { class: 'Dense', units: 8, activation: 'relu' },
      { class: 'Dense', units: 1 }
    ],
    loss: { name: 'mean_squared_error' },
    numTargets: 1,
    features: true
  },
  'binary cross-entropy, softmax, sum': {
    layers: [{ class: 'Dense', units: 8, activation: 'tanh' }, output],
    loss: { name: 'binary_crossentropy', reduction: 'sum' }
  },
  'binary cross-entropy, softmax, mean': { layers: [output], loss: { name: 'binary_crossentropy', reduction: 'mean' } },
  'binary cross-entropy, sigmoid, sum': {
    layers: [{ class: 'Dense', units: 8, activation: 'tanh' }, sigmoids],
    loss: { name: 'binary_crossentropy', reduction: 'sum' }
  },
  'binary cross-entropy, sigmoid, mean': {
    layers: [sigmoids],
    loss: { name: 'binary_crossentropy', reduction: 'mean' }
  },
  'binary cross-entropy after a convolution': {
    layers: [{ ...conv, activation: 'relu' }, output],
    loss: { name: 'binary_crossentropy', reduction: 'mean' }
  }
}

export const NETWORK_CASES: readonly NetworkCase[] = [
  ...Object.entries({ ...DENSE, ...CONVOLUTIONAL, ...RESIDUAL }).map(([name, layers]) => ({
    name,
    imageShape: IMAGE,
    layers,
    loss: CATEGORICAL
  })),
  ...Object.entries(LOSSES).map(([name, own]) => ({ name, imageShape: IMAGE, ...own }))
]
