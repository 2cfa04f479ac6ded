import { forwardFlops } from '../../claims/network/countOperations'
import { parametersOf } from '../../claims/network/parameters'
import { type Network, type ResolvedLayer, sizeOf } from '../../claims/network/resolveNetwork'
import type { CohortCost } from '../runKind'
import { networkOf } from './networkOf'
import type { ClassificationRunSpec } from './types'

/**
 * Rough costs on one core of a current laptop. They order the work, split it over the workers and fill the plan's table;
 * progress corrects them by what is measured while it runs, and no result depends on them.
 */
export interface TrainingSpeed {
  /** Before a cohort's first step: the graph is built and compiled. */
  readonly startMs: number
  /** For every step and member, whatever it computes. */
  readonly stepMs: number
  readonly denseGigaflops: number
  readonly convGigaflops: number
  /** To gather and convert a pixel of a minibatch. */
  readonly pixelNs: number
  /** To update a parameter. */
  readonly parameterNs: number
  /** Whether the members of a cohort share their minibatches and masks, or do everything one after another. */
  readonly shares: boolean
}

/** A draw of a random stream. */
const DRAW_NS = 8

/**
 * What a cohort of runs like this one costs; the optimizer does not matter. Shared is what its members do once: start,
 * gather the minibatches, draw the dropout masks.
 */
export function trainingCost(spec: ClassificationRunSpec, speed: TrainingSpeed): CohortCost {
  const { batchSize, epochs } = spec.training
  const { trainImages, validationImages, testImages } = spec.data
  const { network } = networkOf(spec)
  const steps = Math.floor(trainImages / batchSize) * epochs
  const evaluated = epochs * (trainImages + validationImages + testImages)

  const forwardMs = imageMs(network, network.layers, speed)
  // Backwards as much again for the inputs and for the weights; nobody needs the gradient of the images themselves.
  const trainingMs = 3 * forwardMs - imageMs(network, firstWithKernel(network), speed)
  const stepMs = speed.stepMs + batchSize * trainingMs + (numParameters(network) * speed.parameterNs) / 1e6
  const pixelMs = (sizeOf(network.input) * speed.pixelNs) / 1e6
  const maskMs = (numDropoutUnits(network) * DRAW_NS) / 1e6
  const inputMs = (steps * batchSize + evaluated) * pixelMs + steps * batchSize * maskMs
  const ownMs = steps * stepMs + evaluated * forwardMs
  return speed.shares
    ? { sharedMs: speed.startMs + inputMs, memberMs: ownMs }
    : { sharedMs: speed.startMs, memberMs: inputMs + ownMs }
}

/** One image's way forward through some layers of a network. */
function imageMs(network: Network, layers: readonly ResolvedLayer[], speed: TrainingSpeed): number {
  const flops = (kind: ResolvedLayer['kind']) =>
    forwardFlops({ ...network, layers: layers.filter((layer) => layer.kind === kind) })
  const products = flops('dense') + flops('averagePooling2d')
  return (products / speed.denseGigaflops + flops('conv2d') / speed.convGigaflops) / 1e6
}

function firstWithKernel({ layers }: Network): ResolvedLayer[] {
  return layers.filter(({ kind }) => kind === 'dense' || kind === 'conv2d').slice(0, 1)
}

function numParameters(network: Network): number {
  return parametersOf(network).reduce((sum, { shape }) => sum + sizeOf(shape), 0)
}

function numDropoutUnits({ layers }: Network): number {
  return layers.reduce((sum, layer) => (layer.kind === 'dropout' ? sum + sizeOf(layer.output) : sum), 0)
}
