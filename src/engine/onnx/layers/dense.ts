import type { ResolvedDense } from '../../../claims/network/resolveNetwork'
import type { GraphBuilder, Value } from '../graph/graphBuilder'
import { add, gemm, matMul, multiply, reshape } from '../graph/operations'
import { memberProducts, sumOfExamples } from '../members'
import { type StateTensor, type StateValues, vectorState } from '../states'
import { type LayerPass, type LoweredLayer, NO_STATES, type Vectors } from './loweredLayer'

/**
 * z = W x + b, with W as `[units, inputs]` for every member.
 *
 * A column of ones in rows makes the bias the last column of W.
 *
 * @param index of the layer in the network
 * @param hasOnes whether the layer has a bias and its rows come with a column of ones
 */
export function lowerDense(layer: ResolvedDense, index: number, hasOnes: boolean): LoweredLayer {
  const [units] = layer.output
  const kernelName = `${index}/kernel`
  const biasName = `${index}/bias`
  const kernel = kernelState(kernelName, hasOnes ? biasName : null, layer)
  const bias = hasOnes || layer.bias === null ? null : vectorState(biasName, units, true)

  function forward(g: GraphBuilder, input: Vectors, states: StateValues): Value {
    const weights = states.get(kernelName)!
    const products =
      input.layout === 'rows'
        ? memberProducts(g, weights, input.value, { transposeB: true, alpha: input.scale })
        : memberProducts(g, weights, input.value)
    return bias === null ? products : add(g, products, states.get(biasName)!)
  }

  function backward(g: GraphBuilder, input: Vectors, states: StateValues, gradient: Value, wanted: boolean) {
    const weights = states.get(kernelName)!
    const gradients = new Map<string, Value>()
    if (bias !== null) gradients.set(biasName, sumOfExamples(g, gradient))
    if (input.layout === 'columns') {
      gradients.set(kernelName, memberProducts(g, gradient, input.value, { transposeB: true }))
      return { input: wanted ? matMul(g, weights, gradient, { transposeA: true }) : null, states: gradients }
    }
    const { value, scale } = input
    gradients.set(kernelName, memberProducts(g, gradient, value, { alpha: scale }))
    // Rows are the same for all members: only a single member has layers before this one that want a gradient.
    const inputGradient = wanted ? gemm(g, stacked(g, gradient), stacked(g, weights), { transposeA: true }) : null
    return { input: inputGradient && scaled(g, inputGradient, scale), states: gradients }
  }

  return {
    states: bias === null ? [kernel] : [kernel, bias],
    dropoutUnits: 0,
    inference: (g, input, states) => ({ layout: 'columns', value: forward(g, input, states) }),
    training: (g, input, states): LayerPass => ({
      output: { layout: 'columns', value: forward(g, input, states) },
      statistics: NO_STATES,
      backward: (gradient, wanted) => backward(g, input, states, gradient, wanted)
    })
  }
}

/** W as `[units, inputs]`, the bias as its last column where it has a name. */
function kernelState(name: string, biasName: string | null, layer: ResolvedDense): StateTensor {
  const [inputs] = layer.input
  const [units] = layer.output
  const columns = inputs + Number(biasName !== null)
  const places = new Uint32Array(inputs * units)
  for (let input = 0; input < inputs; input++) {
    for (let unit = 0; unit < units; unit++) places[input * units + unit] = unit * columns + input
  }
  const parts = [{ parameter: name, places, l2: layer.kernel.l2 }]
  if (biasName !== null) {
    const biasPlaces = Uint32Array.from({ length: units }, (_, unit) => unit * columns + inputs)
    parts.push({ parameter: biasName, places: biasPlaces, l2: 0 })
  }
  return { name, rows: units, columns, trained: true, parts }
}

/** `[members, rows, columns]` as `[members * rows, columns]`. */
function stacked(g: GraphBuilder, value: Value): Value {
  const [members, rows, columns] = value.shape
  return reshape(g, value, [members! * rows!, columns!])
}

function scaled(g: GraphBuilder, value: Value, scale: number): Value {
  return scale === 1 ? value : multiply(g, value, g.scalar(scale))
}
