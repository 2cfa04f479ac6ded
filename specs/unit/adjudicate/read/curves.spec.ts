import { averaged, bestSoFar, trailingMean } from '../../../../src/adjudicate/read/curves'

const series = (values: readonly number[]) => ({ epochs: values.map((_, index) => index), values })

describe('trailingMean', () => {
  it('is the mean of the last few until then, of fewer at the beginning', () => {
    expect(trailingMean(series([1, 3, 5, 7]), 3).values).toEqual([1, 2, 3, 5])
    expect(trailingMean(series([1, 3]), 1).values).toEqual([1, 3])
    expect(trailingMean(series([1, Number.NaN, 5, 7]), 2).values).toEqual([1, Number.NaN, Number.NaN, 6])
    expect(trailingMean(series([]), 3).values).toEqual([])
  })
})

describe('bestSoFar', () => {
  it('never gets worse, and a run that diverged stays so', () => {
    expect(bestSoFar(series([3, 1, 2]), 'lowest').values).toEqual([3, 1, 1])
    expect(bestSoFar(series([1, 3, 2]), 'highest').values).toEqual([1, 3, 3])
    expect(bestSoFar(series([1, Number.NaN, 2]), 'lowest').values).toEqual([1, Number.NaN, Number.NaN])
    expect(bestSoFar(series([1, 3]), null).values).toEqual([1, 3])
  })
})

describe('averaged', () => {
  it('is counted from the ends, so that the last values meet', () => {
    expect(averaged([series([1, 2, 3]), series([10, 20])])).toEqual({ epochs: [1, 2], values: [6, 11.5] })
    expect(averaged([series([1, 2])])).toEqual(series([1, 2]))
  })

  it('is empty where one of them is', () => {
    expect(averaged([series([1]), series([])])).toEqual({ epochs: [], values: [] })
  })
})
