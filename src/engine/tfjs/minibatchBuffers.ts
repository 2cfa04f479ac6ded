import * as tf from '@tensorflow/tfjs-core'
import { type ImageShape, type Network, sizeOf } from '../../claims/network/resolveNetwork'
import type { LabeledImages } from '../../data/types'
import { type Moves, moveImage } from '../training/augmentation'
import { transpose } from './transpose'

/** A minibatch as a training step needs it. */
export interface Minibatch {
  /** `[n, height, width, channels]`, scaled. */
  readonly inputs: tf.Tensor4D
  /**
   * `values of an image x n`, for a network that begins with a Dense layer; else null. The kernel's gradient is a product
   * with the transposed inputs; for 784 x 128 the wasm backend takes 0.3 ms to transpose them and 0.6 ms to multiply
   * without, plain JavaScript 0.05 ms to transpose.
   */
  readonly inputsTransposed: tf.Tensor2D | null
  /** `n x classes`, one-hot, or `n x numbers` of a target. */
  readonly targets: tf.Tensor2D
}

/** Gathers minibatches into arrays that are used again and again. */
export class MinibatchBuffers {
  private readonly imageShape: ImageShape
  private readonly imageSize: number
  private readonly numClasses: number
  private readonly pixels: Float32Array
  private readonly pixelsTransposed: Float32Array | null
  private readonly targets: Float32Array
  private readonly hasClasses: boolean
  /** Of a label, and of all others: 1 and 0, unless labels are smoothed. */
  private readonly target: { readonly on: number; readonly off: number }

  constructor(
    network: Network,
    readonly batchSize: number,
    private readonly pixelScale: number
  ) {
    this.imageShape = network.input
    this.imageSize = sizeOf(network.input)
    this.numClasses = network.numClasses
    this.hasClasses = network.targets === 'classes'
    this.pixels = new Float32Array(batchSize * this.imageSize)
    const first = network.layers.find(({ kind }) => kind !== 'flatten')
    this.pixelsTransposed = first?.kind === 'dense' ? new Float32Array(batchSize * this.imageSize) : null
    this.targets = new Float32Array(batchSize * this.numClasses)
    const smoothing = 'label_smoothing' in network.loss ? (network.loss.label_smoothing ?? 0) : 0
    const off = smoothing / this.numClasses
    this.target = { on: 1 - smoothing + off, off }
  }

  /** @param indices `batchSize` indices of images @param moves of the images, which are drawn here; null for none */
  fill(images: LabeledImages, indices: Uint32Array, moves: Moves | null = null): void {
    const { imageSize, numClasses } = this
    this.targets.fill(this.target.off)
    for (let row = 0; row < this.batchSize; row++) {
      const index = indices[row]!
      const image = images.pixels.subarray(index * imageSize, (index + 1) * imageSize)
      if (moves === null) this.pixels.set(image, row * imageSize)
      else {
        const target = this.pixels.subarray(row * imageSize, (row + 1) * imageSize)
        moveImage(image, this.imageShape, moves.next(), target)
      }
      if (this.hasClasses) this.targets[row * numClasses + images.labels[index]!] = this.target.on
      else this.targets.set(images.labels.subarray(index * numClasses, (index + 1) * numClasses), row * numClasses)
    }
    if (this.pixelsTransposed !== null) transpose(this.pixels, this.batchSize, imageSize, this.pixelsTransposed)
  }

  /** The minibatch that was filled in last. The tensors may share memory with the buffers: dispose them before `fill`. */
  tensors(): Minibatch {
    const { batchSize, imageSize, numClasses, pixelScale, pixelsTransposed } = this
    return {
      inputs: scaledInputs(this.pixels, [batchSize, ...this.imageShape], pixelScale),
      inputsTransposed:
        pixelsTransposed === null ? null : scaledInputs(pixelsTransposed, [imageSize, batchSize], pixelScale),
      targets: tf.tensor2d(this.targets, [batchSize, numClasses])
    }
  }
}

/** Pixels divided by the scale, rounded to float32 once. */
export function scaledInputs<R extends tf.Rank>(
  pixels: Float32Array,
  shape: tf.ShapeMap[R],
  pixelScale: number
): tf.Tensor<R> {
  return tf.tidy(() => tf.div<tf.Tensor<R>>(tf.tensor<R>(pixels, shape), pixelScale))
}
