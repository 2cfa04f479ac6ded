import type { ResolvedCrossing, ResolvedLayer } from '../../../claims/network/resolveNetwork'
import { activationLayer } from './activationLayer'
import { averagePooling2dLayer } from './averagePooling2dLayer'
import { batchNormalizationLayer } from './batchNormalizationLayer'
import { conv2dLayer } from './conv2dLayer'
import { denseLayer } from './denseLayer'
import { DROPOUT_LAYER } from './dropoutLayer'
import { FLATTEN_LAYER } from './flattenLayer'
import type { LayerVariables, TfjsLayer } from './layer'
import { layerNormalizationLayer } from './layerNormalizationLayer'
import { localResponseNormalizationLayer } from './localResponseNormalizationLayer'
import { maxPooling2dLayer } from './maxPooling2dLayer'

/** @param variables the parameters that `parametersOf` lists for the layer */
export function createLayer(layer: Exclude<ResolvedLayer, ResolvedCrossing>, variables: LayerVariables): TfjsLayer {
  switch (layer.kind) {
    case 'dense':
      return denseLayer(variables)
    case 'conv2d':
      return conv2dLayer(layer, variables)
    case 'maxPooling2d':
      return maxPooling2dLayer(layer)
    case 'averagePooling2d':
      return averagePooling2dLayer(layer)
    case 'layerNormalization':
      return layerNormalizationLayer(layer, variables)
    case 'batchNormalization':
      return batchNormalizationLayer(layer, variables)
    case 'localResponseNormalization':
      return localResponseNormalizationLayer(layer)
    case 'activation':
      return activationLayer(layer)
    case 'dropout':
      return DROPOUT_LAYER
    case 'flatten':
      return FLATTEN_LAYER
    default:
      return layer satisfies never
  }
}
