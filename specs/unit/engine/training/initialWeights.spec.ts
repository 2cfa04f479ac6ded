import { type DenseParameters, initialWeights } from '../../../../src/engine/training/initialWeights'
import { resolveLayers } from '../../../../src/engine/training/resolveLayers'
import { randomStream } from '../../../../src/random/streams'
import type { DenseLayer, Layer } from '../../../../src/spec/types'

function dense(units: number, kernel_initializer: DenseLayer['kernel_initializer'], use_bias = true): DenseLayer {
  return { class: 'Dense', units, activation: 'softmax', use_bias, kernel_initializer, bias_initializer: 'zeros' }
}

function draw(layers: readonly Layer[], numInputs: number, seed = 0): readonly DenseParameters[] {
  const last = layers.at(-1)
  const numClasses = last?.class === 'Dense' ? last.units : 0
  return initialWeights(resolveLayers(layers, numInputs, numClasses), randomStream(seed, 'init'))
}

describe('initialWeights', () => {
  test('glorot_uniform is one draw a weight, row by row, scaled to the limit', () => {
    const random = randomStream(3, 'init')
    const limit = Math.sqrt(6 / (4 + 2))
    const expected = Array.from({ length: 8 }, () => (2 * random() - 1) * limit)
    expect([...draw([dense(2, 'glorot_uniform')], 4, 3)[0]!.kernel]).toEqual(expected)
  })

  // Keras's VarianceScaling: variances 2/(in + out) and 2/in; uniform limits are the deviation times sqrt(3), normals
  // are cut at 2/0.8796 = 2.274 deviations.
  test.each([
    ['glorot_uniform', 2 / (200 + 100), Math.sqrt(3)],
    ['he_uniform', 2 / 200, Math.sqrt(3)],
    ['glorot_normal', 2 / (200 + 100), 2 / 0.87962566103423978],
    ['he_normal', 2 / 200, 2 / 0.87962566103423978]
  ] as const)('%s has the variance and the bounds of Keras', (name, variance, bound) => {
    const { kernel } = draw([dense(100, name)], 200)[0]!
    const deviation = Math.sqrt(variance)
    const mean = kernel.reduce((a, b) => a + b, 0) / kernel.length
    const measured = kernel.reduce((a, b) => a + b * b, 0) / kernel.length
    // 20,000 draws: the mean is within 4 standard errors, the variance (kurtosis below 3, so its standard error is
    // below sqrt(2/20,000) = 1 %) within 4 %; a factor forgotten is off by 13 % or more.
    expect(Math.abs(mean)).toBeLessThan((4 * deviation) / Math.sqrt(20_000))
    expect(Math.abs(measured / variance - 1)).toBeLessThan(0.04)
    const largest = kernel.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
    expect(largest).toBeLessThanOrEqual(deviation * bound)
    expect(largest).toBeGreaterThan(0.98 * deviation * bound)
  })

  test('layers draw one after the other; zeros and biases draw nothing', () => {
    const both = draw([dense(3, 'glorot_uniform'), dense(2, 'he_normal')], 4)
    const between = draw([dense(3, 'glorot_uniform'), dense(3, 'zeros'), dense(2, 'he_normal')], 4)
    expect(between[1]!.kernel.every((weight) => weight === 0)).toBe(true)
    expect(between[0]).toEqual(both[0])
    expect(between[2]).toEqual(both[1])
    expect([...both[0]!.bias!]).toEqual([0, 0, 0])
  })

  test('a layer without bias has none', () => {
    expect(draw([dense(2, 'zeros', false)], 4)[0]!.bias).toBeNull()
  })

  test('Dropout has no parameters and moves nothing', () => {
    const plain = draw([dense(2, 'glorot_uniform')], 4)
    expect(draw([{ class: 'Dropout', rate: 0.5 }, dense(2, 'glorot_uniform')], 4)).toEqual(plain)
  })
})
