import { guardedSpread } from '../../../../src/kinds/shared/guardedSpread'
import { chiSquareQuantile } from '../../../../src/stats/chiSquare'
import { sampleStandardDeviation } from '../../../../src/stats/describe'
import { spreadContrastPseudoValues } from '../../../../src/stats/spreadContrast'
import { tInterval } from '../../../../src/stats/tInterval'
import { symmetric } from '../builders'

describe('guardedSpread', () => {
  const values = [1.2, 0.7, 1.9, 1.1, 0.4, 1.6, 0.9, 1.4, 1.0, 3.1]

  it('has an interval that holds the chi-square interval of a variance and the t interval of the jackknife', () => {
    const { lower, upper } = guardedSpread(values, 0, 1).interval(0.05)
    const s = sampleStandardDeviation(values)
    const normal = [0.975, 0.025].map((p) => s * Math.sqrt(9 / chiSquareQuantile(p, 9)))
    const jackknife = tInterval(spreadContrastPseudoValues([values], [1]), 0.95)
    expect(lower).toBe(Math.min(normal[0]!, Math.exp(jackknife.lower)))
    expect(upper).toBe(Math.max(normal[1]!, Math.exp(jackknife.upper)))
  })

  it('is decided at its p and not below, inside, below and above', () => {
    for (const [low, high] of [
      [Number.NEGATIVE_INFINITY, 3],
      [2, Number.POSITIVE_INFINITY],
      [Number.NEGATIVE_INFINITY, 0.3]
    ] as const) {
      const spread = guardedSpread(symmetric(5, 1, 12), low, high)
      expect(spread.p).toBeLessThan(0.05)
      expect(spread.position(spread.p * 1.001)).toMatch(/inside|below|above/)
      expect(['open', 'skewed']).toContain(spread.position(spread.p * 0.999))
    }
  })

  it('says nothing of equal values, and of two', () => {
    for (const few of [
      [1, 1, 1, 1, 2],
      [1, 2]
    ]) {
      expect(guardedSpread(few, 0.1, 9)).toMatchObject({ p: 1 })
      expect(guardedSpread(few, 0.1, 9).position(0.5)).toBe('no-spread')
    }
  })

  it('is of any unit', () => {
    const scaled = values.map((value) => 1000 * value - 5)
    expect(guardedSpread(scaled, 100, 500).p).toBeCloseTo(guardedSpread(values, 0.1, 0.5).p, 10)
  })
})
