import { parametersOf } from '../../../../../src/claims/network/parameters'
import { type ImageShape, type Network, resolveNetwork, sizeOf } from '../../../../../src/claims/network/resolveNetwork'
import type { Activation, Layer, Padding, Size2D } from '../../../../../src/claims/types'
import { randomStream } from '../../../../../src/random/streams'

/** An image stack with all the numbers that go into it. */
export interface StackCase {
  readonly name: string
  readonly network: Network
  readonly pixelScale: number
  readonly batchSize: number
  /** Parameters by name, `images`, `<layer>/factors` of Dropout layers, and the features' `gradient`. */
  readonly values: Readonly<Record<string, readonly number[]>>
}

export interface StackAnswer {
  readonly lowering: string
  readonly values: Readonly<Record<string, readonly number[]>>
  /** Whether a second run gave the same bits. */
  readonly isRepeatable: boolean
}

const AFFINE = {
  use_bias: true,
  kernel_initializer: 'glorot_uniform',
  bias_initializer: 'zeros',
  kernel_regularizer: null
} as const
const DENSE: Layer = { class: 'Dense', units: 3, activation: 'softmax', ...AFFINE }

export function conv(
  filters: number,
  kernel_size: Size2D,
  strides: Size2D,
  padding: Padding,
  activation: Activation = 'linear',
  use_bias = true
): Layer {
  return { class: 'Conv2D', filters, kernel_size, strides, padding, ...AFFINE, activation, use_bias }
}

export function pool(pool_size: Size2D, strides: Size2D, padding: Padding): Layer {
  return { class: 'MaxPooling2D', pool_size, strides, padding }
}

export function batchNormalization(changes: { center?: boolean; scale?: boolean } = {}): Layer {
  return { class: 'BatchNormalization', momentum: 0.9, epsilon: 1e-3, center: true, scale: true, ...changes }
}

export function responseNormalization(depth_radius: number, beta: number): Layer {
  return { class: 'LocalResponseNormalization', depth_radius, bias: 1, alpha: 0.3, beta }
}

export function activation(kind: Activation): Layer {
  return { class: 'Activation', activation: kind }
}

export function dropout(rate: number): Layer {
  return { class: 'Dropout', rate }
}

interface CaseOptions {
  readonly name: string
  readonly shape: ImageShape
  readonly batchSize: number
  readonly layers: readonly Layer[]
  /** Everything is a small integer, so that many values are equal and all sums exact. */
  readonly isWhole?: boolean
}

export function stackCase({ name, shape, batchSize, layers, isWhole = false }: CaseOptions): StackCase {
  const network = resolveNetwork([...layers, DENSE], shape, 3, { name: 'categorical_crossentropy' })
  const numLayers = network.layers.findIndex(({ kind }) => kind === 'flatten')
  const imageLayers = network.layers.slice(0, numLayers)
  const random = randomStream(1, 'problem')
  const numbers = (length: number, draw: () => number) => Array.from({ length }, draw)
  const signed = isWhole ? () => Math.floor(3 * random()) - 1 : () => Math.fround(random() - 0.5)
  const positive = () => Math.fround(random() + 0.5)
  const values: Record<string, readonly number[]> = {
    images: numbers(batchSize * sizeOf(shape), () => Math.floor(random() * (isWhole ? 3 : 256))),
    gradient: numbers(batchSize * sizeOf(imageLayers.at(-1)!.output), signed)
  }
  for (const parameter of parametersOf(network)) {
    const isPositive = parameter.role === 'gamma' || parameter.role === 'movingVariance'
    if (parameter.layer < numLayers)
      values[parameter.name] = numbers(sizeOf(parameter.shape), isPositive ? positive : signed)
  }
  for (const [index, { kind, output }] of imageLayers.entries())
    if (kind === 'dropout')
      values[`${index}/factors`] = numbers(batchSize * sizeOf(output), () => (random() < 0.5 ? 0 : 2))
  return { name, network, pixelScale: isWhole ? 1 : 255, batchSize, values }
}
