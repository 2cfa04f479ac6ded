import { parametersOf } from '../../src/claims/network/parameters'
import { initialParameters } from '../../src/engine/training/initialParameters'
import { normalStream, randomStream } from '../../src/random/streams'
import { NETWORK_CASES } from '../contract/support/networkCases'
import { smallDataset, smallSpec } from '../contract/support/trainingSpecs'
import { centralDifferences, largestError } from './centralDifferences'
import { lossAndGradients, minibatchOf } from './network'
import { type Draw, drawsOf, networkOf } from './training'

/** Some of a tensor's slopes are enough here: each layer's are checked one by one in `layers.spec.ts`. */
const NUM_SLOPES = 12

describe('the float64 reference of whole networks', () => {
  test.each(NETWORK_CASES.map((one) => [one.name, one] as const))('%s: the gradients are slopes', (_name, one) => {
    const dataset = smallDataset(one)
    const spec = smallSpec(one, dataset)
    const network = networkOf(spec, dataset)
    const { indices, masks } = drawsOf(spec, dataset).next().value as Draw
    const minibatch = minibatchOf(dataset.trainingFile, indices, 255)
    const random = randomStream(5, 'problem')
    const draw = normalStream(random)
    // Biases start at zero; moved away from it, their place in the equations is tested as well.
    const parameters = initialParameters(network, randomStream(5, 'init')).map((values) =>
      values.map((x) => x + 0.1 * draw())
    )
    const described = parametersOf(network)
    const regularisedLoss = () =>
      lossAndGradients(network, parameters, minibatch, masks).loss +
      described.reduce((sum, { l2 }, i) => sum + l2 * parameters[i]!.reduce((total, w) => total + w * w, 0), 0)
    const { gradients } = lossAndGradients(network, parameters, minibatch, masks)

    described.forEach(({ trained }, which) => {
      const gradient = gradients[which] ?? null
      expect(gradient === null).toBe(!trained)
      if (gradient === null) return
      const chosen = Array.from({ length: NUM_SLOPES }, () => Math.floor(random() * gradient.length))
      const slopes = chosen.map((i) => centralDifferences(parameters[which]!.subarray(i, i + 1), regularisedLoss)[0]!)
      // See `centralDifferences`; the loss is of order 1, the third derivatives of a network are larger than 1.
      expect(
        largestError(
          chosen.map((i) => gradient[i]!),
          slopes
        )
      ).toBeLessThan(1e-8)
    })
  })
})
