import { InputError } from '../../errors'
import type { DatasetTargets } from '../datasets'
import type { Activation, BiasInitializer, KernelInitializer, Layer, Loss, Size2D } from '../types'
import { outputSize, type Window, windowOf } from './window'

/** Of one example, without the batch axis: `[units]` or `[height, width, channels]`. */
export type Shape = readonly number[]

export type ImageShape = readonly [number, number, number]

/**
 * A layer with its sizes. Every layer does one thing here: the activation of a Dense or Conv2D layer has become an
 * Activation of its own, an image before a Dense layer meets a Flatten, and `linear` is gone.
 */
export type ResolvedLayer =
  | ResolvedDense
  | ResolvedConv2D
  | ResolvedUnparameterised
  | ResolvedBatchNormalization
  | ResolvedLayerNormalization
  | ResolvedCrossing

interface ResolvedBase<Input extends Shape, Output extends Shape> {
  /** Place in the file's `model.layers`; several resolved layers may come from one, a residual block's all. */
  readonly source: number
  readonly input: Input
  readonly output: Output
}

export interface ResolvedDense extends ResolvedBase<readonly [number], readonly [number]> {
  readonly kind: 'dense'
  /** Kernel `[inputs, units]`. */
  readonly kernel: KernelParameter
  /** `[units]` */
  readonly bias: BiasParameter | null
}

export interface ResolvedConv2D extends ResolvedBase<ImageShape, ImageShape> {
  readonly kind: 'conv2d'
  readonly window: Window
  /** Kernel `[rows, columns, channels, filters]`. */
  readonly kernel: KernelParameter
  /** `[filters]` */
  readonly bias: BiasParameter | null
}

export interface ResolvedBatchNormalization extends ResolvedBase<Shape, Shape> {
  readonly kind: 'batchNormalization'
  /** Length of the last axis, over which each value is normalised. */
  readonly channels: number
  readonly momentum: number
  readonly epsilon: number
  readonly center: boolean
  readonly scale: boolean
}

export interface ResolvedLayerNormalization extends ResolvedBase<Shape, Shape> {
  readonly kind: 'layerNormalization'
  /** Length of the last axis, over which each vector or pixel is normalised. */
  readonly channels: number
  readonly epsilon: number
  readonly center: boolean
  readonly scale: boolean
}

export type ResolvedUnparameterised =
  | (ResolvedBase<ImageShape, ImageShape> & { readonly kind: 'averagePooling2d'; readonly window: Window })
  | (ResolvedBase<ImageShape, ImageShape> & { readonly kind: 'maxPooling2d'; readonly window: Window })
  | (ResolvedBase<ImageShape, ImageShape> & {
      readonly kind: 'localResponseNormalization'
      readonly depthRadius: number
      readonly bias: number
      readonly alpha: number
      readonly beta: number
    })
  | (ResolvedBase<Shape, Shape> & { readonly kind: 'activation' } & Nonlinearity)
  | (ResolvedBase<Shape, Shape> & { readonly kind: 'dropout'; readonly rate: number })
  | (ResolvedBase<ImageShape, readonly [number]> & { readonly kind: 'flatten' })

/** Where the ways of a residual block part and meet: `crossing.ts`. A shortcut begins with the fork's input. */
export type ResolvedCrossing =
  | (ResolvedBase<Shape, Shape> & { readonly kind: 'fork' })
  | (ResolvedBase<Shape, Shape> & { readonly kind: 'shortcut' })
  | (ResolvedBase<Shape, Shape> & { readonly kind: 'join' })

/** What an activation does, in numbers. */
export type Nonlinearity =
  | { readonly activation: Exclude<Activation, 'linear' | 'leaky_relu'> }
  | { readonly activation: 'leaky_relu' /** Below 0. */; readonly slope: number }

