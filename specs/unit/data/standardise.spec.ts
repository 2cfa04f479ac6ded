import { splitDataset } from '../../../src/data/split'
import type { Dataset, ImageValues } from '../../../src/data/types'
import type { DataSpec } from '../../../src/runs/classification/types'

/** One pixel and two targets a row; the second is constant in training, and a number whose mean is rounded. */
const dataset: Dataset = {
  name: 'rows',
  digest: '',
  numClasses: 0,
  numTargets: 2,
  imageShape: [1, 1, 1],
  trainingFile: {
    count: 5,
    pixels: Uint8Array.of(0, 2, 4, 100, 200),
    labels: Float32Array.of(1, 0.1, 3, 0.1, 5, 0.1, 7, 9, 70, 90)
  },
  testFile: { count: 1, pixels: Uint8Array.of(6), labels: Float32Array.of(11, 1.1) }
}
const spec = (standardise?: DataSpec['standardise']): DataSpec => ({
  dataset: 'rows',
  trainImages: 3,
  validationImages: 1,
  testImages: 1,
  pixelScale: 1,
  ...(standardise && { standardise })
})
const close = (values: ImageValues, expected: readonly number[]) => {
  expect(values).toHaveLength(expected.length)
  // Rounded once, to single precision.
  for (const [place, value] of expected.entries()) {
    expect(Math.abs(values[place]! - value)).toBeLessThanOrEqual(2 ** -23 * Math.abs(value))
  }
}

describe('what is standardised', () => {
  const deviation = Math.sqrt(8 / 3)

  it('is so by mean and standard deviation of the training images alone, in all splits', () => {
    const { training, validation, test, targetScales } = splitDataset(dataset, spec(['targets', 'inputs']), 0)
    close(training.pixels, [-2 / deviation, 0, 2 / deviation])
    close(test.pixels, [4 / deviation])
    close(validation.pixels, [198 / deviation])
    close(training.labels, [-2 / deviation, 0, 0, 0, 2 / deviation, 0])
    // A constant is moved, and divided by nothing.
    close(test.labels, [8 / deviation, Math.fround(1.1) - Math.fround(0.1)])
    expect(targetScales).toEqual([deviation, 1])
  })

  it('is what was asked for, and nothing else; the dataset itself stays as it is', () => {
    const inputs = splitDataset(dataset, spec(['inputs']), 0)
    expect([...inputs.test.labels]).toEqual([...dataset.testFile.labels])
    expect(inputs.targetScales).toEqual([1, 1])
    const targets = splitDataset(dataset, spec(['targets']), 0)
    expect([...targets.test.pixels]).toEqual([6])
    expect(splitDataset(dataset, spec(), 0).training.labels).toEqual(dataset.trainingFile.labels.subarray(0, 6))
    expect(dataset.trainingFile.labels[0]).toBe(1)
  })

  it('of a drawn subset is so by what was drawn, with the targets of its rows', () => {
    const drawn = splitDataset(
      dataset,
      { ...spec(), subset: 'random', trainImages: 2, validationImages: 0 },
      3
    ).training
    for (let row = 0; row < 2; row++) {
      const place = [...dataset.trainingFile.pixels].indexOf(drawn.pixels[row]!)
      expect([...drawn.labels.subarray(2 * row, 2 * row + 2)]).toEqual([
        ...dataset.trainingFile.labels.subarray(2 * place, 2 * place + 2)
      ])
    }
    const { training } = splitDataset(dataset, { ...spec(['targets']), subset: 'random', validationImages: 0 }, 3)
    for (const column of [0, 1]) {
      const mean = [0, 1, 2].reduce((sum, row) => sum + training.labels[2 * row + column]!, 0)
      expect(mean).toBeCloseTo(0, 5)
    }
  })
})
