import fc from 'fast-check'
import { resolveLayer } from '../../src/claims/layers'
import { type Network, resolveNetwork } from '../../src/claims/network/resolveNetwork'
import type { Loss } from '../../src/claims/types'
import { normalStream, randomStream } from '../../src/random/streams'
import { centralDifferences, largestError } from './centralDifferences'
import { lossPass } from './loss'

const FORMS = [
  ['softmax', { name: 'categorical_crossentropy' }],
  ['softmax', { name: 'categorical_crossentropy', label_smoothing: 0.3 }],
  ['linear', { name: 'mean_squared_error' }],
  ['linear', { name: 'huber', delta: 0.7 }],
  ['softmax', { name: 'binary_crossentropy', reduction: 'sum' }],
  ['softmax', { name: 'binary_crossentropy', reduction: 'mean' }],
  ['sigmoid', { name: 'binary_crossentropy', reduction: 'sum' }],
  ['sigmoid', { name: 'binary_crossentropy', reduction: 'mean' }]
] as const satisfies [string, Loss][]

describe('losses', () => {
  test.each(FORMS)('%s with %j: the gradient of the mean is its slope', (activation, loss) => {
    const checked = fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 2, max: 6 }),
      fc.nat(),
      (count, numClasses, seed) => {
        const random = randomStream(seed, 'problem')
        const logits = Float64Array.from({ length: count * numClasses }, normalStream(random))
        const labels = Array.from({ length: count }, () => Math.floor(random() * numClasses))
        const network = networkOf(activation, loss, numClasses)
        const mean = () => lossPass(network, logits, labels, 'training').losses.reduce((a, b) => a + b, 0) / count
        // See `centralDifferences`.
        const slopes = centralDifferences(logits, mean)
        expect(largestError(lossPass(network, logits, labels, 'training').gradient, slopes)).toBeLessThan(1e-9)
      }
    )
    fc.assert(checked, { numRuns: 30 })
  })

  /** Probabilities 1/2, 1/3 and 1/6 of a softmax; of sigmoids 3/4, 2/3 and 1/2. The label is the second. */
  test.each([
    ['softmax', { name: 'categorical_crossentropy' }, Math.log(3)],
    ['linear', { name: 'mean_squared_error' }, (Math.log(3) ** 2 + (Math.log(2) - 1) ** 2) / 3],
    ['linear', { name: 'huber', delta: 1 }, (Math.log(3) - 0.5 + (1 - Math.log(2)) ** 2 / 2) / 3],
    ['softmax', { name: 'binary_crossentropy', reduction: 'sum' }, Math.log(3) + Math.log(2) + Math.log(6 / 5)],
    ['softmax', { name: 'binary_crossentropy', reduction: 'mean' }, Math.log(7.2) / 3],
    ['sigmoid', { name: 'binary_crossentropy', reduction: 'sum' }, Math.log(3 / 2) + Math.log(4) + Math.log(2)],
    ['sigmoid', { name: 'binary_crossentropy', reduction: 'mean' }, Math.log(12) / 3]
  ] as const)('%s with %j by hand', (activation, loss, expected) => {
    const logits = Float64Array.of(Math.log(3), Math.log(2), 0)
    const [value] = lossPass(networkOf(activation, loss, 3), logits, [1], 'training').losses
    expect(Math.abs(value! - expected)).toBeLessThan(1e-15)
  })

  test('probabilities of a softmax are clipped for binary cross-entropy, and a clipped one has no gradient', () => {
    const network = networkOf('softmax', { name: 'binary_crossentropy', reduction: 'sum' }, 2)
    const far = lossPass(network, Float64Array.of(-10, 10), [0], 'training')
    // p = [2e-9, 1 - 2e-9] counts as [1e-7, 1 - 1e-7]; 1 - (1 - 1e-7) is 1e-7 to nine digits.
    expect(far.losses[0]! / (-2 * Math.log(1e-7))).toBeCloseTo(1, 9)
    expect([...far.gradient]).toEqual([0, 0])
    const near = lossPass(network, Float64Array.of(-7, 7), [0], 'training')
    expect(near.losses[0]).toBeCloseTo(28, 5)
    expect(near.gradient[1]).toBeCloseTo(2, 5)
  })

  test('extreme logits give finite losses', () => {
    for (const [activation, loss] of FORMS) {
      const pass = lossPass(networkOf(activation, loss, 2), Float64Array.of(-1000, 1000), [0], 'training')
      expect(Number.isFinite(pass.losses[0])).toBe(true)
      expect(pass.gradient.every(Number.isFinite)).toBe(true)
    }
  })
})

function networkOf(activation: Network['outputActivation'], loss: Loss, numClasses: number): Network {
  return resolveNetwork([resolveLayer({ class: 'Dense', units: numClasses, activation })], [1, 1, 1], numClasses, loss)
}
