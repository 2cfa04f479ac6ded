import { type Parameter, parametersOf } from '../../claims/network/parameters'
import { type KernelParameter, type Network, sizeOf } from '../../claims/network/resolveNetwork'
import { normalStream, type RandomStream } from '../../random/streams'

/** Standard deviation of a standard normal cut off at two standard deviations, the constant that Keras divides by. */
const TRUNCATED_NORMAL_DEVIATION = 0.87962566103423978

/**
 * Draws the initial parameters of a network, in the order of `parametersOf`, each in row-major order of its shape.
 *
 * Kernels by the initialisers of Keras: `glorot_uniform` is U(-sqrt(6/(in + out)), ...), `he_uniform` U(-sqrt(6/in), ...),
 * `lecun_uniform` U(-sqrt(3/in), ...); their `_normal` forms have variance 2/(in + out), 2/in and 1/in after the cut at two
 * standard deviations, in and out the fans. One draw a weight; a normal beyond the cut is drawn again; each kernel has
 * a normal stream of its own on the shared `init` stream; `zeros` draws nothing. Biases are zero or a constant, gamma
 * and the running variance 1, beta and the running mean 0.
 *
 * @param init the run's stream `init`, at its start
 * @see Glorot & Bengio 2010, equation 16; He et al. 2015, equation 10; LeCun et al. 1998, section 4.6; Keras `VarianceScaling`
 */
export function initialParameters(network: Network, init: RandomStream): readonly Float64Array[] {
  return parametersOf(network).map((parameter) => drawParameter(network, parameter, init))
}

function drawParameter(network: Network, { layer: index, role, shape }: Parameter, init: RandomStream): Float64Array {
  const layer = network.layers[index]!
  const values = new Float64Array(sizeOf(shape))
  switch (role) {
    case 'kernel': {
      if (layer.kind !== 'dense' && layer.kind !== 'conv2d') throw new Error(`a ${layer.kind} layer has no kernel`)
      const draw = initializer(layer.kernel, init)
      return draw === null ? values : values.map(draw)
    }
    case 'bias': {
      if (layer.kind !== 'dense' && layer.kind !== 'conv2d') throw new Error(`a ${layer.kind} layer has no bias`)
      const { initializer: bias } = layer.bias!
      return bias === 'zeros' ? values : values.fill(bias.value)
    }
    case 'gamma':
    case 'movingVariance':
      return values.fill(1)
    case 'beta':
    case 'movingMean':
      return values
    default:
      return role satisfies never
  }
}

function initializer(kernel: KernelParameter, init: RandomStream): (() => number) | null {
  const { initializer: chosen, fanIn, fanOut } = kernel
  if (typeof chosen === 'object') {
    return chosen.class === 'TruncatedNormal' ? truncatedNormal(chosen.stddev, init) : normal(chosen.stddev, init)
  }
  switch (chosen) {
    case 'zeros':
      return null
    case 'glorot_uniform':
      return uniform(Math.sqrt(6 / (fanIn + fanOut)), init)
    case 'he_uniform':
      return uniform(Math.sqrt(6 / fanIn), init)
    case 'lecun_uniform':
      return uniform(Math.sqrt(3 / fanIn), init)
    case 'glorot_normal':
      return varianceScaled(2 / (fanIn + fanOut), init)
    case 'he_normal':
      return varianceScaled(2 / fanIn, init)
    case 'lecun_normal':
      return varianceScaled(1 / fanIn, init)
    default:
      return chosen satisfies never
  }
}

function uniform(limit: number, init: RandomStream): () => number {
  return () => (2 * init() - 1) * limit
}

function varianceScaled(variance: number, init: RandomStream): () => number {
  return truncatedNormal(Math.sqrt(variance) / TRUNCATED_NORMAL_DEVIATION, init)
}

/** @param scale standard deviation before the cut */
function truncatedNormal(scale: number, init: RandomStream): () => number {
  const draw = normalStream(init)
  return () => {
    let value = draw()
    while (Math.abs(value) > 2) value = draw()
    return value * scale
  }
}

function normal(deviation: number, init: RandomStream): () => number {
  const draw = normalStream(init)
  return () => draw() * deviation
}
