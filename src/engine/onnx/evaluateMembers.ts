import type { BlockTally } from '../training/blockTally'
import type { CohortModel } from './cohortModel'
import type { MemberStates } from './memberStates'
import type { ResidentImages } from './residentImages'
import { slicedShape } from './states'

export interface SplitMetrics {
  /** Mean loss, without regularisation. */
  readonly loss: number
  /** Share of images whose largest logit (the first of equals) is their label's. */
  readonly accuracy: number
}

/**
 * Loss and accuracy of every member over a whole split, in inference mode; sums are in float64.
 *
 * @param tallies of the members that want the images by blocks; null for the others
 */
export async function evaluateMembers(
  model: CohortModel,
  states: MemberStates,
  members: number,
  { images, labels, count, filledCount }: ResidentImages,
  tallies: readonly (BlockTally | null)[]
): Promise<SplitMetrics[]> {
  const compiled = model.compiledFor(members)
  const { imageBytes } = compiled
  const lossSums = new Float64Array(members)
  const numCorrect = new Float64Array(members)
  for (let start = 0; start < filledCount; start += model.evaluatedAtOnce) {
    const numImages = Math.min(model.evaluatedAtOnce, filledCount - start)
    const numReal = Math.min(numImages, count - start)
    const graph = await model.evaluation(members, numImages)
    const outputs = await graph.run({
      images: graph.tensor({
        type: 'uint8',
        shape: [numImages, imageBytes],
        data: images.subarray(start * imageBytes, (start + numImages) * imageBytes)
      }),
      labels: graph.tensor({ type: 'int32', shape: [numImages], data: labels.subarray(start, start + numImages) }),
      ...Object.fromEntries(
        compiled.states.map((state) => [
          state.name,
          graph.tensor({ type: 'float32', shape: slicedShape(state, members), data: states.get(state.name)! })
        ])
      )
    })
    const losses = outputs.losses!.data as Float32Array
    const correct = outputs.correct!.data as Float32Array
    for (let member = 0; member < members; member++) {
      const first = member * numImages
      let lossSum = lossSums[member]!
      let hits = 0
      for (let place = first; place < first + numReal; place++) {
        lossSum += losses[place]!
        hits += correct[place]!
      }
      lossSums[member] = lossSum
      numCorrect[member]! += hits
      const tally = tallies[member]!
      if (tally === null) continue
      for (let image = 0; image < numReal; image++) {
        tally.add(start + image, losses[first + image]!, correct[first + image] === 1)
      }
    }
  }
  return Array.from(lossSums, (lossSum, member) => ({ loss: lossSum / count, accuracy: numCorrect[member]! / count }))
}
