import { correlation } from '../../../src/stats/correlation'
import { readGolden } from './golden'

describe('correlation', () => {
  test.each(readGolden('tests').descriptions)('SciPy: $values', ({ values, other, correlation: expected }) => {
    expect(correlation(values, other)).toBeCloseTo(expected, 14)
    expect(correlation(other, values)).toBeCloseTo(expected, 14)
  })

  test('is 1 or -1 on a line, undefined where an arm is constant', () => {
    expect(correlation([0.1, 0.2, 0.4], [1.1, 1.2, 1.4])).toBeCloseTo(1, 14)
    expect(correlation([0.1, 0.2, 0.4], [-0.1, -0.2, -0.4])).toBeCloseTo(-1, 14)
    expect(correlation([1, 1, 1], [1, 2, 3])).toBeNull()
    expect(() => correlation([1, 2], [1, 2, 3])).toThrow(RangeError)
  })
})
