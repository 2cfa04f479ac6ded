import fc from 'fast-check'
import { loadDataset } from '../../../src/data/load'
import { splitDataset } from '../../../src/data/split'
import type { Dataset, ImageValues } from '../../../src/data/types'
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
    const { training, validation, test } = splitDataset(numbered(10, 5), spec(3, 2, 4), 0)
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
    expect(splitDataset(dataset, spec(3, 2, 4), 0).validation.pixels.buffer).toBe(dataset.trainingFile.pixels.buffer)
  })

  it('draws images by the seed, each once, fewer as part of more, and never those of the validation', () => {
    const draw = (count: number, seed: number) => [
      ...splitDataset(numbered(40, 5), { ...spec(count, 10, 4), subset: 'random' }, seed).training.pixels.filter(
        (_, byte) => byte % 2 === 0
      )
    ]
    expect(draw(12, 1)).toEqual(draw(12, 1))
    expect(draw(12, 1)).not.toEqual(draw(12, 2))
    expect(new Set(draw(30, 1))).toEqual(new Set(Array.from({ length: 30 }, (_, image) => image)))
    expect(draw(20, 1)).toEqual(expect.arrayContaining(draw(12, 1)))
    const { training, validation } = splitDataset(numbered(40, 5), { ...spec(12, 10, 4), subset: 'random' }, 1)
    expect([...training.pixels].map((image) => image % 10).filter((_, byte) => byte % 2 === 0)).toEqual([
      ...training.labels
    ])
    expect([...validation.pixels][0]).toBe(30)
  })

  it('mislabels the share of the training images that it is told, alike at a smaller share and as often to any class', () => {
    const digits = loadDataset('digits')
    const labels = (labelNoise: number, seed = 3) =>
      splitDataset(digits, { ...spec(1_197, 300, 300), dataset: 'digits', labelNoise }, seed).training.labels
    const right = labels(0)
    const changed = (noisy: ImageValues) => [...noisy.keys()].filter((image) => noisy[image] !== right[image])
    // Binomial of 1,197: 0.2 +- 0.012.
    expect(Math.abs(changed(labels(0.2)).length / 1_197 - 0.2)).toBeLessThan(0.04)
    for (const image of changed(labels(0.2))) expect(labels(0.2)[image]).toBe(labels(0.5)[image])
    expect(changed(labels(1)).length).toBe(1_197)
    expect([...labels(0.2, 4)]).not.toEqual([...labels(0.2)])
    // Every other class comes one time in nine: 133 +- 11.
    const steps = [...labels(1)].map((label, image) => (label - right[image]! + 10) % 10)
    const counts = Array.from({ length: 10 }, (_, step) => steps.filter((each) => each === step).length)
    expect(counts[0]).toBe(0)
    for (const count of counts.slice(1)) expect(Math.abs(count - 133)).toBeLessThan(50)
    const { validation, test } = splitDataset(digits, { ...spec(1_197, 300, 300), dataset: 'digits', labelNoise: 1 }, 3)
    expect([...validation.labels]).toEqual([...digits.trainingFile.labels.subarray(1_197)])
    expect([...test.labels]).toEqual([...digits.testFile.labels])
  })

  it.each(['first', 'random'] as const)('mislabels an image alike in a smaller and a larger subset: %s', (subset) => {
    const labels = (count: number, validationImages = 10) => {
      const data = { ...spec(count, validationImages, 4), subset, labelNoise: 0.5 }
      const { training } = splitDataset(numbered(200, 5), data, 3)
      return new Map(Array.from(training.labels, (label, place) => [training.pixels[2 * place]!, label]))
    }
    const [few, many] = [labels(50), labels(190)]
    expect([few.size, many.size]).toEqual([50, 190])
    expect([...few].filter(([image, label]) => label !== image % 10).length).toBeGreaterThan(10)
    for (const [image, label] of few) expect(many.get(image)).toBe(label)
    for (const [image, label] of labels(50, 100)) expect(many.get(image)).toBe(label)
  })

  it('splits the digits 1,197 / 300 / 300 in file order', () => {
    const digits = loadDataset('digits')
    const data = { ...spec(1_197, 300, 300), dataset: 'digits' } as const
    const { training, validation, test } = splitDataset(digits, data, 0)
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
          const split = () => splitDataset(dataset, spec(trainImages, validationImages, testImages), 0)
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
    const split = () => splitDataset(numbered(10, 5), data, 0)
    expect(split).toThrow(InputError)
    expect(split).toThrow(message)
  })
})
