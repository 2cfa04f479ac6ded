import { type ImageShape, resolveNetwork } from '../../../../src/claims/network/resolveNetwork'
import type { Conv2DLayer, DenseLayer, KernelInitializer, Layer } from '../../../../src/claims/types'
import { initialParameters } from '../../../../src/engine/training/initialParameters'
import { normalStream, randomStream } from '../../../../src/random/streams'

function dense(units: number, kernel_initializer: KernelInitializer, changes: Partial<DenseLayer> = {}): DenseLayer {
  return {
    class: 'Dense',
    units,
    activation: 'softmax',
    use_bias: true,
    kernel_initializer,
    bias_initializer: 'zeros',
    kernel_regularizer: null,
    ...changes
  }
}

function conv(filters: number, kernel_initializer: KernelInitializer): Conv2DLayer {
  const { class: _, units: __, ...affine } = dense(1, kernel_initializer, { activation: 'relu' })
  return { ...affine, class: 'Conv2D', filters, kernel_size: [5, 3], strides: [1, 1], padding: 'same' }
}

function draw(layers: readonly Layer[], input: ImageShape | number, seed = 0): readonly Float64Array[] {
  const last = layers.at(-1)
  const numClasses = last?.class === 'Dense' ? last.units : 0
  const shape: ImageShape = typeof input === 'number' ? [input, 1, 1] : input
  const network = resolveNetwork(layers, shape, numClasses, { name: 'categorical_crossentropy' })
  return initialParameters(network, randomStream(seed, 'init'))
}

describe('initialParameters', () => {
  test('glorot_uniform is one draw a weight, row by row, scaled to the limit', () => {
    const random = randomStream(3, 'init')
    const limit = Math.sqrt(6 / (4 + 2))
    const expected = Array.from({ length: 8 }, () => (2 * random() - 1) * limit)
    expect([...draw([dense(2, 'glorot_uniform')], 4, 3)[0]!]).toEqual(expected)
  })

  // The first three weights of 4 inputs and 2 units with seed 0, as claimcheck 0.1.0 drew them (engine/training/initialWeights).
  test.each([
    ['glorot_uniform', [-0.35381386429071426, 0.8115213778801262, -0.5960409101098776]],
    ['he_uniform', [-0.43333171571729195, 0.9939066455833203, -0.7299980477966477]],
    ['glorot_normal', [-0.1831207672734946, 0.4200129852858126, -0.5631359062830843]],
    ['he_normal', [-0.22427622056350527, 0.5144087496466699, -0.6896978131166621]]
  ] as const)('%s draws what it always drew', (name, expected) => {
    expect([...draw([dense(2, name)], 4)[0]!].slice(0, 3)).toEqual(expected)
  })

  // Keras's VarianceScaling: variances 2/(in + out), 2/in and 1/in; uniform limits are the deviation times sqrt(3), normals
  // are cut at 2/0.8796 = 2.274 deviations. A convolution's fans are its window times its channels and its filters.
  const cut = 2 / 0.87962566103423978
  test.each([
    ['glorot_uniform', 2 / (200 + 100), 2 / (15 * 16 + 15 * 90), Math.sqrt(3)],
    ['he_uniform', 2 / 200, 2 / (15 * 16), Math.sqrt(3)],
    ['lecun_uniform', 1 / 200, 1 / (15 * 16), Math.sqrt(3)],
    ['glorot_normal', 2 / (200 + 100), 2 / (15 * 16 + 15 * 90), cut],
    ['he_normal', 2 / 200, 2 / (15 * 16), cut],
    ['lecun_normal', 1 / 200, 1 / (15 * 16), cut]
  ] as const)('%s has the variance and the bounds of Keras', (name, ofDense, ofConvolution, bound) => {
    expectDraws(draw([dense(100, name)], 200)[0]!, ofDense, bound)
    expectDraws(draw([conv(90, name), dense(2, 'zeros')], [4, 4, 16])[0]!, ofConvolution, bound)
  })

  test('normals of a given deviation: cut at two of them and not corrected for it, or not cut', () => {
    // Of a standard normal cut at 2 the variance is 0.8796^2.
    const truncated = draw([dense(100, { class: 'TruncatedNormal', stddev: 0.05 })], 200)[0]!
    expectDraws(truncated, (0.05 * 0.87962566103423978) ** 2, cut)
    const normal = normalStream(randomStream(0, 'init'))
    const expected = Array.from({ length: 8 }, () => normal() * 0.05)
    expect([...draw([dense(2, { class: 'RandomNormal', stddev: 0.05 })], 4)[0]!]).toEqual(expected)
  })

  test('layers draw one after the other; zeros and biases draw nothing', () => {
    const both = draw([dense(3, 'glorot_uniform'), dense(2, 'he_normal')], 4)
    const between = draw([dense(3, 'glorot_uniform'), dense(3, 'zeros'), dense(2, 'he_normal')], 4)
    expect(between[2]!.every((weight) => weight === 0)).toBe(true)
    expect(between[0]).toEqual(both[0])
    expect(between[4]).toEqual(both[2])
    expect([...both[1]!]).toEqual([0, 0, 0])
  })

  test('a bias may start at a constant; a layer without bias has none', () => {
    const constant = dense(2, 'zeros', { bias_initializer: { class: 'Constant', value: 0.1 } })
    expect(draw([constant], 4).map((values) => [...values])).toEqual([Array(8).fill(0), [0.1, 0.1]])
    expect(draw([dense(2, 'zeros', { use_bias: false })], 4)).toHaveLength(1)
  })

  test('a batch normalisation starts as the identity of a standard normal and draws nothing', () => {
    const normalisation = {
      class: 'BatchNormalization',
      momentum: 0.9,
      epsilon: 1e-3,
      center: true,
      scale: true
    } as const
    const [gamma, beta, mean, variance, kernel] = draw([normalisation, dense(2, 'glorot_uniform')], [2, 2, 1])
    expect([gamma, beta, mean, variance].map((values) => [...values!])).toEqual([[1], [0], [0], [1]])
    expect(kernel).toEqual(draw([dense(2, 'glorot_uniform')], [2, 2, 1])[0])
  })

  test('layers without parameters move nothing', () => {
    const plain = draw([dense(2, 'glorot_uniform')], 4)
    const dropout = { class: 'Dropout', rate: 0.5 } as const
    expect(draw([dropout, { class: 'Flatten' }, dense(2, 'glorot_uniform')], 4)).toEqual(plain)
  })
})

/** At least 20,000 draws around 0. */
function expectDraws(weights: Float64Array, variance: number, bound: number): void {
  expect(weights.length).toBeGreaterThanOrEqual(20_000)
  const deviation = Math.sqrt(variance)
  const mean = weights.reduce((a, b) => a + b, 0) / weights.length
  const measured = weights.reduce((a, b) => a + b * b, 0) / weights.length
  // 20,000 draws: the mean is within 4 standard errors, the variance (kurtosis below 3, so its standard error is
  // below sqrt(2/20,000) = 1 %) within 4 %; a factor forgotten is off by 13 % or more.
  expect(Math.abs(mean)).toBeLessThan((4 * deviation) / Math.sqrt(20_000))
  expect(Math.abs(measured / variance - 1)).toBeLessThan(0.04)
  const largest = weights.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
  expect(largest).toBeLessThanOrEqual(deviation * bound)
  expect(largest).toBeGreaterThan(0.98 * deviation * bound)
}
