import type { BlockTally } from '../training/blockTally'
import { ErrorTally, type SplitMetrics } from '../training/splitMetrics'
import type { CohortModel } from './cohortModel'
import { labelData } from './labelTensor'
import type { MemberStates } from './memberStates'
import type { ResidentImages } from './residentImages'
import { slicedShape } from './states'

/**
 * Loss and accuracy, or errors, of every member over a whole split, in inference mode; sums are in float64.
 *
 * @param scales of targets that are numbers (`DatasetSplits`); undefined of classes
 * @param tallies of the members that want the images by blocks; null for the others
 */
export async function evaluateMembers(
  model: CohortModel,
  states: MemberStates,
  members: number,
  { images, labels, count, filledCount }: ResidentImages,
  tallies: readonly (BlockTally | null)[],
  scales?: readonly number[]
): Promise<SplitMetrics[]> {
  const compiled = model.compiledFor(members)
  const { imageBytes } = compiled
  const lossSums = new Float64Array(members)
  const numCorrect = new Float64Array(members)
  const errors = scales && Array.from({ length: members }, () => new ErrorTally(scales))
  const labelSize = labels.length / filledCount
  for (let start = 0; start < filledCount; start += model.evaluatedAtOnce) {
    const numImages = Math.min(model.evaluatedAtOnce, filledCount - start)
    const numReal = Math.min(numImages, count - start)
    const graph = await model.evaluation(members, numImages)
    const outputs = await graph.run({
      images: graph.tensor({
        type: compiled.pixelType,
        shape: [numImages, imageBytes],
        data: images.subarray(start * imageBytes, (start + numImages) * imageBytes)
      }),
      labels: graph.tensor(labelData(labels.subarray(start * labelSize, (start + numImages) * labelSize), numImages)),
      ...Object.fromEntries(
        compiled.states.map((state) => [
          state.name,
          graph.tensor({ type: 'float32', shape: slicedShape(state, members), data: states.get(state.name)! })
        ])
      )
    })
    const losses = outputs.losses!.data as Float32Array
    const correct = outputs.correct?.data as Float32Array | undefined
    const told = outputs.told?.data as Float32Array | undefined
    for (let member = 0; member < members; member++) {
      const first = member * numImages
      let lossSum = lossSums[member]!
      let hits = 0
      for (let place = first; place < first + numReal; place++) {
        lossSum += losses[place]!
        if (correct !== undefined) hits += correct[place]!
      }
      lossSums[member] = lossSum
      numCorrect[member]! += hits
      const target = (column: number, image: number) => labels[(start + image) * labelSize + column]!
      if (told !== undefined) {
        for (let image = 0; image < numReal; image++) {
          for (let column = 0; column < labelSize; column++) {
            const output = told[(member * labelSize + column) * numImages + image]!
            errors![member]!.add(output, target(column, image), column)
          }
        }
      }
      const tally = tallies[member]!
      if (tally === null) continue
      for (let image = 0; image < numReal; image++) {
        tally.add(start + image, losses[first + image]!, correct?.[first + image] === 1)
      }
    }
  }
  return Array.from(lossSums, (lossSum, member) => ({
    loss: lossSum / count,
    ...(errors === undefined ? { accuracy: numCorrect[member]! / count } : errors[member]!.metrics())
  }))
}