export interface KernelParameter {
  readonly shape: readonly number[]
  readonly initializer: KernelInitializer
  /** Inputs and outputs of one unit, which scale the initialisers: a convolution counts its window (Keras). */
  readonly fanIn: number
  readonly fanOut: number
  /** Factor of the squared weights in the training loss; 0 for none. */
  readonly l2: number
}

export interface BiasParameter {
  readonly size: number
  readonly initializer: BiasInitializer
}

export type OutputActivation = 'softmax' | 'sigmoid' | 'linear'

/** Its last layer is a Dense layer whose outputs are the logits, or the numbers that it tells. */
export interface Network {
  readonly input: ImageShape
  /** Outputs: one a class, or one a number of a target. */
  readonly numClasses: number
  /** What it is trained to tell. */
  readonly targets: 'classes' | 'numbers'
  readonly layers: readonly ResolvedLayer[]
  /** What turns the logits into outputs; its gradient belongs to the loss. */
  readonly outputActivation: OutputActivation
  readonly loss: Loss
}

/**
 * Gives every layer its sizes and checks that the stack is a classifier that the loss can train.
 *
 * @param input height, width and channels of an image
 * @throws InputError for a stack that no engine trains; `where` is the layer's path
 * @example
 * const dense = {
 *   class: 'Dense', units: 10, activation: 'softmax', use_bias: true, kernel_initializer: 'glorot_uniform',
 *   bias_initializer: 'zeros', kernel_regularizer: null
 * }
 * resolveNetwork([dense], [8, 8, 1], 10, { name: 'categorical_crossentropy' }).layers.map(({ kind }) => kind)
 * // ['flatten', 'dense']
 */
export function resolveNetwork(
  layers: readonly Layer[],
  input: ImageShape,
  numClasses: number,
  loss: Loss,
  targets: Network['targets'] = 'classes'
): Network {
  const resolved = resolveLayers(layers, 'model.layers', input)
  const last = resolved.at(-1)
  const activation = last?.kind === 'activation' ? last.activation : 'linear'
  if (activation !== 'linear') resolved.pop()
  const logits = resolved.at(-1)
  const outputs = OUTPUTS[loss.name]
  if (targets === 'numbers' && !outputs.includes('linear')) {
    const expected = (Object.keys(OUTPUTS) as Loss['name'][]).filter((name) => OUTPUTS[name].includes('linear'))
    throw new InputError('the loss is of classes, and the targets are numbers', {
      where: 'loss',
      expected: `one of ${expected.join(', ')}`,
      received: loss.name,
      remedy: 'choose another loss'
    })
  }
  const output = outputs.find((each) => each === activation)
  if (logits?.kind !== 'dense' || logits.output[0] !== numClasses || output === undefined) {
    const wanted = outputs.map((each) => JSON.stringify(each)).join(' or ')
    const end = targets === 'classes' ? 'a classifier' : 'the numbers of a target'
    throw new InputError(`the model does not end in ${end}`, {
      where: 'model.layers',
      expected: `a last layer Dense with ${numClasses} units and activation ${wanted}`,
      received: JSON.stringify(layers.at(-1) ?? null),
      remedy: `end the layers with it; ${loss.name} is computed from its logits`
    })
  }
  return { input, numClasses, targets, layers: resolved, outputActivation: output, loss }
}

/** The same for a dataset: one output a class, or one a number of its targets. */
export function networkOn(
  { imageShape, numClasses, numTargets }: DatasetTargets & { readonly imageShape: ImageShape },
  layers: readonly Layer[],
  loss: Loss
): Network {
  return numTargets === undefined
    ? resolveNetwork(layers, imageShape, numClasses, loss)
    : resolveNetwork(layers, imageShape, numTargets, loss, 'numbers')
}

/** What the last layer of a network may apply, by its loss. */
const OUTPUTS: Readonly<Record<Loss['name'], readonly OutputActivation[]>> = {
  categorical_crossentropy: ['softmax'],
  binary_crossentropy: ['softmax', 'sigmoid'],
  mean_squared_error: ['linear'],
  huber: ['linear']
}

