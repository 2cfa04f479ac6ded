import { resolveNetwork } from '../../../../src/claims/network/resolveNetwork'
import type { Layer } from '../../../../src/claims/types'
import { compileNetwork } from '../../../../src/engine/onnx/compileNetwork'
import { checkpointTensors, joinStates, memberOf, memberStateOf } from '../../../../src/engine/onnx/memberStates'
import { initialParameters } from '../../../../src/engine/training/initialParameters'
import { slotsOf, updateRuleOf } from '../../../../src/optim/updateRule'
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
const STATES = compileNetwork(NETWORK, { type: 'uint8', scale: 255 }, 1, null).states
const RULE = updateRuleOf({
  name: 'any',
  learningRate: 1,
  schedule: { name: 'constant' },
  projection: 'none',
  beta1: 0.9,
  beta2: 0.75,
  initialSecondMoment: 1
})
const SLOTS = slotsOf(RULE)
const initial = (seed: number) =>
  initialParameters(NETWORK, randomStream(seed, 'init')).map((values) => Float32Array.from(values))

describe('memberStates', () => {
  test('a checkpoint begins with the parameters in the order and layout of the network, and comes back as it was', () => {
    const parameters = initial(1)
    const member = new Map(memberStateOf(NETWORK, STATES, parameters, RULE))
    for (const [name, values] of member) if (name.includes(':')) values.set(values.map((_, i) => i + 1))
    const tensors = checkpointTensors(NETWORK, STATES, member, SLOTS)
    expect(tensors.slice(0, parameters.length)).toEqual(parameters)
    expect(memberStateOf(NETWORK, STATES, tensors, RULE)).toEqual(member)
  })

  test('a checkpoint holds the slots of the rule, and none that the graph kept for others', () => {
    const member = memberStateOf(NETWORK, STATES, initial(1), RULE)
    const among = memberOf(joinStates(STATES, ['firstMoment', 'secondMoment', 'maximum'], [member]), 0, 1)
    expect(among.size).toBeGreaterThan(member.size)
    expect(checkpointTensors(NETWORK, STATES, among, SLOTS)).toEqual(checkpointTensors(NETWORK, STATES, member, SLOTS))
  })

  test('a second moment starts at its v_0, as the graph keeps it, and everything else at 0', () => {
    const slots = [...memberStateOf(NETWORK, STATES, initial(1), RULE)].filter(([name]) => name.includes(':'))
    expect(slots.length).toBeGreaterThan(0)
    for (const [name, values] of slots) {
      // 1/(1 - .75)
      expect(new Set(values)).toEqual(new Set([name.endsWith(':secondMoment') ? 4 : 0]))
    }
  })

  test('members are joined one after another and taken out again', () => {
    const members = [1, 2, 3].map((seed) => memberStateOf(NETWORK, STATES, initial(seed), RULE))
    const joined = joinStates(STATES, ['firstMoment'], members)
    members.forEach((member, place) => {
      const kept = [...member].filter(([name]) => !name.includes(':') || name.endsWith(':firstMoment'))
      expect(memberOf(joined, place, 3)).toEqual(new Map(kept))
    })
  })
})
