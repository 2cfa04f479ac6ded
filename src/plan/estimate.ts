import type { DatasetName, Layer } from '../spec/types'
import type { ClassificationRunSpec, RunSpec, SyntheticRunSpec } from './types'

/**
 * Rough costs on one core of a current laptop. They order the work and fill the plan's table; progress corrects them
 * by what is measured while it runs, and no result depends on them.
 */
const SCALAR_STEP_NS = { 'periodic-linear': 8, 'bernoulli-linear': 14 }
const EFFECTIVE_STEP_NS = 8
const TFJS_STEP_MS: Readonly<Record<string, { overhead: number; gigaflops: number }>> = {
  tensorflow: { overhead: 0.6, gigaflops: 40 },
  wasm: { overhead: 0.2, gigaflops: 20 },
  cpu: { overhead: 0.6, gigaflops: 1.2 }
}

const IMAGE_SIZE: Readonly<Record<DatasetName, number>> = { mnist: 784, digits: 64 }

/** Estimated time of a run on one core, in milliseconds. */
export function estimateRunMs(spec: RunSpec): number {
  switch (spec.kind) {
    case 'synthetic':
      return (spec.numSteps * scalarStepNs(spec)) / 1e6
    case 'classification':
      return estimateTrainingMs(spec)
    default:
      return spec satisfies never
  }
}

function scalarStepNs({ problem, record }: SyntheticRunSpec): number {
  return SCALAR_STEP_NS[problem.name] + (record.effectiveStep === true ? EFFECTIVE_STEP_NS : 0)
}

function estimateTrainingMs(spec: ClassificationRunSpec): number {
  const { overhead, gigaflops } = TFJS_STEP_MS[spec.engine.backend] ?? TFJS_STEP_MS.wasm!
  const { batchSize, epochs } = spec.training
  const { trainImages, validationImages, testImages } = spec.data
  const steps = Math.floor(trainImages / batchSize) * epochs
  const weights = denseWeights(spec.model.layers, IMAGE_SIZE[spec.data.dataset])
  const trainingFlops = steps * batchSize * weights * 6
  const evaluationFlops = epochs * (trainImages + validationImages + testImages) * weights * 2
  return steps * overhead + (trainingFlops + evaluationFlops) / (gigaflops * 1e6)
}

function denseWeights(layers: readonly Layer[], inputs: number): number {
  let width = inputs
  let weights = 0
  for (const layer of layers) {
    if (layer.class !== 'Dense') continue
    weights += width * layer.units
    width = layer.units
  }
  return weights
}
