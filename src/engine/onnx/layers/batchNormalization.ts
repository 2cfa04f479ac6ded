import type { ResolvedBatchNormalization } from '../../../claims/network/resolveNetwork'
import type { GraphBuilder, Value } from '../graph/graphBuilder'
import { add, divide, multiply, subtract, unary } from '../graph/operations'
import { meanOfExamples, sumOfExamples } from '../members'
import { type StateTensor, type StateValues, vectorState } from '../states'
import { asColumns, gradientOfColumns } from './asColumns'
import type { LoweredLayer } from './loweredLayer'

/**
 * y = gamma (x - mean)/sqrt(variance + epsilon) + beta for every unit, over the minibatch in training and with the running
 * statistics in inference.
 *
 *     dx = gamma/sqrt(variance + epsilon) (dy - mean(dy) - xhat mean(dy xhat))
 *
 * @see Ioffe & Szegedy 2015, algorithm 1 and section 3; Keras for the running statistics (biased variance)
 */
export function lowerBatchNormalization(
  layer: ResolvedBatchNormalization,
  index: number,
  members: number
): LoweredLayer {
  const { channels, epsilon, momentum, scale, center } = layer
  const named = (role: string, trained: boolean): StateTensor => vectorState(`${index}/${role}`, channels, trained)
  const states = [
    ...(scale ? [named('gamma', true)] : []),
    ...(center ? [named('beta', true)] : []),
    named('movingMean', false),
    named('movingVariance', false)
  ]

  /** The normalised values with gamma and beta, where the layer has them. */
  function affine(g: GraphBuilder, normalised: Value, values: StateValues): Value {
    const gamma = values.get(`${index}/gamma`)
    const beta = values.get(`${index}/beta`)
    const scaled = gamma === undefined ? normalised : multiply(g, normalised, gamma)
    return beta === undefined ? scaled : add(g, scaled, beta)
  }

  return {
    states,
    dropoutUnits: 0,
    inference: (g, input, values) => {
      const centred = subtract(g, asColumns(g, input), values.get(`${index}/movingMean`)!)
      const deviation = unary(g, 'Sqrt', add(g, values.get(`${index}/movingVariance`)!, g.scalar(epsilon)))
      return { layout: 'columns', value: affine(g, divide(g, centred, deviation), values) }
    },
    training: (g, input, values) => {
      const x = asColumns(g, input)
      const mean = meanOfExamples(g, x)
      const centred = subtract(g, x, mean)
      const variance = meanOfExamples(g, multiply(g, centred, centred))
      const deviation = unary(g, 'Sqrt', add(g, variance, g.scalar(epsilon)))
      const normalised = divide(g, centred, deviation)
      const gamma = values.get(`${index}/gamma`)
      const moved = (role: string, value: Value) =>
        add(
          g,
          multiply(g, values.get(`${index}/${role}`)!, g.scalar(momentum)),
          multiply(g, value, g.scalar(1 - momentum))
        )
      return {
        output: { layout: 'columns', value: affine(g, normalised, values) },
        statistics: new Map([
          [`${index}/movingMean`, moved('movingMean', mean)],
          [`${index}/movingVariance`, moved('movingVariance', variance)]
        ]),
        backward: (gradient, wanted) => {
          const gradients = new Map<string, Value>()
          const weighted = multiply(g, gradient, normalised)
          if (scale) gradients.set(`${index}/gamma`, perMember(g, sumOfExamples(g, weighted), members))
          if (center) gradients.set(`${index}/beta`, perMember(g, sumOfExamples(g, gradient), members))
          if (!wanted) return { input: null, states: gradients }
          const alongMean = meanOfExamples(g, gradient)
          const alongDeviation = multiply(g, normalised, meanOfExamples(g, weighted))
          const remaining = subtract(g, subtract(g, gradient, alongMean), alongDeviation)
          const scaled = divide(g, remaining, deviation)
          const inputGradient = gamma === undefined ? scaled : multiply(g, scaled, gamma)
          return { input: gradientOfColumns(g, input, inputGradient), states: gradients }
        }
      }
    }
  }
}

/** Without a gamma of its own every member has the same gradient: `[1, channels, 1]` for all. */
export function perMember(g: GraphBuilder, gradient: Value, members: number): Value {
  if (gradient.shape[0] === members) return gradient
  const zeros = g.constant('float32', [members, 1, 1], new Array<number>(members).fill(0))
  return add(g, gradient, zeros)
}
