import fc from 'fast-check'
import type { LayerFile } from '../../src/claims/fileTypes'
import { resolveLayer } from '../../src/claims/layers'
import {
  type ImageShape,
  type Nonlinearity,
  type ResolvedLayer,
  resolveNetwork,
  sizeOf
} from '../../src/claims/network/resolveNetwork'
import { averagingMatrices } from '../../src/claims/network/window'
import { normalStream, permutation, randomStream } from '../../src/random/streams'
import { activationPass } from './activation'
import { averagePooling2dPass } from './averagePooling2d'
import { batchNormalizationInference, batchNormalizationPass } from './batchNormalization'
import { centralDifferences, largestError } from './centralDifferences'
import { conv2dPass } from './conv2d'
import { densePass } from './dense'
import { layerNormalizationPass } from './layerNormalization'
import type { LayerParameters, LayerPass } from './layerPass'
import { localResponseNormalizationPass } from './localResponseNormalization'
import { maxPooling2dPass } from './maxPooling2d'

/** See `centralDifferences`: 1e-11 times the size of a sum of some hundred terms, and some room. */
const TOLERANCE = 1e-8

const size = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
const strides = fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 }))
const padding = fc.constantFrom('valid' as const, 'same' as const)
const image = fc.tuple(fc.integer({ min: 3, max: 6 }), fc.integer({ min: 3, max: 5 }), fc.integer({ min: 1, max: 3 }))
const count = fc.integer({ min: 1, max: 3 })
const seed = fc.nat()

