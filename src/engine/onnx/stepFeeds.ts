import { gatherImages, valuesLike } from '../../data/slice'
import type { ImageValues } from '../../data/types'
import { type RandomStream, randomStream } from '../../random/streams'
import type { RunSeeds } from '../../runs/types'
import { type Moves, moveImage } from '../training/augmentation'
import { epochMinibatches, numStepsPerEpoch } from '../training/minibatches'
import type { DropoutPlace } from './compileNetwork'
import type { ResidentImages } from './residentImages'

/** What moved images take at most, at a time. */
const MOVED_BYTES = 2 ** 26

/** What a chunk of steps reads besides the resident data; the same for all members. */
export interface StepFeed {
  readonly numSteps: number
  /** `[steps, batch]` */
  readonly indices: Int32Array
  /** For each Dropout layer `[steps, ...]` in its layout: 1 for a unit that is kept. */
  readonly keeps: readonly Uint8Array[]
  /** The images of these steps where they are moved, in the order of `indices`, which then lead into them; null for the resident ones. */
  readonly moved: Pick<ResidentImages, 'images' | 'labels'> | null
}

/** Images that are moved for every minibatch. */
export interface MovedImages {
  readonly moves: Moves
  readonly from: Pick<ResidentImages, 'images' | 'labels'>
  readonly shape: readonly [number, number, number]
  /** Of a resident image, which may have more than its pixels. */
  readonly imageBytes: number
}

/** Draws minibatches and dropout masks, step after step, from the streams of a run. */
export class StepFeeds {
  readonly numStepsPerEpoch: number
  private readonly order: RandomStream
  private readonly dropout: RandomStream
  private epoch: readonly Uint32Array[] = []
  private nextStep = 0
  /** As many steps as a chunk may have. */
  readonly maxSteps: number

  constructor(
    private readonly numImages: number,
    private readonly batchSize: number,
    private readonly dropouts: readonly DropoutPlace[],
    seeds: RunSeeds,
    private readonly movedImages: MovedImages | null = null
  ) {
    const bytes = batchSize * (movedImages?.imageBytes ?? 0)
    this.maxSteps = bytes === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(MOVED_BYTES / bytes))
    this.numStepsPerEpoch = numStepsPerEpoch(numImages, batchSize)
    this.order = randomStream(seeds.order, 'order')
    this.dropout = randomStream(seeds.dropout, 'dropout')
  }

  /** Draws what `numSteps` finished steps have drawn. */
  skip(numSteps: number): void {
    const draws = numSteps * this.batchSize * this.dropouts.reduce((sum, { units }) => sum + units, 0)
    for (let draw = 0; draw < draws; draw++) this.dropout()
    for (let step = 0; step < numSteps; step++) this.nextIndices()
    this.movedImages?.moves.skip(numSteps * this.batchSize)
  }

  take(numSteps: number): StepFeed {
    const { batchSize, dropouts } = this
    const indices = new Int32Array(numSteps * batchSize)
    const keeps = dropouts.map(({ units }) => new Uint8Array(numSteps * batchSize * units))
    for (let step = 0; step < numSteps; step++) {
      indices.set(this.nextIndices(), step * batchSize)
      dropouts.forEach((place, layer) => {
        const size = batchSize * place.units
        drawKeeps(keeps[layer]!.subarray(step * size, (step + 1) * size), place, batchSize, this.dropout)
      })
    }
    const { movedImages } = this
    if (movedImages === null) return { numSteps, indices, keeps, moved: null }
    return { numSteps, indices: inOrder(indices.length), keeps, moved: movedOf(movedImages, indices) }
  }

  private nextIndices(): Uint32Array {
    const place = this.nextStep % this.numStepsPerEpoch
    if (place === 0) this.epoch = epochMinibatches(this.numImages, this.batchSize, this.order)
    this.nextStep += 1
    return this.epoch[place]!
  }
}

function inOrder(length: number): Int32Array {
  return Int32Array.from({ length }, (_, place) => place)
}

function movedOf({ moves, from, shape, imageBytes }: MovedImages, indices: Int32Array): StepFeed['moved'] {
  const images = valuesLike(from.images, indices.length * imageBytes)
  const numPixels = shape[0] * shape[1] * shape[2]
  indices.forEach((index, place) => {
    const source = from.images.subarray(index * imageBytes, (index + 1) * imageBytes)
    const target = images.subarray(place * imageBytes, (place + 1) * imageBytes)
    target.set(source.subarray(numPixels), numPixels)
    moveImage(source, shape, moves.next(), target.subarray(0, numPixels))
  })
  const numImages = from.images.length / imageBytes
  return { images, labels: gatherImages(from.labels, numImages, indices) }
}

/** One step of a chunk's feed. */
export function stepOf(feed: StepFeed, step: number): StepFeed {
  const cut = <T extends Int32Array | ImageValues>(values: T): T => {
    const size = values.length / feed.numSteps
    return values.slice(step * size, (step + 1) * size) as T
  }
  const keeps = feed.keeps.map(cut)
  const { moved } = feed
  if (moved === null) return { numSteps: 1, indices: cut(feed.indices), keeps, moved }
  const indices = inOrder(feed.indices.length / feed.numSteps)
  return { numSteps: 1, indices, keeps, moved: { images: cut(moved.images), labels: cut(moved.labels) } }
}

/** One draw a unit in row-major order of [batch, units], as `training/dropoutMask.ts`, put where the graph has the unit. */
function drawKeeps(
  keeps: Uint8Array,
  { units, rate, layout }: DropoutPlace,
  batchSize: number,
  dropout: RandomStream
): void {
  for (let example = 0; example < batchSize; example++) {
    for (let unit = 0; unit < units; unit++) {
      keeps[layout === 'rows' ? example * units + unit : unit * batchSize + example] = dropout() >= rate ? 1 : 0
    }
  }
}
