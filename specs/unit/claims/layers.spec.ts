import { resolveLayer, resolveLoss } from '../../../src/claims/layers'

// Defaults: keras.io/api, Keras 3; of LocalResponseNormalization tf.nn.local_response_normalization.
describe('resolveLayer', () => {
  const affine = {
    activation: 'linear',
    use_bias: true,
    kernel_initializer: 'glorot_uniform',
    bias_initializer: 'zeros',
    kernel_regularizer: null
  }

  it.each([
    [{ class: 'Dense', units: 7 }, affine],
    [
      { class: 'Conv2D', filters: 7, kernel_size: 3 },
      { kernel_size: [3, 3], strides: [1, 1], padding: 'valid', ...affine }
    ],
    [{ class: 'MaxPooling2D' }, { pool_size: [2, 2], strides: [2, 2], padding: 'valid' }],
    [{ class: 'AveragePooling2D' }, { pool_size: [2, 2], strides: [2, 2], padding: 'valid' }],
    [{ class: 'GlobalAveragePooling2D' }, {}],
    [
      { class: 'Residual', layers: [{ class: 'LeakyReLU' }] },
      { layers: [{ class: 'LeakyReLU', negative_slope: 0.3 }], shortcut: [] }
    ],
    [{ class: 'LayerNormalization' }, { epsilon: 0.001, center: true, scale: true }],
    [{ class: 'LeakyReLU' }, { negative_slope: 0.3 }],
    [{ class: 'BatchNormalization' }, { momentum: 0.99, epsilon: 0.001, center: true, scale: true }],
    [{ class: 'LocalResponseNormalization' }, { depth_radius: 5, bias: 1, alpha: 1, beta: 0.5 }],
    [{ class: 'Activation', activation: 'relu' }, {}],
    [{ class: 'Dropout', rate: 0.5 }, {}],
    [{ class: 'Flatten' }, {}]
  ] as const)('fills in the defaults of %j', (file, defaults) => {
    expect(resolveLayer(file)).toEqual({ ...file, ...defaults })
  })

  it('reads a size as one number for both axes, or as rows and columns', () => {
    const conv = { class: 'Conv2D', filters: 1 } as const
    expect(resolveLayer({ ...conv, kernel_size: [5, 3], strides: 2 })).toMatchObject({
      kernel_size: [5, 3],
      strides: [2, 2]
    })
    expect(resolveLayer({ ...conv, kernel_size: 5, strides: [1, 2] })).toMatchObject({
      kernel_size: [5, 5],
      strides: [1, 2]
    })
  })

  it('moves a pooling window by its own size unless strides are stated', () => {
    const pooling = { class: 'MaxPooling2D', pool_size: [3, 2] } as const
    expect(resolveLayer(pooling)).toMatchObject({ strides: [3, 2] })
    expect(resolveLayer({ ...pooling, strides: null })).toMatchObject({ strides: [3, 2] })
    expect(resolveLayer({ ...pooling, strides: 1 })).toMatchObject({ strides: [1, 1] })
  })

  it.each([
    ['truncated_normal', { class: 'TruncatedNormal', stddev: 0.05 }],
    ['random_normal', { class: 'RandomNormal', stddev: 0.05 }],
    ['he_normal', 'he_normal'],
    [{ class: 'TruncatedNormal' }, { class: 'TruncatedNormal', stddev: 0.05 }],
    [
      { class: 'RandomNormal', stddev: 0.1 },
      { class: 'RandomNormal', stddev: 0.1 }
    ]
  ] as const)('resolves the initialiser %j', (kernel_initializer, expected) => {
    const layer = resolveLayer({ class: 'Dense', units: 1, kernel_initializer })
    expect(layer).toMatchObject({ kernel_initializer: expected })
  })

  it('resolves a regulariser', () => {
    const dense = { class: 'Dense', units: 1 } as const
    const of = (file: { class: 'L2'; l2?: number } | null) => resolveLayer({ ...dense, kernel_regularizer: file })
    expect(of({ class: 'L2' })).toMatchObject({ kernel_regularizer: { class: 'L2', l2: 0.01 } })
    expect(of({ class: 'L2', l2: 0.004 })).toMatchObject({ kernel_regularizer: { class: 'L2', l2: 0.004 } })
    expect(of(null)).toMatchObject({ kernel_regularizer: null })
  })

  it('keeps what is stated', () => {
    const file = {
      class: 'Conv2D',
      filters: 8,
      kernel_size: [5, 3],
      strides: [2, 1],
      padding: 'same',
      activation: 'tanh',
      use_bias: false,
      kernel_initializer: 'lecun_uniform',
      bias_initializer: { class: 'Constant', value: 0.1 },
      kernel_regularizer: { class: 'L2', l2: 0.1 }
    } as const
    expect(resolveLayer(file)).toEqual(file)
  })
})

describe('resolveLoss', () => {
  it.each([
    [undefined, { name: 'categorical_crossentropy' }],
    ['categorical_crossentropy', { name: 'categorical_crossentropy' }],
    [{ name: 'categorical_crossentropy' }, { name: 'categorical_crossentropy' }],
    [{ name: 'categorical_crossentropy', label_smoothing: 0 }, { name: 'categorical_crossentropy' }],
    [
      { name: 'categorical_crossentropy', label_smoothing: 0.1 },
      { name: 'categorical_crossentropy', label_smoothing: 0.1 }
    ],
    ['mean_squared_error', { name: 'mean_squared_error' }],
    ['huber', { name: 'huber', delta: 1 }],
    // Keras averages over the classes.
    ['binary_crossentropy', { name: 'binary_crossentropy', reduction: 'mean' }],
    [{ name: 'binary_crossentropy' }, { name: 'binary_crossentropy', reduction: 'mean' }],
    [
      { name: 'binary_crossentropy', reduction: 'sum' },
      { name: 'binary_crossentropy', reduction: 'sum' }
    ]
  ] as const)('resolves %j', (file, expected) => {
    expect(resolveLoss(file)).toEqual(expected)
  })
})
