import { InputError } from '../../errors'
import { permutation, type RandomStream } from '../../random/streams'

/**
 * Number of updates in an epoch: the incomplete last batch is dropped.
 *
 * @throws InputError where not even one batch is complete
 * @example numStepsPerEpoch(50_000, 128) // 390
 */
export function numStepsPerEpoch(numImages: number, batchSize: number): number {
  const numSteps = Math.floor(numImages / batchSize)
  if (numSteps < 1) {
    throw new InputError('the training images do not fill one minibatch', {
      where: 'training.batchSize',
      expected: `at most ${numImages}, the number of training images`,
      received: String(batchSize)
    })
  }
  return numSteps
}

/**
 * The minibatches of the next epoch, as indices of training images: one permutation, cut into complete batches.
 *
 * @param order the run's stream `order`, where the epoch before left it
 */
export function epochMinibatches(numImages: number, batchSize: number, order: RandomStream): readonly Uint32Array[] {
  const indices = permutation(numImages, order)
  return Array.from({ length: numStepsPerEpoch(numImages, batchSize) }, (_, step) =>
    indices.subarray(step * batchSize, (step + 1) * batchSize)
  )
}
