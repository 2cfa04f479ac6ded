import { normalStream, type RandomStream } from '../../random/streams'
import type { ResolvedDense, ResolvedLayer } from './resolveLayers'

/** Parameters of one Dense layer. */
export interface DenseParameters {
  /** `inputs x units`, row by row. */
  readonly kernel: Float64Array
  /** `units` values; null without a bias. */
  readonly bias: Float64Array | null
}

/** Standard deviation of a standard normal cut off at two standard deviations, the constant that Keras divides by. */
const TRUNCATED_NORMAL_DEVIATION = 0.87962566103423978

/**
 * Draws the initial parameters of every Dense layer, with the initialisers of Keras: `glorot_uniform` is
 * U(-sqrt(6/(in + out)), ...), `he_uniform` U(-sqrt(6/in), ...), `glorot_normal` and `he_normal` are normals with
 * variance 2/(in + out) and 2/in, cut off at two standard deviations. Biases are zero.
 *
 * One draw a weight in row-major order, layer after layer; a normal beyond the cut is drawn again; each layer has a
 * normal stream of its own on the shared `init` stream; `zeros` draws nothing.
 *
 * @param init the run's stream `init`, at its start
 * @see Glorot & Bengio 2010, equation 16; He et al. 2015, equation 10; Keras `VarianceScaling`
 */
export function initialWeights(layers: readonly ResolvedLayer[], init: RandomStream): readonly DenseParameters[] {
  return layers
    .filter((layer) => layer.kind === 'dense')
    .map((layer) => ({
      kernel: drawKernel(layer, init),
      bias: layer.useBias ? new Float64Array(layer.units) : null
    }))
}

function drawKernel(layer: ResolvedDense, init: RandomStream): Float64Array {
  const kernel = new Float64Array(layer.inputs * layer.units)
  const draw = initializer(layer, init)
  return draw === null ? kernel : kernel.map(draw)
}

function initializer({ kernelInitializer, inputs, units }: ResolvedDense, init: RandomStream): (() => number) | null {
  switch (kernelInitializer) {
    case 'zeros':
      return null
    case 'glorot_uniform':
      return uniform(Math.sqrt(6 / (inputs + units)), init)
    case 'he_uniform':
      return uniform(Math.sqrt(6 / inputs), init)
    case 'glorot_normal':
      return truncatedNormal(Math.sqrt(2 / (inputs + units)), init)
    case 'he_normal':
      return truncatedNormal(Math.sqrt(2 / inputs), init)
    default:
      return kernelInitializer satisfies never
  }
}

function uniform(limit: number, init: RandomStream): () => number {
  return () => (2 * init() - 1) * limit
}

function truncatedNormal(deviation: number, init: RandomStream): () => number {
  const normal = normalStream(init)
  const scale = deviation / TRUNCATED_NORMAL_DEVIATION
  return () => {
    let value = normal()
    while (Math.abs(value) > 2) value = normal()
    return value * scale
  }
}
