import type { ResolvedLayerNormalization } from '../../../claims/network/resolveNetwork'
import type { GraphBuilder, Value } from '../graph/graphBuilder'
import { add, divide, multiply, subtract, unary } from '../graph/operations'
import { sumOfExamples, sumOfUnits } from '../members'
import { type StateValues, vectorState } from '../states'
import { asColumns, gradientOfColumns } from './asColumns'
import { perMember } from './batchNormalization'
import { type LoweredLayer, NO_STATES } from './loweredLayer'

/**
 * y = gamma (x - mean)/sqrt(variance + epsilon) + beta, mean and variance over the units of each example.
 *
 *     dx = (h - mean(h) - xhat mean(h xhat))/sqrt(variance + epsilon), h = gamma dy
 *
 * @see Ba, Kiros & Hinton 2016, equations 3 and 4
 */
export function lowerLayerNormalization(
  { channels, epsilon, scale, center }: ResolvedLayerNormalization,
  index: number,
  members: number
): LoweredLayer {
  const gammaName = `${index}/gamma`
  const betaName = `${index}/beta`

  const meanOfUnits = (g: GraphBuilder, x: Value) => multiply(g, sumOfUnits(g, x), g.scalar(1 / channels))

  function normalise(g: GraphBuilder, x: Value) {
    const centred = subtract(g, x, meanOfUnits(g, x))
    const variance = meanOfUnits(g, multiply(g, centred, centred))
    const deviation = unary(g, 'Sqrt', add(g, variance, g.scalar(epsilon)))
    return { normalised: divide(g, centred, deviation), deviation }
  }

  function affine(g: GraphBuilder, normalised: Value, values: StateValues): Value {
    const scaled = scale ? multiply(g, normalised, values.get(gammaName)!) : normalised
    return center ? add(g, scaled, values.get(betaName)!) : scaled
  }

  return {
    states: [
      ...(scale ? [vectorState(gammaName, channels, true)] : []),
      ...(center ? [vectorState(betaName, channels, true)] : [])
    ],
    dropoutUnits: 0,
    inference: (g, input, values) => ({
      layout: 'columns',
      value: affine(g, normalise(g, asColumns(g, input)).normalised, values)
    }),
    training: (g, input, values) => {
      const { normalised, deviation } = normalise(g, asColumns(g, input))
      return {
        output: { layout: 'columns', value: affine(g, normalised, values) },
        statistics: NO_STATES,
        backward: (gradient, wanted) => {
          const gradients = new Map<string, Value>()
          const weighted = sumOfExamples(g, multiply(g, gradient, normalised))
          if (scale) gradients.set(gammaName, perMember(g, weighted, members))
          if (center) gradients.set(betaName, perMember(g, sumOfExamples(g, gradient), members))
          if (!wanted) return { input: null, states: gradients }
          const h = scale ? multiply(g, gradient, values.get(gammaName)!) : gradient
          const along = multiply(g, normalised, meanOfUnits(g, multiply(g, h, normalised)))
          const inputGradient = divide(g, subtract(g, subtract(g, h, meanOfUnits(g, h)), along), deviation)
          return { input: gradientOfColumns(g, input, inputGradient), states: gradients }
        }
      }
    }
  }
}
