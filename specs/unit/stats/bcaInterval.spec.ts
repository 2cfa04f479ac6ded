import seedrandom from 'seedrandom'
import { bcaInterval } from '../../../src/stats/bcaInterval'
import { readGolden, relativeError } from './golden'

const random = () => seedrandom.alea('specs/bca')

describe('bcaInterval', () => {
  test.each(readGolden('tests').bootstraps)('SciPy on the same resamples: $values', (golden) => {
    const indices = [...golden.indices].map((digit) => Number.parseInt(digit, 16))
    let draw = 0
    // The middle of the cell that floor(n u) maps to SciPy's index.
    const replay = () => (indices[draw++]! + 0.5) / golden.values.length
    const interval = bcaInterval(golden.values, 0.95, replay, golden.resamples)!
    expect(draw).toBe(indices.length)
    // Sums of a few numbers, and normal quantiles on both sides.
    expect(relativeError(interval.lower, golden.interval[0]!)).toBeLessThan(1e-12)
    expect(relativeError(interval.upper, golden.interval[1]!)).toBeLessThan(1e-12)
  })

  test('repeats itself, scales, moves and widens with the level', () => {
    const values = [1, 2, 3, 4, 10]
    const interval = bcaInterval(values, 0.95, random())!
    expect(bcaInterval(values, 0.95, random())).toEqual(interval)
    const moved = bcaInterval(
      values.map((x) => 2 * x + 1),
      0.95,
      random()
    )!
    expect(moved.lower).toBeCloseTo(2 * interval.lower + 1, 12)
    expect(moved.upper).toBeCloseTo(2 * interval.upper + 1, 12)
    const wider = bcaInterval(values, 0.99, random())!
    expect(wider.lower).toBeLessThan(interval.lower)
    expect(wider.upper).toBeGreaterThan(interval.upper)
  })

  test('is undefined without spread and refuses one number', () => {
    expect(bcaInterval([2, 2, 2], 0.95, random())).toBeNull()
    expect(() => bcaInterval([2], 0.95, random())).toThrow(RangeError)
  })
})