describe('every layer is differentiated as central differences do it', () => {
  test('Dense', () => {
    const units = fc.integer({ min: 1, max: 5 })
    const checked = fc.property(count, fc.nat(6), units, fc.boolean(), seed, (n, more, width, bias, draw) => {
      const layer = resolved({ class: 'Dense', units: width, use_bias: bias }, [1, 1, more + 1], 'dense')
      const inputs = numbers(draw, n * (more + 1))
      const kernel = numbers(draw + 1, (more + 1) * width)
      const parameters = { kernel, ...(bias && { bias: numbers(draw + 2, width) }) }
      expectSlopes(inputs, parameters, () => densePass(layer, parameters, inputs))
    })
    fc.assert(checked, { numRuns: 30 })
  })

  test('Conv2D, any kernel, stride and padding', () => {
    const filters = fc.integer({ min: 1, max: 3 })
    const checked = fc.property(
      fc.record({ count, image, size, strides, padding, filters, bias: fc.boolean(), seed }),
      (drawn) => {
        const { filters, padding } = drawn
        const file = { filters, padding, kernel_size: drawn.size, strides: drawn.strides, use_bias: drawn.bias }
        const layer = resolved({ class: 'Conv2D', ...file }, drawn.image, 'conv2d')
        const inputs = numbers(drawn.seed, drawn.count * sizeOf(drawn.image))
        const kernel = numbers(drawn.seed + 1, sizeOf(layer.kernel.shape))
        const parameters = { kernel, ...(drawn.bias && { bias: numbers(drawn.seed + 2, filters) }) }
        expectSlopes(inputs, parameters, () => conv2dPass(layer, parameters, inputs))
      }
    )
    fc.assert(checked, { numRuns: 40 })
  })

  test('MaxPooling2D, overlapping or with gaps', () => {
    const checked = fc.property(fc.record({ count, image, size, strides, padding, seed }), (drawn) => {
      const file = { pool_size: drawn.size, strides: drawn.strides, padding: drawn.padding }
      const layer = resolved({ class: 'MaxPooling2D', ...file }, drawn.image, 'maxPooling2d')
      // Values 0.01 apart: no difference of 1e-5 changes which is the largest.
      const order = permutation(drawn.count * sizeOf(drawn.image), randomStream(drawn.seed, 'problem'))
      const inputs = Float64Array.from(order, (place) => place / 100 - 0.3)
      expectSlopes(inputs, {}, () => maxPooling2dPass(layer, inputs))
    })
    fc.assert(checked, { numRuns: 40 })
  })

  test('AveragePooling2D, overlapping or with gaps, and of the whole image', () => {
    const checked = fc.property(
      fc.record({ count, image, size, strides, padding, whole: fc.boolean(), seed }),
      (drawn) => {
        const file: LayerFile = drawn.whole
          ? { class: 'GlobalAveragePooling2D' }
          : { class: 'AveragePooling2D', pool_size: drawn.size, strides: drawn.strides, padding: drawn.padding }
        const layer = resolved(file, drawn.image, 'averagePooling2d')
        const inputs = numbers(drawn.seed, drawn.count * sizeOf(drawn.image))
        expectSlopes(inputs, {}, () => averagePooling2dPass(layer, inputs))
        // The matrices that the engines multiply with say the same.
        const [rows, columns] = averagingMatrices(layer.input, layer.window)
        const [height, width, channels] = layer.input
        const products = Array.from({ length: sizeOf(layer.output) }, (_, i) => {
          const [row, column] = [Math.floor(i / channels / layer.output[1]), Math.floor(i / channels) % layer.output[1]]
          let sum = 0
          for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) {
              const share = rows[row * height + y]! * columns[column * width + x]!
              sum += share * inputs[(y * width + x) * channels + (i % channels)]!
            }
          }
          return sum
        })
        const first = averagePooling2dPass(layer, inputs).output.subarray(0, products.length)
        expect(largestError(first, products)).toBeLessThan(1e-15)
      }
    )
    fc.assert(checked, { numRuns: 40 })
  })

  test('LayerNormalization, of images and of vectors', () => {
    const shape = fc.oneof(image, fc.tuple(fc.constant(1), fc.constant(1), fc.integer({ min: 2, max: 6 })))
    const epsilon = fc.constantFrom(0.3, 1)
    const checked = fc.property(
      fc.record({ count, shape, epsilon, center: fc.boolean(), scale: fc.boolean(), seed }),
      (drawn) => {
        const { epsilon, center, scale } = drawn
        const layer = resolved(
          { class: 'LayerNormalization', epsilon, center, scale },
          drawn.shape,
          'layerNormalization'
        )
        const inputs = numbers(drawn.seed, drawn.count * sizeOf(drawn.shape))
        const trained = {
          ...(scale && { gamma: numbers(drawn.seed + 1, layer.channels) }),
          ...(center && { beta: numbers(drawn.seed + 2, layer.channels) })
        }
        expectSlopes(inputs, trained, () => layerNormalizationPass(layer, trained, inputs))
      }
    )
    fc.assert(checked, { numRuns: 30 })
  })

  test('BatchNormalization with the minibatch, of images and of vectors', () => {
    const shape = fc.oneof(image, fc.tuple(fc.constant(1), fc.constant(1), fc.integer({ min: 1, max: 4 })))
    const moreThanOne = fc.integer({ min: 2, max: 4 })
    // The third derivative grows as epsilon^-1.5 where values lie close together, and with it the error of the slopes.
    const epsilon = fc.constantFrom(0.3, 1)
    const checked = fc.property(
      fc.record({ count: moreThanOne, shape, epsilon, center: fc.boolean(), scale: fc.boolean(), seed }),
      (drawn) => {
        const { epsilon, center, scale } = drawn
        const layer = resolved(
          { class: 'BatchNormalization', epsilon, center, scale },
          drawn.shape,
          'batchNormalization'
        )
        const inputs = numbers(drawn.seed, drawn.count * sizeOf(drawn.shape))
        const trained = {
          ...(scale && { gamma: numbers(drawn.seed + 1, layer.channels) }),
          ...(center && { beta: numbers(drawn.seed + 2, layer.channels) })
        }
        const running = {
          movingMean: new Float64Array(layer.channels),
          movingVariance: new Float64Array(layer.channels)
        }
        expectSlopes(inputs, trained, () => batchNormalizationPass(layer, { ...trained, ...running }, inputs))
      }
    )
    fc.assert(checked, { numRuns: 30 })
  })

  test('LocalResponseNormalization', () => {
    const shape = fc.tuple(
      fc.integer({ min: 1, max: 2 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 9 })
    )
    const checked = fc.property(
      fc.record({
        count,
        shape,
        radius: fc.nat(5),
        alpha: fc.constantFrom(0.3, 1e-4),
        beta: fc.constantFrom(0.75, 0.5, 1.5),
        seed
      }),
      ({ count, shape, radius, alpha, beta, seed }) => {
        const file = { depth_radius: radius, bias: 2, alpha, beta }
        const layer = resolved({ class: 'LocalResponseNormalization', ...file }, shape, 'localResponseNormalization')
        const inputs = numbers(seed, count * sizeOf(shape))
        expectSlopes(inputs, {}, () => localResponseNormalizationPass(layer, inputs))
      }
    )
    fc.assert(checked, { numRuns: 30 })
  })

  test.each<Nonlinearity>([
    { activation: 'relu' },
    { activation: 'leaky_relu', slope: 0.3 },
    { activation: 'gelu' },
    { activation: 'silu' },
    { activation: 'tanh' },
    { activation: 'sigmoid' },
    { activation: 'softmax' }
  ])('$activation', (activation) => {
    const checked = fc.property(count, fc.integer({ min: 1, max: 5 }), seed, (n, units, draw) => {
      // Away from relu's corner.
      const inputs = numbers(draw, n * units).map((x) => x + 0.01 * Math.sign(x))
      expectSlopes(inputs, {}, () => activationPass(activation, units, inputs))
    })
    fc.assert(checked, { numRuns: 20 })
  })
})

