import * as tf from '@tensorflow/tfjs-core'
import type { LabeledImages } from '../../data/types'
import type { DenseStack } from './denseStack'
import { scaledInputs } from './minibatchBuffers'
import { softmaxCrossEntropy } from './softmaxCrossEntropy'

/** Images that are evaluated at once: enough to hide the overhead of the operations, few enough for the cache. */
const CHUNK = 512

export interface SplitMetrics {
  /** Mean cross-entropy, in nats. */
  readonly loss: number
  /** Share of images whose largest logit (the first of equals) is their label's. */
  readonly accuracy: number
}

/** Loss and accuracy over a whole split, in inference mode; sums are in float64. */
export function evaluateSplit(
  stack: DenseStack,
  images: LabeledImages,
  numClasses: number,
  pixelScale: number
): SplitMetrics {
  const numInputs = images.pixels.length / images.count
  const buffer = new Float32Array(Math.min(CHUNK, images.count) * numInputs)
  let lossSum = 0
  let numCorrect = 0
  for (let start = 0; start < images.count; start += CHUNK) {
    const end = Math.min(start + CHUNK, images.count)
    const pixels = buffer.subarray(0, (end - start) * numInputs)
    pixels.set(images.pixels.subarray(start * numInputs, end * numInputs))
    const labels = images.labels.subarray(start, end)
    tf.tidy(() => {
      const logits = stack.logits(scaledInputs(pixels, [end - start, numInputs], pixelScale))
      const { losses } = softmaxCrossEntropy(logits, oneHot(labels, numClasses))
      for (const loss of losses.dataSync()) lossSum += loss
      numCorrect += countCorrect(logits.dataSync(), labels, numClasses)
    })
  }
  return { loss: lossSum / images.count, accuracy: numCorrect / images.count }
}

function oneHot(labels: Uint8Array, numClasses: number): tf.Tensor2D {
  const targets = new Float32Array(labels.length * numClasses)
  for (let row = 0; row < labels.length; row++) targets[row * numClasses + labels[row]!] = 1
  return tf.tensor2d(targets, [labels.length, numClasses])
}

function countCorrect(logits: ArrayLike<number>, labels: Uint8Array, numClasses: number): number {
  let correct = 0
  for (let row = 0; row < labels.length; row++) {
    const start = row * numClasses
    let best = 0
    for (let label = 1; label < numClasses; label++) if (logits[start + label]! > logits[start + best]!) best = label
    if (best === labels[row]) correct += 1
  }
  return correct
}
