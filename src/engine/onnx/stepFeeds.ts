import { type RandomStream, randomStream } from '../../random/streams'
import type { RunSeeds } from '../../runs/types'
import { epochMinibatches, numStepsPerEpoch } from '../training/minibatches'
import type { DropoutPlace } from './compileNetwork'

/** What a chunk of steps reads besides the resident data; the same for all members. */
export interface StepFeed {
  readonly numSteps: number
  /** `[steps, batch]` */
  readonly indices: Int32Array
  /** For each Dropout layer `[steps, ...]` in its layout: 1 for a unit that is kept. */
  readonly keeps: readonly Uint8Array[]
}

/** Draws minibatches and dropout masks, step after step, from the streams of a run. */
export class StepFeeds {
  readonly numStepsPerEpoch: number
  private readonly order: RandomStream
  private readonly dropout: RandomStream
  private epoch: readonly Uint32Array[] = []
  private nextStep = 0

  constructor(
    private readonly numImages: number,
    private readonly batchSize: number,
    private readonly dropouts: readonly DropoutPlace[],
    seeds: RunSeeds
  ) {
    this.numStepsPerEpoch = numStepsPerEpoch(numImages, batchSize)
    this.order = randomStream(seeds.order, 'order')
    this.dropout = randomStream(seeds.dropout, 'dropout')
  }

  /** Draws what `numSteps` finished steps have drawn. */
  skip(numSteps: number): void {
    const draws = numSteps * this.batchSize * this.dropouts.reduce((sum, { units }) => sum + units, 0)
    for (let draw = 0; draw < draws; draw++) this.dropout()
    for (let step = 0; step < numSteps; step++) this.nextIndices()
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
    return { numSteps, indices, keeps }
  }

  private nextIndices(): Uint32Array {
    const place = this.nextStep % this.numStepsPerEpoch
    if (place === 0) this.epoch = epochMinibatches(this.numImages, this.batchSize, this.order)
    this.nextStep += 1
    return this.epoch[place]!
  }
}

/** One step of a chunk's feed. */
export function stepOf(feed: StepFeed, step: number): StepFeed {
  const cut = <T extends Int32Array | Uint8Array>(values: T): T => {
    const size = values.length / feed.numSteps
    return values.slice(step * size, (step + 1) * size) as T
  }
  return { numSteps: 1, indices: cut(feed.indices), keeps: feed.keeps.map(cut) }
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
