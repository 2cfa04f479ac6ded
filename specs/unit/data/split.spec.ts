import fc from 'fast-check'
import { loadDataset } from '../../../src/data/load'
import { splitDataset } from '../../../src/data/split'
import type { Dataset } from '../../../src/data/types'
import { InputError } from '../../../src/errors'
import type { DataSpec } from '../../../src/runs/classification/types'

/** Image i of the training file has all pixels i and label i mod 10; those of the test file start at 100. */
function numbered(numTraining: number, numTest: number): Dataset {
  const file = (count: number, first: number) => ({
    count,
    pixels: Uint8Array.from({ length: 2 * count }, (_, index) => first + Math.floor(index / 2)),
    labels: Uint8Array.from({ length: count }, (_, index) => (first + index) % 10)
  })
  const rest = { name: 'mnist', digest: '', numClasses: 10, imageShape: [1, 2, 1] } as const
  return { ...rest, trainingFile: file(numTraining, 0), testFile: file(numTest, 100) }
}

const spec = (trainImages: number, validationImages: number, testImages: number): DataSpec => ({
  dataset: 'mnist',
  trainImages,
  validationImages,
  testImages,
  pixelScale: 255
})

describe('splitDataset', () => {
  it('takes validation off the end, training from the front, test from the front', () => {
    const { training, validation, test } = splitDataset(numbered(10, 5), spec(3, 2, 4))
    expect(training.count).toBe(3)
    expect([...training.pixels]).toEqual([0, 0, 1, 1, 2, 2])
    expect([...training.labels]).toEqual([0, 1, 2])
    expect([...validation.pixels]).toEqual([8, 8, 9, 9])
    expect([...validation.labels]).toEqual([8, 9])
    expect([...test.pixels]).toEqual([100, 100, 101, 101, 102, 102, 103, 103])
    expect([...test.labels]).toEqual([0, 1, 2, 3])
  })

  it('gives views, not copies', () => {
    const dataset = numbered(10, 5)
    expect(splitDataset(dataset, spec(3, 2, 4)).validation.pixels.buffer).toBe(dataset.trainingFile.pixels.buffer)
  })

  it('splits the digits 1,197 / 300 / 300 in file order', () => {
    const digits = loadDataset('digits')
    const data = { ...spec(1_197, 300, 300), dataset: 'digits' } as const
    const { training, validation, test } = splitDataset(digits, data)
    expect([training.count, validation.count, test.count]).toEqual([1_197, 300, 300])
    expect(validation.pixels.byteOffset).toBe(training.pixels.byteOffset + training.pixels.byteLength)
    expect(test.pixels.byteOffset).toBe(validation.pixels.byteOffset + validation.pixels.byteLength)
  })

  it('never lets training and validation share an image, nor exceed a file', () => {
    const count = fc.integer({ min: 1, max: 30 })
    fc.assert(
      fc.property(
        count,
        count,
        fc.nat(30),
        count,
        fc.nat(30),
        (inFile, trainImages, validationImages, inTest, testImages) => {
          const dataset = numbered(inFile, inTest)
          const split = () => splitDataset(dataset, spec(trainImages, validationImages, testImages))
          if (trainImages + validationImages > inFile || testImages > inTest) {
            expect(split).toThrow(InputError)
            return
          }
          const { training, validation, test } = split()
          expect(new Set([...training.pixels, ...validation.pixels]).size).toBe(trainImages + validationImages)
          expect([training.count, validation.count, test.count]).toEqual([trainImages, validationImages, testImages])
        }
      )
    )
  })

  it.each([
    ['overlap', spec(9, 2, 1), 'received: 9 + 2 = 11'],
    ['too many test images', spec(1, 1, 6), 'expected: at most 5 images of mnist'],
    ['no training image', spec(0, 1, 1), 'trainImages'],
    ['a fraction', spec(1, 1.5, 1), 'validationImages'],
    ['a negative number', spec(1, 1, -1), 'testImages'],
    ['not a number', spec(Number.NaN, 1, 1), 'received: NaN'],
    ['another dataset', { ...spec(1, 1, 1), dataset: 'digits' } as const, 'the dataset digits']
  ])('refuses %s', (_what, data, message) => {
    const split = () => splitDataset(numbered(10, 5), data)
    expect(split).toThrow(InputError)
    expect(split).toThrow(message)
  })
})
