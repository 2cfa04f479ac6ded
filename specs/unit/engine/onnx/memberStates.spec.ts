import { resolveNetwork } from '../../../../src/claims/network/resolveNetwork'
import type { Layer } from '../../../../src/claims/types'
import { compileNetwork } from '../../../../src/engine/onnx/compileNetwork'
import { checkpointTensors, joinStates, memberOf, memberStateOf } from '../../../../src/engine/onnx/memberStates'
import { initialParameters } from '../../../../src/engine/training/initialParameters'
import { randomStream } from '../../../../src/random/streams'

const affine = {
  use_bias: true,
  kernel_initializer: 'glorot_uniform',
  bias_initializer: { class: 'Constant', value: 0.5 },
  kernel_regularizer: null
} as const
const LAYERS: readonly Layer[] = [
  { class: 'Dense', units: 4, activation: 'linear', ...affine },
  { class: 'BatchNormalization', momentum: 0.9, epsilon: 1e-3, center: true, scale: true },
  { class: 'Dense', units: 3, activation: 'softmax', ...affine }
]
const NETWORK = resolveNetwork(LAYERS, [2, 3, 1], 3, { name: 'categorical_crossentropy' })
const STATES = compileNetwork(NETWORK, 255, 1, null).states
const initial = (seed: number) =>
  initialParameters(NETWORK, randomStream(seed, 'init')).map((values) => Float32Array.from(values))

describe('memberStates', () => {
  test('a checkpoint begins with the parameters in the order and layout of the network, and comes back as it was', () => {
    const parameters = initial(1)
    const member = new Map(memberStateOf(NETWORK, STATES, parameters))
    for (const [name, values] of member) if (name.includes(':')) values.set(values.map((_, i) => i + 1))
    const tensors = checkpointTensors(NETWORK, STATES, member)
    expect(tensors.slice(0, parameters.length)).toEqual(parameters)
    expect(memberStateOf(NETWORK, STATES, tensors)).toEqual(member)
  })

  test('slots that a graph does not keep are zeros in the checkpoint', () => {
    const member = memberStateOf(NETWORK, STATES, initial(1))
    const withoutSlots = new Map([...member].filter(([name]) => !name.includes(':')))
    expect(checkpointTensors(NETWORK, STATES, withoutSlots)).toEqual(checkpointTensors(NETWORK, STATES, member))
  })

  test('members are joined one after another and taken out again', () => {
    const members = [1, 2, 3].map((seed) => memberStateOf(NETWORK, STATES, initial(seed)))
    const joined = joinStates(STATES, ['firstMoment'], members)
    members.forEach((member, place) => {
      const kept = [...member].filter(([name]) => !name.includes(':') || name.endsWith(':firstMoment'))
      expect(memberOf(joined, place, 3)).toEqual(new Map(kept))
    })
  })
})
