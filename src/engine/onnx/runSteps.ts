import type { UpdateRule } from '../../optim/updateRule'
import type { StepScalars } from '../training/stepScalars'
import type { CohortModel } from './cohortModel'
import { labelData } from './labelTensor'
import type { MemberStates } from './memberStates'
import type { ResidentImages } from './residentImages'
import { slicedShape } from './states'
import type { StepFeed } from './stepFeeds'
import { afterSteps, slotName } from './trainingGraph'
import { memberInputs, repeatedForSlices, stepInputs } from './update/scalarInputs'
import { neededSlots } from './update/updateFeatures'
import { graphScalars, memberScalars } from './update/updateScalars'

export interface StepsResult {
  readonly states: MemberStates
  /** `[steps, members]`: the mean minibatch loss before each update. */
  readonly losses: Float32Array
}

/**
 * Runs steps of a cohort.
 *
 * @param scalars one list for each member, one entry for each step
 */
export async function runSteps(
  model: CohortModel,
  rules: readonly UpdateRule[],
  before: MemberStates,
  scalars: readonly (readonly StepScalars[])[],
  feed: StepFeed,
  resident: ResidentImages
): Promise<StepsResult> {
  const members = rules.length
  const { graph: loading, features } = model.training(rules)
  const graph = await loading
  const compiled = model.compiledFor(members)
  const { numSteps } = feed
  const { images, labels } = feed.moved ?? resident
  const numImages = images.length / compiled.imageBytes
  const float = (shape: readonly number[], data: Float32Array) => graph.tensor({ type: 'float32', shape, data })
  const constants = rules.map(memberScalars)
  const changing = scalars.map((own) => own.map(graphScalars))
  const names = compiled.states.flatMap((state) => [
    { name: state.name, state },
    ...(state.trained ? neededSlots(features).map((slot) => ({ name: slotName(state.name, slot), state })) : [])
  ])
  const keepShape = ({ layout, units }: (typeof compiled.dropouts)[number]) =>
    layout === 'rows' ? [numSteps, model.batchSize, units] : [numSteps, 1, units, model.batchSize]
  const outputs = await graph.run({
    images: graph.tensor({ type: compiled.pixelType, shape: [numImages, compiled.imageBytes], data: images }),
    labels: graph.tensor(labelData(labels, numImages)),
    indices: graph.tensor({ type: 'int32', shape: [numSteps, model.batchSize], data: feed.indices }),
    ...Object.fromEntries(
      memberInputs(compiled.states, members, features).map(({ scalar, slices, name, shape }) => {
        const values = constants.map((member) => member[scalar])
        return [name, float(shape, Float32Array.from(repeatedForSlices(values, slices)))]
      })
    ),
    ...Object.fromEntries(
      stepInputs(compiled.states, members, features).map(({ scalar, slices, name, shape }) => {
        const count = members * (slices ?? 1)
        const values = new Float32Array(numSteps * count)
        for (let step = 0; step < numSteps; step++) {
          const now = changing.map((own) => own[step]![scalar])
          values.set(repeatedForSlices(now, slices), step * count)
        }
        return [name, float([numSteps, ...shape], values)]
      })
    ),
    ...Object.fromEntries(
      feed.keeps.map((data, place) => [
        `dropout${place}`,
        graph.tensor({ type: 'uint8', shape: keepShape(compiled.dropouts[place]!), data })
      ])
    ),
    ...Object.fromEntries(names.map(({ name, state }) => [name, float(slicedShape(state, members), before.get(name)!)]))
  })
  return {
    states: new Map(names.map(({ name }) => [name, outputs[afterSteps(name)]!.data as Float32Array])),
    losses: outputs.losses!.data as Float32Array
  }
}
