import type { ResolvedBatchNormalization } from '../../../../claims/network/resolveNetwork'
import type { GraphBuilder, Value } from '../../graph/graphBuilder'
import { add, multiply, reduce, reshape, subtract, unary } from '../../graph/operations'
import type { ImageOperators } from '../imageOperators'
import type { ParameterValues } from '../imageStack'

/** Means over the pixels of each image, `[count, channels]`, of something and of something else. */
export type ImageMeans = readonly [Value, Value]

/** Of each channel, `[1, channels]`. */
export interface Moments {
  readonly mean: Value
  readonly variance: Value
}

/** factor x + offset, `[1, channels]` each. */
export interface Affine {
  readonly factor: Value
  readonly offset: Value
}

/** xhat = (x - mean)/deviation and y = gamma xhat + beta, as functions of x. */
export interface Normalisation {
  readonly normalised: Affine
  readonly output: Affine
}

/** dx = gradientFactor dy + inputFactor x + offset, `[1, channels]` each. */
export interface InputGradient {
  readonly gradientFactor: Value
  readonly inputFactor: Value
  readonly offset: Value
}

/**
 * Batch normalisation of images, in the steps between which the whole minibatch must have been seen:
 *
 *     y = gamma xhat + beta, xhat = (x - mean)/sqrt(variance + epsilon)
 *     dx = gamma/sqrt(variance + epsilon) (dy - mean(dy) - xhat mean(dy xhat))
 *
 * @see Ioffe & Szegedy 2015, algorithm 1 and section 3
 */
export function batchNormalization(operators: ImageOperators, layer: ResolvedBatchNormalization, index: number) {
  const { epsilon, momentum } = layer
  const numPixels = layer.input[0]! * layer.input[1]!
  const named = (role: string) => `${index}/${role}`
  const row = (g: GraphBuilder, value: Value) => reshape(g, value, [1, layer.channels])

  function normalisation(g: GraphBuilder, parameters: ParameterValues, { mean, variance }: Moments): Normalisation {
    const inverse = unary(g, 'Reciprocal', unary(g, 'Sqrt', add(g, variance, g.scalar(epsilon))))
    const gamma = layer.scale ? row(g, parameters.get(named('gamma'))!) : null
    const beta = layer.center ? row(g, parameters.get(named('beta'))!) : null
    const factor = gamma === null ? inverse : multiply(g, inverse, gamma)
    const negative = unary(g, 'Neg', mean)
    const offset = multiply(g, negative, factor)
    return {
      normalised: { factor: inverse, offset: multiply(g, negative, inverse) },
      output: { factor, offset: beta === null ? offset : add(g, offset, beta) }
    }
  }

  return {
    /** Of a slice: mean and variance of each image. */
    imageMoments: (g: GraphBuilder, x: Value): ImageMeans => {
      const means = operators.channelMeans(g, x)
      const ones = g.constant('float32', means.shape, new Array<number>(means.shape[0]! * means.shape[1]!).fill(1))
      const centred = operators.affine(g, x, { factor: ones, offset: unary(g, 'Neg', means) })
      return [means, operators.channelMeans(g, multiply(g, centred, centred))]
    },

    /** The variance within the images and the variance between them: no difference of large squares. */
    batchMoments: (g: GraphBuilder, [means, variances]: ImageMeans): Moments => {
      const mean = overImages(g, means)
      const deviations = subtract(g, means, mean)
      return { mean, variance: add(g, overImages(g, variances), overImages(g, multiply(g, deviations, deviations))) }
    },

    /** running = momentum running + (1 - momentum) minibatch's, with its biased variance (Keras). */
    movedStatistics: (g: GraphBuilder, parameters: ParameterValues, { mean, variance }: Moments): ParameterValues => {
      const moved = (role: string, current: Value) => {
        const running = multiply(g, parameters.get(named(role))!, g.scalar(momentum))
        return add(g, running, multiply(g, reshape(g, current, [layer.channels]), g.scalar(1 - momentum)))
      }
      return new Map([
        [named('movingMean'), moved('movingMean', mean)],
        [named('movingVariance'), moved('movingVariance', variance)]
      ])
    },

    normalisation,

    /** In inference: with the running statistics. */
    running: (g: GraphBuilder, parameters: ParameterValues) => {
      const mean = row(g, parameters.get(named('movingMean'))!)
      const variance = row(g, parameters.get(named('movingVariance'))!)
      const { output } = normalisation(g, parameters, { mean, variance })
      return (step: GraphBuilder, x: Value): Value => operators.affine(step, x, output)
    },

    apply: (g: GraphBuilder, x: Value, { output }: Normalisation): Value => operators.affine(g, x, output),

    /** Of a slice: mean(dy) and mean(dy xhat) of each image. */
    gradientMeans: (g: GraphBuilder, x: Value, gradient: Value, { normalised }: Normalisation): ImageMeans => {
      const along = multiply(g, gradient, operators.affine(g, x, normalised))
      return [operators.channelMeans(g, gradient), operators.channelMeans(g, along)]
    },

    parameterGradients: (g: GraphBuilder, [means, alongMeans]: ImageMeans): ParameterValues => {
      const sum = (values: Value) => {
        const total = multiply(g, reduce(g, 'ReduceSum', values, [0]), g.scalar(numPixels))
        return reshape(g, total, [layer.channels])
      }
      const gradients = new Map<string, Value>()
      if (layer.scale) gradients.set(named('gamma'), sum(alongMeans))
      if (layer.center) gradients.set(named('beta'), sum(means))
      return gradients
    },

    inputGradient: (g: GraphBuilder, [means, alongMeans]: ImageMeans, { normalised, output }: Normalisation) => {
      const weighted = multiply(g, output.factor, overImages(g, alongMeans))
      const direct = multiply(g, output.factor, overImages(g, means))
      return {
        gradientFactor: output.factor,
        inputFactor: unary(g, 'Neg', multiply(g, weighted, normalised.factor)),
        offset: unary(g, 'Neg', add(g, direct, multiply(g, weighted, normalised.offset)))
      } satisfies InputGradient
    },

    applyGradient: (g: GraphBuilder, x: Value, gradient: Value, factors: InputGradient): Value => {
      const plus = operators.affine(g, gradient, { factor: factors.gradientFactor })
      return operators.affine(g, x, { factor: factors.inputFactor, offset: factors.offset, plus })
    }
  }
}

function overImages(g: GraphBuilder, values: Value): Value {
  return reduce(g, 'ReduceMean', values, [0])
}
