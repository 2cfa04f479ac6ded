import type { ImageValues } from '../../data/types'
import { type RandomStream, randomStream } from '../../random/streams'
import type { Augmentation, DataSpec } from '../../runs/classification/types'
import type { RunSeeds } from '../../runs/types'

/** How an image is moved, before a network sees it. */
export interface Move {
  /** Left and right change places; before the shift. */
  readonly flipped: boolean
  /** Rows that the image is shifted down; negative for up. */
  readonly down: number
  /** Columns that it is shifted to the right; negative for left. */
  readonly right: number
}

/**
 * Draws how the images of a run's minibatches are moved, one after another: three draws an image (flip, rows, columns),
 * whatever is asked for, so that runs of one seed that are augmented in other ways still agree in what both do.
 */
export class Moves {
  private readonly random: RandomStream

  constructor(
    private readonly augmentation: Augmentation,
    seeds: RunSeeds
  ) {
    this.random = randomStream(seeds.order, 'augmentation')
  }

  next(): Move {
    const { horizontalFlip, shift } = this.augmentation
    const places = 2 * shift + 1
    const flipped = this.random() < 0.5
    const down = Math.floor(this.random() * places) - shift
    const right = Math.floor(this.random() * places) - shift
    return { flipped: horizontalFlip && flipped, down, right }
  }

  skip(numImages: number): void {
    for (let image = 0; image < numImages; image++) this.next()
  }
}

/** The moves of a run from its beginning; null where its images are taken as they are. */
export function movesOf({ augmentation }: DataSpec, seeds: RunSeeds): Moves | null {
  return augmentation === undefined ? null : new Moves(augmentation, seeds)
}

/**
 * Writes a moved image: what comes in from outside is 0, so that a shift of up to n is the crop of an image padded by n.
 *
 * @param source `height x width x channels`, row by row, channels last; `target` alike
 */
export function moveImage(
  source: ImageValues,
  [height, width, channels]: readonly [number, number, number],
  { flipped, down, right }: Move,
  target: ImageValues
): void {
  target.fill(0)
  const [top, left] = [Math.max(0, down), Math.max(0, right)]
  const [bottom, end] = [Math.min(height, height + down), Math.min(width, width + right)]
  for (let row = top; row < bottom; row++) {
    const from = (row - down) * width
    for (let column = left; column < end; column++) {
      const unshifted = column - right
      const pixel = (from + (flipped ? width - 1 - unshifted : unshifted)) * channels
      const place = (row * width + column) * channels
      for (let channel = 0; channel < channels; channel++) target[place + channel] = source[pixel + channel]!
    }
  }
}
