import type { OptimizerSpec } from '../../../src/optim/presets'
import { estimateMemory } from '../../../src/plan/estimate'
import { ADAM } from '../../support/builders'
import { runSpec } from '../engine/scalar/runSpecs'
import { CIFARNET, convolutionalSpec, dense, trainingSpec } from './runs'

const LOGREG = trainingSpec()
const AMSGRAD: OptimizerSpec = { ...ADAM, name: 'AMSGrad', maximum: 'uncorrected' }
const SGD: OptimizerSpec = {
  name: 'SGD',
  learningRate: 0.1,
  schedule: { name: 'constant' },
  projection: 'none',
  momentum: 0
}

describe('estimateMemory', () => {
  it('of a synthetic run is that of node', () => {
    expect(estimateMemory([runSpec()])).toEqual({ sharedBytes: 60e6, memberBytes: 0 })
  })

  it('holds the engine and the whole dataset once', () => {
    expect(estimateMemory([LOGREG]).sharedBytes).toBe(190e6 + 70_000 * 784)
    const few = { ...LOGREG, data: { ...LOGREG.data, trainImages: 1000 } }
    expect(estimateMemory([few]).sharedBytes).toBe(estimateMemory([LOGREG]).sharedBytes)
  })

  it('holds of each member parameters, gradient and moments, and the activations of a minibatch with their gradients', () => {
    const parameters = 7850
    // The flattened image and the logits; softmax belongs to the loss.
    const activations = 2 * 128 * (784 + 10)
    const bytes = (moments: number) => 4 * ((2 + moments) * parameters + activations)
    expect(estimateMemory([LOGREG]).memberBytes).toBe(bytes(2))
    expect(estimateMemory([{ ...LOGREG, optimizer: AMSGRAD }]).memberBytes).toBe(bytes(3))
    expect(estimateMemory([{ ...LOGREG, optimizer: SGD }]).memberBytes).toBe(bytes(0))
  })

  it('grows with the minibatch, in a convolutional network for all members together', () => {
    const spec = convolutionalSpec()
    const [small, large] = [64, 128].map((batchSize) =>
      estimateMemory([{ ...spec, training: { batchSize, epochs: 1 } }])
    )
    expect(large!.memberBytes).toBe(small!.memberBytes)
    // Two convolutions of 64 channels, on 32 x 32 and on 16 x 16 pixels, dominate: 43 and 11 MB of floats each way.
    expect(large!.sharedBytes - small!.sharedBytes).toBeGreaterThan(2 * (64 / 128) * 40e6)
  })

  it("keeps the study's network under what a worker may take", () => {
    const { sharedBytes, memberBytes } = estimateMemory([convolutionalSpec({ optimizer: AMSGRAD })])
    expect(sharedBytes + memberBytes).toBeGreaterThan(400e6)
    expect(sharedBytes + memberBytes).toBeLessThan(1.5 * 2 ** 30)
    const wider = [dense(2000, 'relu'), ...CIFARNET.slice(-3)]
    expect(estimateMemory([convolutionalSpec({ model: { layers: wider } })]).memberBytes).toBeGreaterThan(
      4 * 4 * 3072 * 2000
    )
  })
})
