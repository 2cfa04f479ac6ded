import { type ImageShape, resolveNetwork, sizeOf } from '../../../../src/claims/network/resolveNetwork'
import type { Layer, Loss } from '../../../../src/claims/types'
import { BATCH_NORMALIZATION, CATEGORICAL, conv, dense, LOCAL_RESPONSE, POOL } from './layers'

const BINARY: Loss = { name: 'binary_crossentropy', reduction: 'mean' }

function resolve(layers: readonly Layer[], input: ImageShape = [28, 28, 1], loss: Loss = CATEGORICAL) {
  return resolveNetwork(layers, input, 10, loss)
}

describe('resolveNetwork', () => {
  test('hands the shape from layer to layer; activations and Flatten become layers of their own', () => {
    const { layers, outputActivation } = resolve([
      { class: 'Dropout', rate: 0.2 },
      dense(100, 'relu'),
      { class: 'Dropout', rate: 0.5 },
      dense(10)
    ])
    expect(layers).toMatchObject([
      { kind: 'dropout', source: 0, input: [28, 28, 1], output: [28, 28, 1], rate: 0.2 },
      { kind: 'flatten', source: 1, input: [28, 28, 1], output: [784] },
      { kind: 'dense', source: 1, input: [784], output: [100], kernel: { shape: [784, 100], fanIn: 784, fanOut: 100 } },
      { kind: 'activation', source: 1, input: [100], output: [100], activation: 'relu' },
      { kind: 'dropout', source: 2, input: [100], output: [100], rate: 0.5 },
      { kind: 'dense', source: 3, input: [100], output: [10] }
    ])
    expect(outputActivation).toBe('softmax')
  })

  test('means of windows, and of a whole image as a vector', () => {
    const average = { ...POOL, class: 'AveragePooling2D' } as const
    const { layers } = resolve([
      conv(4, { activation: 'linear' }),
      average,
      { class: 'GlobalAveragePooling2D' },
      dense(10)
    ])
    expect(layers).toMatchObject([
      { kind: 'conv2d', output: [28, 28, 4] },
      { kind: 'averagePooling2d', output: [14, 14, 4], window: { size: [3, 3], strides: [2, 2] } },
      { kind: 'averagePooling2d', source: 2, output: [1, 1, 4], window: { size: [14, 14] } },
      { kind: 'flatten', source: 2, output: [4] },
      { kind: 'dense' }
    ])
  })

  test('a residual block is its layers and its shortcut between three crossings', () => {
    const block = [conv(8, { strides: [2, 2] }), { class: 'Dropout', rate: 0.5 } as const]
    const shortcut = [conv(8, { kernel_size: [1, 1], strides: [2, 2], activation: 'linear' })]
    const { layers } = resolve([{ class: 'Residual', layers: block, shortcut }, dense(10)])
    expect(layers).toMatchObject([
      { kind: 'fork', source: 0, input: [28, 28, 1], output: [28, 28, 1] },
      { kind: 'conv2d', source: 0, output: [14, 14, 8] },
      { kind: 'activation', source: 0 },
      { kind: 'dropout', source: 0 },
      { kind: 'shortcut', source: 0, input: [14, 14, 8], output: [28, 28, 1] },
      { kind: 'conv2d', source: 0, input: [28, 28, 1], output: [14, 14, 8] },
      { kind: 'join', source: 0, input: [14, 14, 8], output: [14, 14, 8] },
      { kind: 'flatten', source: 1, output: [14 * 14 * 8] },
      { kind: 'dense', source: 1 }
    ])
  })

  test('of a residual block both ways have to end in one shape, images in images', () => {
    const residual =
      (layers: readonly Layer[], shortcut: readonly Layer[] = []) =>
      () =>
        resolve([{ class: 'Residual', layers, shortcut }, dense(10)])
    expect(residual([conv(8, { strides: [2, 2] })])).toThrow(
      /model\.layers\[0\]: the two ways[\s\S]*"filters":8,"kernel_size":1,"strides":2/
    )
    expect(residual([dense(784, 'relu')], [{ class: 'Flatten' }])).toThrow(/becomes a vector inside/)
    const inner = { class: 'Residual', layers: [conv(8)], shortcut: [] } as const
    expect(residual([conv(4), inner], [conv(8)])).toThrow(/model\.layers\[0\]\.layers\[1\]/)
  })

  test('leaky relu by its name has the slope of Keras 3, as a layer its own', () => {
    const { layers } = resolve([dense(5, 'leaky_relu'), { class: 'LeakyReLU', negative_slope: 0.01 }, dense(10)])
    expect(layers.filter(({ kind }) => kind === 'activation')).toMatchObject([
      { activation: 'leaky_relu', slope: 0.2 },
      { activation: 'leaky_relu', slope: 0.01 }
    ])
  })

  test.each<Loss>([{ name: 'mean_squared_error' }, { name: 'huber', delta: 1 }])('%j is of linear outputs', (loss) => {
    const { layers, outputActivation } = resolve([dense(5, 'relu'), dense(10, 'linear')], [28, 28, 1], loss)
    expect(outputActivation).toBe('linear')
    expect(layers.map(({ kind }) => kind)).toEqual(['flatten', 'dense', 'activation', 'dense'])
    expect(() => resolve([dense(10)], [28, 28, 1], loss)).toThrow(/activation "linear"/)
    expect(() => resolve([dense(10, 'linear')])).toThrow(/activation "softmax"/)
  })

  test('a convolutional network', () => {
    const l2 = { class: 'L2', l2: 0.004 } as const
    const { layers } = resolve(
      [
        conv(64),
        POOL,
        BATCH_NORMALIZATION,
        conv(32, { use_bias: false }),
        LOCAL_RESPONSE,
        dense(10, 'softmax', { kernel_regularizer: l2 })
      ],
      [32, 32, 3]
    )
    expect(layers).toMatchObject([
      {
        kind: 'conv2d',
        output: [32, 32, 64],
        kernel: { shape: [5, 5, 3, 64], fanIn: 75, fanOut: 1600 },
        bias: { size: 64 }
      },
      { kind: 'activation', output: [32, 32, 64] },
      { kind: 'maxPooling2d', output: [16, 16, 64], window: { padRows: [0, 1], padColumns: [0, 1] } },
      { kind: 'batchNormalization', output: [16, 16, 64], channels: 64 },
      { kind: 'conv2d', output: [16, 16, 32], kernel: { shape: [5, 5, 64, 32], l2: 0 }, bias: null },
      { kind: 'activation' },
      { kind: 'localResponseNormalization', output: [16, 16, 32], depthRadius: 4 },
      { kind: 'flatten', source: 5, output: [8192] },
      { kind: 'dense', kernel: { shape: [8192, 10], l2: 0.004 } }
    ])
  })

  test('a Flatten and a linear activation that do nothing are gone', () => {
    const kinds = resolve([{ class: 'Flatten' }, { class: 'Flatten' }, dense(12, 'linear'), dense(10)]).layers
    expect(kinds.map(({ kind }) => kind)).toEqual(['flatten', 'dense', 'dense'])
  })

  test('an Activation layer may end the network', () => {
    const last = { class: 'Activation', activation: 'softmax' } as const
    expect(resolve([dense(10, 'linear'), last]).layers.map(({ kind }) => kind)).toEqual(['flatten', 'dense'])
  })

  test.each([
    ['no layer', []],
    ['another number of units', [dense(9)]],
    ['no softmax', [dense(10, 'linear')]],
    ['sigmoids', [dense(10, 'sigmoid')]],
    ['Dropout at the end', [dense(10), { class: 'Dropout', rate: 0.5 } as const]],
    ['a convolution at the end', [conv(10, { activation: 'softmax' })]]
  ])('refuses a stack that is no classifier: %s', (_name, layers) => {
    expect(() => resolve(layers)).toThrow(/Dense with 10 units and activation "softmax"/)
  })

  test('binary cross-entropy takes sigmoids as well as a softmax, and nothing else', () => {
    expect(resolve([dense(10, 'sigmoid')], [8, 8, 1], BINARY).outputActivation).toBe('sigmoid')
    expect(resolve([dense(10)], [8, 8, 1], BINARY).outputActivation).toBe('softmax')
    expect(() => resolve([dense(10, 'tanh')], [8, 8, 1], BINARY)).toThrow(/"softmax" or "sigmoid"/)
  })

  test('a layer of images after Flatten is refused where it stands', () => {
    for (const layer of [conv(4), POOL, LOCAL_RESPONSE]) {
      expect(() => resolve([{ class: 'Flatten' }, layer, dense(10)])).toThrow(
        expect.objectContaining({ details: expect.objectContaining({ where: 'model.layers[1]', received: '[784]' }) })
      )
    }
  })

  test('a window that is larger than its image is refused, with what would fit', () => {
    const small = { ...POOL, padding: 'valid' } as const
    expect(() => resolve([small, dense(10)], [2, 5, 1])).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ expected: 'at most 2 x 5', received: '3 x 3' }) })
    )
    expect(resolve([POOL, dense(10)], [2, 5, 1]).layers[0]!.output).toEqual([1, 3, 1])
  })
})

describe('sizeOf', () => {
  test.each([
    [[], 1],
    [[7], 7],
    [[32, 32, 3], 3072]
  ])('%j has %d values', (shape, size) => {
    expect(sizeOf(shape)).toBe(size)
  })
})