/** @param block the place of the residual block that the layers are inside of, in the file's `model.layers` */
function resolveLayers(layers: readonly Layer[], where: string, input: Shape, block?: number): ResolvedLayer[] {
  const resolved: ResolvedLayer[] = []
  for (const [index, layer] of layers.entries()) {
    resolved.push(...resolveLayer(layer, block ?? index, `${where}[${index}]`, resolved.at(-1)?.output ?? input))
  }
  return resolved
}

/** @param where the layer's path */
function resolveLayer(layer: Layer, source: number, where: string, input: Shape): ResolvedLayer[] {
  switch (layer.class) {
    case 'Dense': {
      const flattened: ResolvedLayer[] = isImage(input) ? [flatten(source, input)] : []
      const inputs = sizeOf(input)
      const dense: ResolvedDense = {
        kind: 'dense',
        source,
        input: [inputs],
        output: [layer.units],
        kernel: kernelOf(layer, [inputs, layer.units], inputs, layer.units),
        bias: biasOf(layer, layer.units)
      }
      return [...flattened, dense, ...activationAfter(layer.activation, source, dense.output)]
    }
    case 'Conv2D': {
      const image = requireImage(layer, where, input)
      const window = windowOf(image, layer.kernel_size, layer.strides, layer.padding)
      const [rows, columns] = layer.kernel_size
      const area = rows * columns
      const channels = image[2]
      const conv: ResolvedConv2D = {
        kind: 'conv2d',
        source,
        input: image,
        output: [...fittingSize(layer, where, image, window), layer.filters],
        window,
        kernel: kernelOf(layer, [rows, columns, channels, layer.filters], area * channels, area * layer.filters),
        bias: biasOf(layer, layer.filters)
      }
      return [conv, ...activationAfter(layer.activation, source, conv.output)]
    }
    case 'MaxPooling2D':
    case 'AveragePooling2D': {
      const image = requireImage(layer, where, input)
      const window = windowOf(image, layer.pool_size, layer.strides, layer.padding)
      const output: ImageShape = [...fittingSize(layer, where, image, window), image[2]]
      const kind = layer.class === 'MaxPooling2D' ? 'maxPooling2d' : 'averagePooling2d'
      return [{ kind, source, input: image, output, window }]
    }
    case 'GlobalAveragePooling2D': {
      const image = requireImage(layer, where, input)
      const size: Size2D = [image[0], image[1]]
      const output: ImageShape = [1, 1, image[2]]
      const window = windowOf(image, size, size, 'valid')
      return [{ kind: 'averagePooling2d', source, input: image, output, window }, flatten(source, output)]
    }
    case 'LayerNormalization': {
      const { epsilon, center, scale } = layer
      const channels = input.at(-1)!
      return [{ kind: 'layerNormalization', source, input, output: input, channels, epsilon, center, scale }]
    }
    case 'BatchNormalization': {
      const { momentum, epsilon, center, scale } = layer
      const channels = input.at(-1)!
      return [{ kind: 'batchNormalization', source, input, output: input, channels, momentum, epsilon, center, scale }]
    }
    case 'LocalResponseNormalization': {
      const image = requireImage(layer, where, input)
      const { depth_radius: depthRadius, bias, alpha, beta } = layer
      return [
        { kind: 'localResponseNormalization', source, input: image, output: image, depthRadius, bias, alpha, beta }
      ]
    }
    case 'Activation':
      return activationAfter(layer.activation, source, input)
    case 'LeakyReLU':
      return activationAfter('leaky_relu', source, input, layer.negative_slope)
    case 'Dropout':
      return [{ kind: 'dropout', source, input, output: input, rate: layer.rate }]
    case 'Flatten':
      return isImage(input) ? [flatten(source, input)] : []
    case 'Residual': {
      const block = resolveLayers(layer.layers, `${where}.layers`, input, source)
      const shortcut = resolveLayers(layer.shortcut, `${where}.shortcut`, input, source)
      const output = block.at(-1)?.output ?? input
      const shortcutOutput = shortcut.at(-1)?.output ?? input
      requireSum(where, input, output, shortcutOutput)
      return [
        { kind: 'fork', source, input, output: input },
        ...block,
        { kind: 'shortcut', source, input: output, output: input },
        ...shortcut,
        { kind: 'join', source, input: shortcutOutput, output }
      ]
    }
    default:
      return layer satisfies never
  }
}

