import type { DatasetTargets } from '../claims/datasets'
import type { DataSpec } from '../runs/classification/types'
import type { DatasetSplits, ImageValues, LabeledImages } from './types'

type Standardised = NonNullable<DataSpec['standardise']>[number]

/** By column of the values. */
interface Columns {
  readonly means: readonly number[]
  readonly deviations: readonly number[]
}

/**
 * The splits with columns of mean 0 and standard deviation 1 in the training images, which alone decide how all are moved and
 * divided: (x - mean)/sd, sd the root of the mean squared deviation, computed in double precision; a column that is constant
 * there is only moved.
 *
 * @param what `inputs`: each value of an image; `targets`: each number of a target
 */
export function standardised(
  splits: Omit<DatasetSplits, 'targetScales'>,
  { numTargets }: DatasetTargets,
  what: readonly Standardised[]
): DatasetSplits {
  const { training } = splits
  const ofInputs = what.includes('inputs') ? columnsOf(training.pixels, training.count) : null
  const ofTargets = what.includes('targets') ? columnsOf(training.labels, training.count) : null
  const moved = ({ count, pixels, labels }: LabeledImages): LabeledImages => ({
    count,
    pixels: ofInputs === null ? pixels : scaled(pixels, ofInputs),
    labels: ofTargets === null ? labels : scaled(labels, ofTargets)
  })
  return {
    training: moved(training),
    validation: moved(splits.validation),
    test: moved(splits.test),
    ...(numTargets !== undefined && { targetScales: ofTargets?.deviations ?? new Array<number>(numTargets).fill(1) })
  }
}

function columnsOf(values: ImageValues, count: number): Columns {
  const size = values.length / count
  const mean = (column: number, of: (value: number) => number) => {
    let sum = 0
    for (let place = column; place < values.length; place += size) sum += of(values[place]!)
    return sum / count
  }
  const means = Array.from({ length: size }, (_, column) => mean(column, (value) => value))
  const deviations = means.map((centre, column) => {
    // The mean of equal numbers is rounded, so that their deviation need not be 0.
    const isConstant = mean(column, (value) => Number(value !== values[column])) === 0
    return isConstant ? 1 : Math.sqrt(mean(column, (value) => (value - centre) ** 2))
  })
  return { means, deviations }
}

function scaled(values: ImageValues, { means, deviations }: Columns): Float32Array {
  return Float32Array.from(values, (value, place) => {
    const column = place % means.length
    return (value - means[column]!) / deviations[column]!
  })
}
