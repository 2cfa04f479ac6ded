import { forwardFlops } from '../claims/network/countOperations'
import { parametersOf } from '../claims/network/parameters'
import { type Network, type ResolvedLayer, sizeOf } from '../claims/network/resolveNetwork'
import { networkOf } from './networkOf'
import type { ClassificationRunSpec, RunSpec, SyntheticRunSpec } from './types'

/**
 * What a cohort of k runs costs on one core: `sharedMs + k * memberMs`. Shared is what its members do once: start, gather
 * the minibatches, draw the dropout masks.
 */
export interface CohortCost {
  readonly sharedMs: number
  readonly memberMs: number
}

/**
 * Rough costs on one core of a current laptop. They order the work, split it over the workers and fill the plan's table;
 * progress corrects them by what is measured while it runs, and no result depends on them.
 */
interface Speed {
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

const ONNX: Speed = {
  startMs: 100,
  stepMs: 0.012,
  denseGigaflops: 120,
  convGigaflops: 150,
  pixelNs: 0.45,
  parameterNs: 1.3,
  shares: true
}

const TFJS: Readonly<Record<string, Speed>> = {
  tensorflow: tfjs({ stepMs: 0.6, denseGigaflops: 27, convGigaflops: 80 }),
  wasm: tfjs({ stepMs: 0.2, denseGigaflops: 13, convGigaflops: 30 }),
  cpu: tfjs({ stepMs: 0.6, denseGigaflops: 0.8, convGigaflops: 0.5 })
}

const SCALAR_STEP_NS = { 'periodic-linear': 8, 'bernoulli-linear': 14 }
const EFFECTIVE_STEP_NS = 8
/** A draw of a random stream. */
const DRAW_NS = 8

/** What a cohort of runs like this one costs; the optimizer does not matter. */
export function estimateCost(spec: RunSpec): CohortCost {
  switch (spec.kind) {
    case 'synthetic':
      return { sharedMs: 0, memberMs: (spec.numSteps * scalarStepNs(spec)) / 1e6 }
    case 'classification':
      return estimateTraining(spec)
    default:
      return spec satisfies never
  }
}

/** Estimated time of a run by itself on one core, in milliseconds. */
export function estimateRunMs(spec: RunSpec): number {
  const { sharedMs, memberMs } = estimateCost(spec)
  return sharedMs + memberMs
}

/** Eager: nothing is compiled, and a step's overhead is all that is not arithmetic. */
function tfjs(speed: Pick<Speed, 'stepMs' | 'denseGigaflops' | 'convGigaflops'>): Speed {
  return { startMs: 0, pixelNs: 0, parameterNs: 0, shares: false, ...speed }
}

function scalarStepNs({ problem, record }: SyntheticRunSpec): number {
  return SCALAR_STEP_NS[problem.name] + (record.effectiveStep === true ? EFFECTIVE_STEP_NS : 0)
}

function estimateTraining(spec: ClassificationRunSpec): CohortCost {
  const speed = spec.engine.name === 'onnx' ? ONNX : (TFJS[spec.engine.backend] ?? TFJS.wasm!)
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
function imageMs(network: Network, layers: readonly ResolvedLayer[], speed: Speed): number {
  const flops = (kind: ResolvedLayer['kind']) =>
    forwardFlops({ ...network, layers: layers.filter((layer) => layer.kind === kind) })
  return (flops('dense') / speed.denseGigaflops + flops('conv2d') / speed.convGigaflops) / 1e6
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
