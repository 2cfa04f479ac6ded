import { parametersOf } from '../../src/claims/network/parameters'
import { resolveNetwork, sizeOf } from '../../src/claims/network/resolveNetwork'
import { dropoutMask } from '../../src/engine/training/dropoutMask'
import { initialParameters } from '../../src/engine/training/initialParameters'
import { randomStream } from '../../src/random/streams'
import { askTfjs, describeBackends, resultOf } from './support/askTfjs'
import { NETWORK_CASES } from './support/networkCases'
import { smallDataset, smallSpec } from './support/trainingSpecs'

/**
 * The gradients that are written out in the engine, against those that TensorFlow.js derives by itself from its own
 * operations, on its plain JavaScript backend: that of wasm has no gradient of a convolution but ours.
 *
 * Tolerance: both sides are float32. A gradient is a sum of up to 8 x 42 terms (images and positions) after at most three
 * layers of sums of 75 or fewer: sqrt(8 * 42) 2^-24 = 1e-6 of the terms' magnitudes, which cancel to about a tenth.
 * Measured: 6.5e-6. A forgotten factor, a window that is off by one or a wrong tie are off by 1e-2 and more.
 */
const TOLERANCE = 2e-5

const INDICES = [3, 1, 4, 15, 9, 2, 6, 5]

// Of losses of numbers the gradients are held to the float64 reference (engineLayers) and to PyTorch's (reference/loss).
const OF_CLASSES = NETWORK_CASES.filter((one) => smallDataset(one).numTargets === undefined)

const CASES = OF_CLASSES.map((one) => {
  const dataset = smallDataset(one)
  const { model, loss, data } = smallSpec(one, dataset)
  const network = resolveNetwork(model.layers, dataset.imageShape, dataset.numClasses, loss)
  const dropout = randomStream(1, 'dropout')
  const random = randomStream(1, 'problem')
  return {
    name: one.name,
    network,
    // Biases, beta and the like start at 0; moved away from it, their place in the equations is tested as well.
    parameters: initialParameters(network, randomStream(1, 'init')).map((values, i) =>
      parametersOf(network)[i]!.role === 'kernel'
        ? values.map(Math.fround)
        : values.map((value) => Math.fround(value + 0.2 * random()))
    ),
    images: dataset.trainingFile,
    indices: INDICES,
    pixelScale: data.pixelScale,
    masks: network.layers.flatMap((layer) =>
      layer.kind === 'dropout' ? [dropoutMask(INDICES.length * sizeOf(layer.input), layer.rate, dropout)] : []
    )
  }
})

interface Answer {
  readonly loss: number
  readonly gradients: readonly (readonly number[] | null)[]
}

let derived: readonly Answer[]
beforeAll(() => {
  derived = ask('cpu', 'autodiff')
})

describeBackends('tfjs: the gradients written out agree with automatic differentiation', (backend) => {
  let written: readonly Answer[]
  beforeAll(() => {
    written = ask(backend, 'gradients')
  })

  test.each(CASES.map(({ name }, index) => [name, index] as const))('%s', (_name, index) => {
    const { loss, gradients } = written[index]!
    const expected = derived[index]!
    expect(Math.abs(loss / expected.loss - 1)).toBeLessThan(TOLERANCE)
    expect(gradients.map((values) => values?.length)).toEqual(expected.gradients.map((values) => values?.length))
    const errors = expected.gradients.map((values, which) => (values === null ? 0 : error(gradients[which]!, values)))
    expect(errors.filter((one) => !(one < TOLERANCE))).toEqual([])
  })
})

function ask(backend: Parameters<typeof askTfjs>[0], kind: 'gradients' | 'autodiff'): Answer[] {
  return askTfjs(
    backend,
    CASES.map(({ name: _, ...one }) => ({ kind, ...one }))
  ).map((answer) => resultOf<Answer>(answer))
}

/** Largest error, as a share of the largest entry. */
function error(actual: readonly number[], expected: readonly number[]): number {
  const largest = Math.max(...expected.map(Math.abs))
  return Math.max(...expected.map((value, i) => Math.abs(value - actual[i]!))) / largest
}
