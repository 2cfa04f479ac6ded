import type { ResolvedLayerNormalization } from '../../../../claims/network/resolveNetwork'
import type { GraphBuilder, Value } from '../../graph/graphBuilder'
import { add, divide, multiply, reduce, reshape, subtract, unary, zeros } from '../../graph/operations'
import type { ImageOperators } from '../imageOperators'
import type { ParameterValues } from '../imageStack'
import type { ImageLayer } from './imageLayer'
import { fromPixelRows, pixelRows } from './pixelRows'

/** As `layers/layerNormalization.ts`, over the channels of each pixel. */
export function layerNormalization(
  operators: ImageOperators,
  { channels, epsilon, scale, center }: ResolvedLayerNormalization,
  index: number
): ImageLayer {
  const row = (g: GraphBuilder, parameters: ParameterValues, role: string) =>
    reshape(g, parameters.get(`${index}/${role}`)!, [1, channels])
  const meanOf = (g: GraphBuilder, rows: Value) => reduce(g, 'ReduceMean', rows, [1])

  function normalise(g: GraphBuilder, images: Value) {
    const x = pixelRows(g, operators, images)
    const centred = subtract(g, x, meanOf(g, x))
    const deviation = unary(g, 'Sqrt', add(g, meanOf(g, multiply(g, centred, centred)), g.scalar(epsilon)))
    return { normalised: divide(g, centred, deviation), deviation }
  }

  return {
    forward: (_, parameters) => (g, images) => {
      const { normalised } = normalise(g, images)
      const scaled = scale ? multiply(g, normalised, row(g, parameters, 'gamma')) : normalised
      const rows = center ? add(g, scaled, row(g, parameters, 'beta')) : scaled
      return { output: fromPixelRows(g, operators, rows, images), kept: [images] }
    },
    backward: (g, parameters, wanted) => {
      const roles = [...(scale ? ['gamma'] : []), ...(center ? ['beta'] : [])]
      return {
        sums: roles.map(() => zeros(g, [1, channels])),
        slice: (g, gradient, [images], sums) => {
          const { normalised, deviation } = normalise(g, images!)
          const dy = pixelRows(g, operators, gradient)
          const along = { gamma: () => multiply(g, dy, normalised), beta: () => dy }
          const nextSums = roles.map((role, place) =>
            add(g, sums[place]!, reduce(g, 'ReduceSum', along[role as keyof typeof along](), [0]))
          )
          if (!wanted) return { input: null, sums: nextSums }
          const h = scale ? multiply(g, dy, row(g, parameters, 'gamma')) : dy
          const back = subtract(
            g,
            subtract(g, h, meanOf(g, h)),
            multiply(g, normalised, meanOf(g, multiply(g, h, normalised)))
          )
          return { input: fromPixelRows(g, operators, divide(g, back, deviation), images!), sums: nextSums }
        },
        parameters: (g, sums) =>
          new Map(roles.map((role, place) => [`${index}/${role}`, reshape(g, sums[place]!, [channels])]))
      }
    }
  }
}
