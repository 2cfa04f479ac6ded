import { parametersOf } from '../../claims/network/parameters'
import type { Network } from '../../claims/network/resolveNetwork'
import { type Slot, slotsOf, type UpdateRule } from '../../optim/updateRule'
import { initialSum } from '../training/stepScalars'
import { packState, type StateTensor, stateSize, unpackState } from './states'
import { slotName } from './trainingGraph'

/** State tensors and slots of some members, by name: `[members, size]`, member after member. */
export type MemberStates = ReadonlyMap<string, Float32Array>

/** One member's states and slots. */
export type MemberState = ReadonlyMap<string, Float32Array>

/**
 * A member's state from the tensors of a checkpoint: the parameters in Keras's layout, then the rule's slots of every trained
 * state tensor. Without slots they are as before the first update.
 */
export function memberStateOf(
  network: Network,
  states: readonly StateTensor[],
  tensors: readonly ArrayLike<number>[],
  rule: UpdateRule
): MemberState {
  const parameters = parametersOf(network)
  const values = new Map(parameters.map(({ name }, index) => [name, tensors[index]!]))
  const slots = tensors.slice(parameters.length)
  const member = new Map<string, Float32Array>()
  let next = 0
  for (const state of states) {
    member.set(state.name, packState(state, values))
    if (!state.trained) continue
    for (const slot of slotsOf(rule)) {
      const stored = slots[next++]
      const values = stored ? Float32Array.from(stored) : initialSlot(rule, slot, member.get(state.name)!)
      member.set(slotName(state.name, slot), values)
    }
  }
  return member
}

/** @param x the state tensor that the slot is of */
function initialSlot({ beta2, initialSecondMoment }: UpdateRule, slot: Slot, x: Float32Array): Float32Array {
  if (slot === 'slow') return x.slice()
  return new Float32Array(x.length).fill(slot === 'secondMoment' ? initialSum(beta2 ?? 0, initialSecondMoment) : 0)
}

/** The tensors of a member's checkpoint, of the slots those of its rule: its graph may keep more, for others. */
export function checkpointTensors(
  network: Network,
  states: readonly StateTensor[],
  member: MemberState,
  slots: readonly Slot[]
): Float32Array[] {
  const parameters = parametersOfMember(states, member)
  const trained = states.filter(({ trained }) => trained)
  const kept = trained.flatMap(({ name }) => slots.map((slot) => member.get(slotName(name, slot))!))
  return [...parametersOf(network).map(({ name }) => parameters.get(name)!), ...kept]
}

/** A member's parameters in Keras's layout, by name. */
function parametersOfMember(states: readonly StateTensor[], member: MemberState): Map<string, Float32Array> {
  return new Map(states.flatMap((state) => [...unpackState(state, member.get(state.name)!)]))
}

/** The states of several members as one, with the slots that their graph keeps. */
export function joinStates(
  states: readonly StateTensor[],
  slots: readonly Slot[],
  members: readonly MemberState[]
): MemberStates {
  const join = (name: string, size: number): [string, Float32Array] => {
    const joined = new Float32Array(members.length * size)
    members.forEach((member, place) => {
      joined.set(member.get(name) ?? new Float32Array(size), place * size)
    })
    return [name, joined]
  }
  return new Map(
    states.flatMap((state) => [
      join(state.name, stateSize(state)),
      ...(state.trained ? slots.map((slot) => join(slotName(state.name, slot), stateSize(state))) : [])
    ])
  )
}

/** One member of joined states, as views. */
export function memberOf(joined: MemberStates, place: number, members: number): MemberState {
  return new Map(
    [...joined].map(([name, values]) => {
      const size = values.length / members
      return [name, values.subarray(place * size, (place + 1) * size)]
    })
  )
}
