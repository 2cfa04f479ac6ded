import type { Network, ResolvedLayer } from './resolveNetwork'

/** What a parameter is in its layer; the names of Keras. */
export type ParameterRole = 'kernel' | 'bias' | 'gamma' | 'beta' | 'movingMean' | 'movingVariance'

/** One array of numbers that a network owns. */
export interface Parameter {
  /** `<index of the resolved layer>/<role>`, unique in the network. */
  readonly name: string
  /** Index in `network.layers`. */
  readonly layer: number
  readonly role: ParameterRole
  readonly shape: readonly number[]
  /** Whether the optimizer moves it; the running statistics of a batch normalisation move by themselves. */
  readonly trained: boolean
  /** Factor of its squares in the training loss; 0 for none. */
  readonly l2: number
}

/** The parameters of a network: layer after layer; kernel before bias; gamma, beta, then the running statistics. */
export function parametersOf(network: Network): readonly Parameter[] {
  return network.layers.flatMap((layer, index) =>
    rolesOf(layer).map(({ role, shape, trained = true, l2 = 0 }) => ({
      name: `${index}/${role}`,
      layer: index,
      role,
      shape,
      trained,
      l2
    }))
  )
}

type RoleOf = Pick<Parameter, 'role' | 'shape'> & Partial<Pick<Parameter, 'trained' | 'l2'>>

function rolesOf(layer: ResolvedLayer): RoleOf[] {
  switch (layer.kind) {
    case 'dense':
    case 'conv2d': {
      const { kernel, bias } = layer
      const weights: RoleOf = { role: 'kernel', shape: kernel.shape, l2: kernel.l2 }
      return bias === null ? [weights] : [weights, { role: 'bias', shape: [bias.size] }]
    }
    case 'layerNormalization': {
      const shape = [layer.channels]
      return [
        ...(layer.scale ? [{ role: 'gamma' as const, shape }] : []),
        ...(layer.center ? [{ role: 'beta' as const, shape }] : [])
      ]
    }
    case 'batchNormalization': {
      const shape = [layer.channels]
      return [
        ...(layer.scale ? [{ role: 'gamma' as const, shape }] : []),
        ...(layer.center ? [{ role: 'beta' as const, shape }] : []),
        { role: 'movingMean', shape, trained: false },
        { role: 'movingVariance', shape, trained: false }
      ]
    }
    case 'activation':
    case 'averagePooling2d':
    case 'dropout':
    case 'flatten':
    case 'fork':
    case 'join':
    case 'localResponseNormalization':
    case 'maxPooling2d':
    case 'shortcut':
      return []
    default:
      return layer satisfies never
  }
}
