import type { Network } from '../../claims/network/resolveNetwork'
import { pastSlot, type Slot } from '../../optim/updateRule'
import type { Optimized } from '../training/generalUpdate'
import type { CompiledNetwork } from './compileNetwork'
import { ANY, GraphBuilder, type Value } from './graph/graphBuilder'
import { add, cast, gather, multiply, reshape } from './graph/operations'
import { comparedTargets, labelInput } from './labelTensor'
import { lossHead } from './losses/lossHead'
import { meanOfExamples } from './members'
import { numSlices, type StateTensor, slicedShape } from './states'
import { lowerUpdate } from './update/lowerUpdate'
import { blockSquares, prepareSlopes } from './update/prepareSlopes'
import { memberInputs, type ScalarName, stepInputs } from './update/scalarInputs'
import { neededSlots, type UpdateFeatures } from './update/updateFeatures'

/** Names of the graph's inputs and outputs for a state tensor and its slots. */
export const slotName = (state: string, slot: Slot): string => `${state}:${slot}`

/**
 * Many training steps of a cohort as one graph: a `Scan` whose state are parameters and moments.
 *
 * Inputs: `images` `[n, imageBytes]` and `labels` (`labelTensor.ts`), the resident data; `indices` int32 `[steps, batch]`;
 * `dropout<i>` uint8 `[steps, ...]`, 1 for a kept unit; the scalars of the update (`scalarInputs.ts`); every state tensor and slot in its sliced shape. Outputs: the states and slots under their names, and `losses` `[steps, members]`, the
 * mean minibatch loss before each update, without L2.
 */
export function trainingGraph(
  network: Network,
  compiled: CompiledNetwork,
  members: number,
  batchSize: number,
  features: UpdateFeatures
): Uint8Array {
  const g = new GraphBuilder()
  const images = g.input('images', compiled.pixelType, [ANY, compiled.imageBytes])
  const labels = labelInput(g, network, ANY)
  const ofMembers = memberInputs(compiled.states, members, features)
  const ofSteps = stepInputs(compiled.states, members, features)
  const memberScalars = ofMembers.map(({ name, shape }) => g.input(name, 'float32', shape))
  const indices = g.input('indices', 'int32', [ANY, batchSize])
  const stepScalars = ofSteps.map(({ name, shape }) => g.input(name, 'float32', [ANY, ...shape]))
  const keeps = compiled.dropouts.map(({ units, layout }, place) =>
    g.input(`dropout${place}`, 'uint8', [ANY, ...(layout === 'rows' ? [batchSize, units] : [1, units, batchSize])])
  )
  const slots = neededSlots(features)
  const kept = compiled.states.flatMap((state) => [
    { name: state.name, state, slot: null },
    ...(state.trained ? slots.map((slot) => ({ name: slotName(state.name, slot), state, slot })) : [])
  ])
  const initial = kept.map(({ name, state }) => g.input(name, 'float32', slicedShape(state, members)))

  const { states, outputs } = g.scan(initial, [indices, ...stepScalars, ...keeps], (step, values, slices) => {
    const now = new Map(kept.map(({ name }, place) => [name, values[place]!]))
    const [rows, ...rest] = slices as [Value, ...Value[]]
    const minibatch = gather(step, images, rows)
    const targets = smoothed(step, comparedTargets(step, network, gather(step, labels, rows)), network)
    const dropout = compiled.dropouts.map(({ rate }, place) =>
      multiply(step, cast(step, rest[ofSteps.length + place]!, 'float32'), step.scalar(1 / (1 - rate)))
    )
    const parameters = new Map(
      compiled.states.map((state) => [
        state.name,
        reshape(step, now.get(state.name)!, [members, state.rows, state.columns])
      ])
    )
    const pass = compiled.training(step, minibatch, parameters, dropout)
    const head = lossHead(step, network, pass.logits, targets)
    const loss = reshape(step, meanOfExamples(step, head.losses), [members])
    const gradients = pass.backward(multiply(step, head.gradient(), step.scalar(1 / batchSize)))

    const scalarsOf = (count: number | null): Partial<Record<ScalarName, Value>> => {
      const values = [...memberScalars, ...rest]
      const own = [...ofMembers, ...ofSteps].map(({ scalar, slices }, place) => ({ scalar, slices, place }))
      const fitting = own.filter(({ slices }) => slices === count)
      return Object.fromEntries(fitting.map(({ scalar, place }) => [scalar, values[place]!]))
    }
    const { form } = features
    const next = new Map<string, Value>()
    for (const state of compiled.states) {
      if (state.trained) continue
      next.set(state.name, reshape(step, pass.statistics.get(state.name)!, slicedShape(state, members)))
    }
    const trained = compiled.states.filter((state) => state.trained)
    const moved = trained.map((tensor) => ({
      tensor,
      x: parameters.get(tensor.name)!,
      // That of a convolution has the axes of its kernel.
      gradient: reshape(step, gradients.get(tensor.name)!, [members, tensor.rows, tensor.columns])
    }))
    const slopes = prepareSlopes(step, moved, form, scalarsOf(null))
    for (const [place, state] of trained.entries()) {
      const before = optimized(state, slots, now)
      const slope = slopes[place]!
      const shifted = form.shift === 0 ? slope : reshape(step, before.slots[pastSlot(form.shift)]!, slope.shape)
      const squares = form.spatial === 'none' ? null : blockSquares(step, state, shifted, form)
      const after = lowerUpdate(step, before, slope, squares, scalarsOf(numSlices(state)), features)
      next.set(state.name, after.x)
      for (const slot of slots) next.set(slotName(state.name, slot), after.slots[slot]!)
    }
    return { states: kept.map(({ name }) => next.get(name)!), outputs: [loss] }
  })
  kept.forEach(({ name }, place) => {
    g.output(afterSteps(name), states[place]!)
  })
  g.output('losses', outputs[0]!)
  return g.encode()
}

/** Targets as the loss is trained on. @param targets `[1, classes, batch]` */
function smoothed(g: GraphBuilder, targets: Value, { loss, numClasses }: Network): Value {
  const share = 'label_smoothing' in loss ? (loss.label_smoothing ?? 0) : 0
  if (share === 0) return targets
  return add(g, multiply(g, targets, g.scalar(1 - share)), g.scalar(share / numClasses))
}

/** The name of a state's or slot's value after the steps. */
export const afterSteps = (name: string): string => `${name}'`

function optimized(
  { name }: StateTensor,
  slots: readonly Slot[],
  values: ReadonlyMap<string, Value>
): Optimized<Value> {
  const kept = slots.map((slot) => [slot, values.get(slotName(name, slot))!])
  return { x: values.get(name)!, slots: Object.fromEntries(kept) as Partial<Record<Slot, Value>> }
}