/** Of `leaky_relu` by its name, in Keras 3. */
const NEGATIVE_SLOPE = 0.2

function activationAfter(
  activation: Activation,
  source: number,
  shape: Shape,
  slope = NEGATIVE_SLOPE
): ResolvedLayer[] {
  if (activation === 'linear') return []
  const nonlinearity: Nonlinearity = activation === 'leaky_relu' ? { activation, slope } : { activation }
  return [{ kind: 'activation', source, input: shape, output: shape, ...nonlinearity }]
}

function flatten(source: number, input: ImageShape): ResolvedLayer {
  return { kind: 'flatten', source, input, output: [sizeOf(input)] }
}

type AffineLayer = Extract<Layer, { use_bias: boolean }>

function kernelOf(layer: AffineLayer, shape: readonly number[], fanIn: number, fanOut: number): KernelParameter {
  const l2 = layer.kernel_regularizer?.l2 ?? 0
  return { shape, initializer: layer.kernel_initializer, fanIn, fanOut, l2 }
}

function biasOf(layer: AffineLayer, size: number): BiasParameter | null {
  return layer.use_bias ? { size, initializer: layer.bias_initializer } : null
}

function isImage(shape: Shape): shape is ImageShape {
  return shape.length === 3
}

/** Number of values of a shape. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, length) => product * length, 1)
}

/** An image that became a vector inside of a block would have two lives: the engines keep images and vectors apart. */
function requireSum(where: string, input: Shape, output: Shape, shortcut: Shape): void {
  if (output.length !== input.length || shortcut.length !== input.length) {
    throw new InputError('an image becomes a vector inside of a residual block', {
      where,
      expected: 'layers of images alone, or of vectors alone',
      received: `[${input}] to [${output}], by the shortcut to [${shortcut}]`,
      remedy: 'put Flatten, Dense or GlobalAveragePooling2D before or after the block'
    })
  }
  if (output.join() === shortcut.join()) return
  const channels = output.at(-1)
  const projection =
    output.length === 1
      ? { class: 'Dense', units: channels }
      : { class: 'Conv2D', filters: channels, kernel_size: 1, strides: Math.max(1, Math.round(input[0]! / output[0]!)) }
  throw new InputError('the two ways of a residual block end in different shapes', {
    where,
    expected: `[${output}] by the shortcut, as by the layers`,
    received: `[${shortcut}]`,
    remedy: `let the layers keep the shape, or state a shortcut such as [${JSON.stringify(projection)}]`
  })
}

function requireImage(layer: Layer, where: string, input: Shape): ImageShape {
  if (isImage(input)) return input
  throw new InputError(`a ${layer.class} layer needs an image`, {
    where,
    expected: 'an input [height, width, channels]',
    received: `[${input}]`,
    remedy: 'put it before Flatten and before the first Dense layer'
  })
}

function fittingSize(layer: Layer, where: string, input: ImageShape, window: Window): Size2D {
  const size = outputSize(input, window)
  if (Math.min(...size) >= 1) return size
  throw new InputError(`the window of a ${layer.class} layer is larger than its input`, {
    where,
    expected: `at most ${input[0]} x ${input[1]}`,
    received: `${window.size[0]} x ${window.size[1]}`,
    remedy: 'make the window smaller, or choose the padding "same"'
  })
}
