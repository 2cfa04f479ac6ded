import type { ImageBlocks } from '../../claims/runs'
import { permutation, randomStream } from '../../random/streams'

/** The losses are float32 sums of a few terms, with seven digits at best. */
const DIGITS = 9

/**
 * Takes an evaluation of a split apart by blocks of its images.
 *
 * Image i belongs to block pi(i) mod B, pi a permutation that is the same in every run on as many images. Data sets have an
 * order (the digits go round the classes, the writers of MNIST change half-way), and every rule that counts along it
 * makes blocks that are more alike, or less, than blocks of drawn images.
 */
export class BlockTally {
  private readonly order: Uint32Array
  private readonly sizes: number[]
  private readonly lossSums: number[]
  /** Nothing, of images without a class. */
  private readonly errors: number[] | null

  /** @param atMost blocks, unless there are fewer images @param hasClasses whether the images have classes */
  constructor(numImages: number, atMost: number, hasClasses = true) {
    const numBlocks = Math.min(atMost, numImages)
    this.order = orderOf(numImages)
    this.sizes = new Array<number>(numBlocks).fill(0)
    this.lossSums = new Array<number>(numBlocks).fill(0)
    this.errors = hasClasses ? new Array<number>(numBlocks).fill(0) : null
  }

  /** @param image place in the split; each is added once @param isCorrect of an image with a class */
  add(image: number, loss: number, isCorrect = false): void {
    const block = this.order[image]! % this.sizes.length
    this.sizes[block]! += 1
    this.lossSums[block]! += loss
    if (this.errors !== null && !isCorrect) this.errors[block]! += 1
  }

  blocks(): ImageBlocks {
    const losses = this.lossSums.map((sum, block) => Number((sum / this.sizes[block]!).toPrecision(DIGITS)))
    return { sizes: [...this.sizes], losses, ...(this.errors !== null && { errors: [...this.errors] }) }
  }
}

/** Of the last split: the members of a cohort are evaluated on the same. */
let kept: Uint32Array | null = null

function orderOf(numImages: number): Uint32Array {
  if (kept?.length !== numImages) kept = permutation(numImages, randomStream(0, 'blocks'))
  return kept
}