describe('cases by hand', () => {
  test('a Dense layer', () => {
    const layer = resolved({ class: 'Dense', units: 2 }, [1, 1, 2], 'dense')
    const parameters = { kernel: Float64Array.of(1, 2, 3, 4), bias: Float64Array.of(10, 20) }
    const pass = densePass(layer, parameters, Float64Array.of(1, -1, 2, 0.5))
    expect([...pass.output]).toEqual([8, 18, 13.5, 26])
    const { input, parameters: gradients } = pass.backward(Float64Array.of(1, 0, 0, 2))
    expect([...input]).toEqual([1, 3, 4, 8])
    expect([...gradients.kernel!]).toEqual([1, 4, -1, 1])
    expect([...gradients.bias!]).toEqual([1, 2])
  })

  test('a convolution is a cross-correlation; "same" with stride 2 pads below and on the right, as TensorFlow does', () => {
    const file = { filters: 1, kernel_size: 2, strides: 2, padding: 'same' } as const
    const layer = resolved({ class: 'Conv2D', ...file }, [3, 3, 1], 'conv2d')
    const input = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)
    const parameters = { kernel: Float64Array.of(1, 10, 100, 1000), bias: Float64Array.of(0.5) }
    // Rows 1 2 / 4 5; 3 . / 6 .; 7 8 / . .; 9.
    expect([...conv2dPass(layer, parameters, input).output]).toEqual([5421.5, 603.5, 87.5, 9.5])
  })

  test('a convolution sums over the channels of [rows, columns, channels, filters]', () => {
    const layer = resolved({ class: 'Conv2D', filters: 2, kernel_size: 1, use_bias: false }, [1, 2, 3], 'conv2d')
    const kernel = Float64Array.of(1, 2, 10, 20, 100, 200)
    expect([...conv2dPass(layer, { kernel }, Float64Array.of(1, 2, 3, 4, 5, 6)).output]).toEqual([321, 642, 654, 1308])
  })

  test('of equal values in a pooling window the first, row by row, gets the gradient', () => {
    const file = { pool_size: 2, strides: 1 } as const
    const layer = resolved({ class: 'MaxPooling2D', ...file }, [2, 3, 1], 'maxPooling2d')
    const pass = maxPooling2dPass(layer, Float64Array.of(0, 7, 7, 7, 0, 7))
    expect([...pass.output]).toEqual([7, 7])
    expect([...pass.backward(Float64Array.of(1, 10)).input]).toEqual([0, 11, 0, 0, 0, 0])
  })

  test('padding never wins a pooling window, not even over negative values', () => {
    const file = { pool_size: 3, strides: 2, padding: 'same' } as const
    const layer = resolved({ class: 'MaxPooling2D', ...file }, [2, 2, 1], 'maxPooling2d')
    expect([...maxPooling2dPass(layer, Float64Array.of(-4, -2, -3, -5)).output]).toEqual([-2])
  })

  test('batch normalisation divides the variance by the number of values, and moves the running statistics', () => {
    const layer = resolved({ class: 'BatchNormalization', momentum: 0.75, epsilon: 1 }, [1, 1, 1], 'batchNormalization')
    const parameters = {
      gamma: Float64Array.of(4),
      beta: Float64Array.of(1),
      movingMean: Float64Array.of(8),
      movingVariance: Float64Array.of(15)
    }
    // Mean 4, variance (9 + 9 + 0)/3 = 6 ... with epsilon 7.
    const { output, running } = batchNormalizationPass(layer, parameters, Float64Array.of(1, 7, 4))
    expect(largestError(output, [1 - 12 / Math.sqrt(7), 1 + 12 / Math.sqrt(7), 1])).toBeLessThan(1e-15)
    expect([...running.movingMean]).toEqual([7])
    expect([...running.movingVariance]).toEqual([12.75])
    // In inference: (16 - 8)/sqrt(15 + 1) = 2.
    expect([...batchNormalizationInference(layer, parameters, Float64Array.of(16))]).toEqual([9])
  })

  test('local response normalisation sums over the neighbouring channels that exist', () => {
    const file = { depth_radius: 1, bias: 2, alpha: 0.5, beta: 0.5 }
    const layer = resolved({ class: 'LocalResponseNormalization', ...file }, [1, 1, 3], 'localResponseNormalization')
    const { output } = localResponseNormalizationPass(layer, Float64Array.of(1, 2, 3))
    const expected = [1 / Math.sqrt(4.5), 2 / Math.sqrt(9), 3 / Math.sqrt(8.5)]
    expect(largestError(output, expected)).toBeLessThan(1e-15)
  })

  test('the mean of a window is over what lies in the image (Keras)', () => {
    const file = { pool_size: 2, strides: 2, padding: 'same' } as const
    const layer = resolved({ class: 'AveragePooling2D', ...file }, [3, 3, 1], 'averagePooling2d')
    const pass = averagePooling2dPass(layer, Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9))
    expect([...pass.output]).toEqual([3, 4.5, 7.5, 9])
    expect([...pass.backward(Float64Array.of(4, 2, 2, 1)).input]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1])
  })

  /** PyTorch 2.15, float64: F.layer_norm(x, (3,), gamma, beta, 1e-3) and its gradients of (y w).sum(). */
  test('layer normalisation as in PyTorch', () => {
    const layer = resolved({ class: 'LayerNormalization' }, [1, 1, 3], 'layerNormalization')
    const parameters = { gamma: Float64Array.of(2, 1, 0.5), beta: Float64Array.of(0.1, 0.2, 0.3) }
    const pass = layerNormalizationPass(layer, parameters, Float64Array.of(1, 2, 4, 0, -1, 3))
    const expected = {
      output: [
        -2.0374030232778946, -0.06717537790973688, 0.9679384447743418, -0.6843288030823137, -0.780411003852892,
        0.9862877026970243
      ],
      input: [
        -0.0571292629401543, 0.08590845098111255, -0.028779188040958692, -0.9502888756211705, 0.7125724730836838,
        0.2377164025374867
      ],
      gamma: [-0.6765371100977905, -1.02455625774592, 6.752781479434149]
    }
    const back = pass.backward(Float64Array.of(1, 2, 3, -1, 0.5, 2))
    expect(largestError(pass.output, expected.output)).toBeLessThan(1e-14)
    expect(largestError(back.input, expected.input)).toBeLessThan(1e-14)
    expect(largestError(back.parameters.gamma!, expected.gamma)).toBeLessThan(1e-14)
    expect([...back.parameters.beta!]).toEqual([0, 2.5, 5])
  })

  /** PyTorch 2.15, float64: F.leaky_relu(x, 0.2), F.gelu(x), F.silu(x) of x = -2, -0.5, 0, 1 with `sum().backward()`. */
  test.each<[Nonlinearity, number[], number[]]>([
    [{ activation: 'leaky_relu', slope: 0.2 }, [-0.4, -0.1, 0, 1], [0.2, 0.2, 0.2, 1]],
    [
      { activation: 'gelu' },
      [-0.04550026389635842, -0.15426876936299344, 0, 0.841344746068543],
      [-0.08523180107819692, 0.13250487534383712, 0.5, 1.0833154705876864]
    ],
    [
      { activation: 'silu' },
      [-0.2384058440442351, -0.1887703343990727, 0, 0.7310585786300049],
      [-0.09078424878489547, 0.2600388126973482, 0.5, 0.9276705118714869]
    ]
  ])('%j as in PyTorch', (activation, outputs, slopes) => {
    const pass = activationPass(activation, 4, Float64Array.of(-2, -0.5, 0, 1))
    expect(largestError(pass.output, outputs)).toBeLessThan(1e-15)
    expect(largestError(pass.backward(Float64Array.of(1, 1, 1, 1)).input, slopes)).toBeLessThan(1e-15)
  })

  test('the gradient of relu at 0 is 0', () => {
    const pass = activationPass({ activation: 'relu' }, 3, Float64Array.of(-1, 0, 2))
    expect([...pass.output]).toEqual([0, 0, 2])
    expect([...pass.backward(Float64Array.of(5, 5, 5)).input]).toEqual([0, 0, 5])
  })
})

