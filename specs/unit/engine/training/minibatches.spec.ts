import fc from 'fast-check'
import { epochMinibatches, numStepsPerEpoch } from '../../../../src/engine/training/minibatches'
import { permutation, randomStream } from '../../../../src/random/streams'

describe('numStepsPerEpoch', () => {
  test('drops the incomplete last batch: 390 steps of 50,000', () => {
    expect(numStepsPerEpoch(50_000, 128)).toBe(390)
    expect(numStepsPerEpoch(128, 128)).toBe(1)
  })

  test('refuses a batch larger than the training split', () => {
    expect(() => numStepsPerEpoch(127, 128)).toThrow(/training.batchSize: .*\n {2}expected: at most 127/)
  })
})

describe('epochMinibatches', () => {
  test('is the permutation of the order stream, cut into batches', () => {
    const batches = epochMinibatches(10, 3, randomStream(5, 'order'))
    expect(batches.flatMap((batch) => [...batch])).toEqual([...permutation(10, randomStream(5, 'order')).slice(0, 9)])
  })

  test('no image twice in an epoch, all batches complete', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 200 }),
        fc.nat(1000),
        (batchSize, extra, seed) => {
          const numImages = batchSize + extra
          const batches = epochMinibatches(numImages, batchSize, randomStream(seed, 'order'))
          const indices = batches.flatMap((batch) => [...batch])
          expect(batches.every((batch) => batch.length === batchSize)).toBe(true)
          expect(new Set(indices).size).toBe(Math.floor(numImages / batchSize) * batchSize)
          expect(Math.max(...indices)).toBeLessThan(numImages)
        }
      )
    )
  })

  test('the next epoch has another order', () => {
    const order = randomStream(0, 'order')
    expect(epochMinibatches(20, 20, order)).not.toEqual(epochMinibatches(20, 20, order))
  })
})
