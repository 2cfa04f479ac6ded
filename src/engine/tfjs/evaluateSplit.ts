import * as tf from '@tensorflow/tfjs-core'
import { type Network, sizeOf } from '../../claims/network/resolveNetwork'
import type { LabeledImages } from '../../data/types'
import type { BlockTally } from '../training/blockTally'
import { lossOf } from './losses/lossOf'
import { scaledInputs } from './minibatchBuffers'
import type { TfjsNetwork } from './network'

/** Images that are evaluated at once: enough to hide the overhead of the operations, few enough for the cache. */
const CHUNK = 512

/** Values that the widest layer may hold for a chunk, 16 MiB: a convolution's output is 20 times the size of its image. */
const CHUNK_VALUES = 2 ** 22

export interface SplitMetrics {
  /** Mean loss, in nats. */
  readonly loss: number
  /** Share of images whose largest logit (the first of equals) is their label's. */
  readonly accuracy: number
}

/**
 * Loss and accuracy over a whole split, in inference mode; sums are in float64.
 *
 * @param tally where the images are wanted by blocks
 */
export function evaluateSplit(
  model: TfjsNetwork,
  images: LabeledImages,
  pixelScale: number,
  tally: BlockTally | null
): SplitMetrics {
  const { network } = model
  const { input: shape, numClasses } = network
  const size = sizeOf(shape)
  const chunk = Math.min(chunkSize(network), images.count)
  const buffer = new Float32Array(chunk * size)
  let lossSum = 0
  let numCorrect = 0
  for (let start = 0; start < images.count; start += chunk) {
    const end = Math.min(start + chunk, images.count)
    const pixels = buffer.subarray(0, (end - start) * size)
    pixels.set(images.pixels.subarray(start * size, end * size))
    const labels = images.labels.subarray(start, end)
    tf.tidy(() => {
      const logits = model.logits(scaledInputs<tf.Rank.R4>(pixels, [end - start, ...shape], pixelScale))
      const { losses } = lossOf(network, logits, oneHot(labels, numClasses))
      const correct = correctOnes(logits.dataSync(), labels, numClasses)
      for (const [row, loss] of losses.dataSync().entries()) {
        lossSum += loss
        if (correct[row]) numCorrect += 1
        tally?.add(start + row, loss, correct[row]!)
      }
    })
  }
  return { loss: lossSum / images.count, accuracy: numCorrect / images.count }
}

function chunkSize({ layers }: Network): number {
  const widest = Math.max(...layers.map(({ output }) => sizeOf(output)))
  return Math.max(1, Math.min(CHUNK, Math.floor(CHUNK_VALUES / widest)))
}

function oneHot(labels: Uint8Array, numClasses: number): tf.Tensor2D {
  const targets = new Float32Array(labels.length * numClasses)
  for (let row = 0; row < labels.length; row++) targets[row * numClasses + labels[row]!] = 1
  return tf.tensor2d(targets, [labels.length, numClasses])
}

function correctOnes(logits: ArrayLike<number>, labels: Uint8Array, numClasses: number): boolean[] {
  return Array.from(labels, (own, row) => {
    const start = row * numClasses
    let best = 0
    for (let label = 1; label < numClasses; label++) if (logits[start + label]! > logits[start + best]!) best = label
    return best === own
  })
}