/** The first resolved layer of a kind that a file becomes on an image. */
function resolved<Kind extends ResolvedLayer['kind']>(file: LayerFile, input: ImageShape, kind: Kind) {
  const layers = [resolveLayer(file), resolveLayer({ class: 'Dense', units: 2, activation: 'softmax' })]
  const network = resolveNetwork(layers, input, 2, { name: 'categorical_crossentropy' })
  const found = network.layers.find((layer) => layer.kind === kind)
  if (found === undefined) throw new Error(`${file.class} resolved to no ${kind}`)
  return found as Extract<ResolvedLayer, { kind: Kind }>
}

function numbers(seed: number, length: number): Float64Array {
  const normal = normalStream(randomStream(seed, 'problem'))
  return Float64Array.from({ length }, normal)
}

/** Compares the gradients of a weighted sum of the outputs with its slopes, in the inputs and in every parameter. */
function expectSlopes(inputs: Float64Array, parameters: LayerParameters, run: () => LayerPass): void {
  const { output, backward } = run()
  const weights = numbers(987, output.length)
  const weightedSum = () => run().output.reduce((sum, y, i) => sum + weights[i]! * y, 0)
  const gradients = backward(weights)
  expect(Object.keys(gradients.parameters).sort()).toEqual(Object.keys(parameters).sort())
  expect(largestError(gradients.input, centralDifferences(inputs, weightedSum))).toBeLessThan(TOLERANCE)
  for (const [role, values] of Object.entries(parameters)) {
    const gradient = gradients.parameters[role as keyof LayerParameters]!
    expect(largestError(gradient, centralDifferences(values, weightedSum))).toBeLessThan(TOLERANCE)
  }
}
