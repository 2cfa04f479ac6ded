import { type ParameterRole, parametersOf } from '../../../../../src/claims/network/parameters'
import type { ResolvedLayer } from '../../../../../src/claims/network/resolveNetwork'
import { activationPass } from '../../../../reference/activation'
import { averagePooling2dPass } from '../../../../reference/averagePooling2d'
import { batchNormalizationInference, batchNormalizationPass } from '../../../../reference/batchNormalization'
import { conv2dPass } from '../../../../reference/conv2d'
import { layerNormalizationPass } from '../../../../reference/layerNormalization'
import type { LayerParameters, LayerPass } from '../../../../reference/layerPass'
import { localResponseNormalizationPass } from '../../../../reference/localResponseNormalization'
import { maxPooling2dPass } from '../../../../reference/maxPooling2d'
import type { StackCase } from './stackCases'

/** What a stack should answer, in float64 by the loops of specs/reference. */
export function referenceAnswer({ network, pixelScale, values }: StackCase): Record<string, Float64Array> {
  const layers = network.layers.slice(
    0,
    network.layers.findIndex(({ kind }) => kind === 'flatten')
  )
  const own = (index: number): LayerParameters =>
    Object.fromEntries(
      parametersOf(network)
        .filter(({ layer }) => layer === index)
        .map(({ role, name }) => [role, Float64Array.from(values[name]!)])
    )
  const pixels = Float64Array.from(values.images!, (value) => value / pixelScale)
  const answer: Record<string, Float64Array> = {}

  let x: Float64Array = pixels
  const passes = layers.map((layer, index): LayerPass => {
    let pass: LayerPass
    if (layer.kind === 'batchNormalization') {
      const normalised = batchNormalizationPass(layer, own(index), x)
      answer[`statistics ${index}/movingMean`] = normalised.running.movingMean
      answer[`statistics ${index}/movingVariance`] = normalised.running.movingVariance
      pass = normalised
    } else if (layer.kind === 'dropout') {
      const factors = values[`${index}/factors`]!
      const times = (numbers: Float64Array) => numbers.map((value, place) => value * factors[place]!)
      pass = { output: times(x), backward: (gradient) => ({ input: times(gradient), parameters: {} }) }
    } else pass = passOf(layer, own(index), x)
    x = pass.output
    return pass
  })
  answer.features = x

  let gradient = Float64Array.from(values.gradient!)
  for (let index = layers.length - 1; index >= 0; index--) {
    const back = passes[index]!.backward(gradient)
    for (const [role, numbers] of Object.entries(back.parameters) as [ParameterRole, Float64Array][])
      answer[`gradient ${index}/${role}`] = numbers
    gradient = Float64Array.from(back.input)
  }

  answer.inference = layers.reduce<Float64Array>((input, layer, index) => {
    if (layer.kind === 'batchNormalization') return batchNormalizationInference(layer, own(index), input)
    return layer.kind === 'dropout' ? input : passOf(layer, own(index), input).output
  }, pixels)
  return answer
}

function passOf(
  layer: Exclude<ResolvedLayer, { kind: 'dropout' | 'batchNormalization' }>,
  parameters: LayerParameters,
  input: Float64Array
): LayerPass {
  switch (layer.kind) {
    case 'conv2d':
      return conv2dPass(layer, parameters, input)
    case 'maxPooling2d':
      return maxPooling2dPass(layer, input)
    case 'averagePooling2d':
      return averagePooling2dPass(layer, input)
    case 'layerNormalization':
      return layerNormalizationPass(layer, parameters, input)
    case 'localResponseNormalization':
      return localResponseNormalizationPass(layer, input)
    case 'activation':
      return activationPass(layer, layer.output.at(-1)!, input)
    case 'dense':
    case 'flatten':
      throw new Error(`a ${layer.kind} layer ends the images`)
    case 'fork':
    case 'shortcut':
    case 'join':
      throw new Error('residual blocks are compared in specs/contract/engineLayers')
    default:
      return layer satisfies never
  }
}
