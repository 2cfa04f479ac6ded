import * as tf from '@tensorflow/tfjs-core'
import { type Network, sizeOf } from '../../claims/network/resolveNetwork'
import type { ImageValues, LabeledImages } from '../../data/types'
import type { BlockTally } from '../training/blockTally'
import { ErrorTally, type SplitMetrics } from '../training/splitMetrics'
import { lossOf } from './losses/lossOf'
import { scaledInputs } from './minibatchBuffers'
import type { TfjsNetwork } from './network'

/** Images that are evaluated at once: enough to hide the overhead of the operations, few enough for the cache. */
const CHUNK = 512

/** Values that the widest layer may hold for a chunk, 16 MiB: a convolution's output is 20 times the size of its image. */
const CHUNK_VALUES = 2 ** 22

/**
 * Loss and accuracy, or errors, over a whole split, in inference mode; sums are in float64.
 *
 * @param tally where the images are wanted by blocks
 * @param scales of targets that are numbers (`DatasetSplits`); undefined of classes
 */
export function evaluateSplit(
  model: TfjsNetwork,
  images: LabeledImages,
  pixelScale: number,
  tally: BlockTally | null,
  scales?: readonly number[]
): SplitMetrics {
  const { network } = model
  const { input: shape, numClasses } = network
  const size = sizeOf(shape)
  const chunk = Math.min(chunkSize(network), images.count)
  const buffer = new Float32Array(chunk * size)
  let lossSum = 0
  let numCorrect = 0
  const errors = scales && new ErrorTally(scales)
  const labelSize = images.labels.length / images.count
  for (let start = 0; start < images.count; start += chunk) {
    const end = Math.min(start + chunk, images.count)
    const pixels = buffer.subarray(0, (end - start) * size)
    pixels.set(images.pixels.subarray(start * size, end * size))
    const labels = images.labels.subarray(start * labelSize, end * labelSize)
    tf.tidy(() => {
      const logits = model.logits(scaledInputs<tf.Rank.R4>(pixels, [end - start, ...shape], pixelScale))
      const { losses } = lossOf(network, logits, targetsOf(labels, network))
      const told = logits.dataSync()
      const correct = errors === undefined ? correctOnes(told, labels, numClasses) : []
      for (const [place, target] of errors === undefined ? [] : labels.entries()) {
        errors!.add(told[place]!, target, place % labelSize)
      }
      for (const [row, loss] of losses.dataSync().entries()) {
        lossSum += loss
        if (correct[row]) numCorrect += 1
        tally?.add(start + row, loss, correct[row])
      }
    })
  }
  return { loss: lossSum / images.count, ...(errors?.metrics() ?? { accuracy: numCorrect / images.count }) }
}

function chunkSize({ layers }: Network): number {
  const widest = Math.max(...layers.map(({ output }) => sizeOf(output)))
  return Math.max(1, Math.min(CHUNK, Math.floor(CHUNK_VALUES / widest)))
}

/** One-hot, or the numbers. */
function targetsOf(labels: ImageValues, { targets: told, numClasses }: Network): tf.Tensor2D {
  if (told === 'numbers') return tf.tensor2d(labels as Float32Array, [labels.length / numClasses, numClasses])
  const targets = new Float32Array(labels.length * numClasses)
  for (let row = 0; row < labels.length; row++) targets[row * numClasses + labels[row]!] = 1
  return tf.tensor2d(targets, [labels.length, numClasses])
}

function correctOnes(logits: ArrayLike<number>, labels: ImageValues, numClasses: number): boolean[] {
  return Array.from(labels, (own, row) => {
    const start = row * numClasses
    let best = 0
    for (let label = 1; label < numClasses; label++) if (logits[start + label]! > logits[start + best]!) best = label
    return best === own
  })
}
