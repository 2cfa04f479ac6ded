import { pairsNeeded } from '../../../src/stats/pairsNeeded'
import { detectableEffect, pairedTPower } from '../../../src/stats/power'
import { relativeError } from './golden'
import { VARIABILITY } from './variabilityGolden'

describe('pairedTPower', () => {
  test.each(VARIABILITY.power)('SciPy nct: D = %p, n = %p', (effect, numPairs, value) => {
    // noncentralTUpperTail states an absolute error below 1e-8; SciPy's own is of that size.
    expect(Math.abs(pairedTPower(effect!, numPairs!, 0.05) - value!)).toBeLessThan(2e-8)
  })

  test.each(VARIABILITY.sampleSizes)('statsmodels: D = %p needs %p pairs for power .9', (effect, numPairs) => {
    expect(pairsNeeded([effect!], 0.05, 0.9, 2)).toBe(numPairs)
    expect(pairedTPower(effect!, numPairs!, 0.05)).toBeGreaterThanOrEqual(0.9)
    expect(pairedTPower(effect!, numPairs! - 1, 0.05)).toBeLessThan(0.9)
  })

  test('the sizes of the design: 44, 19, 10 and 5', () => {
    expect([0.5, 0.8, 1.2, 2].map((effect) => pairsNeeded([effect], 0.05, 0.9, 2))).toEqual([44, 19, 10, 5])
  })

  test('extremes', () => {
    expect(pairedTPower(0, 10, 0.05)).toBeCloseTo(0.025, 8)
    expect(pairedTPower(Infinity, 2, 0.05)).toBe(1)
    expect(() => pairedTPower(-1, 10, 0.05)).toThrow(RangeError)
    expect(() => pairedTPower(1, 1, 0.05)).toThrow(RangeError)
    expect(() => pairedTPower(1, 2.5, 0.05)).toThrow(RangeError)
    expect(() => pairedTPower(1, 5, 0)).toThrow(RangeError)
  })
})

describe('detectableEffect', () => {
  test.each(VARIABILITY.detectable)('statsmodels: %p pairs', (numPairs, effect) => {
    // statsmodels counts the wrong tail too, which holds 1e-8 of the power here.
    expect(relativeError(detectableEffect(numPairs!, 0.05, 0.9), effect!)).toBeLessThan(1e-6)
  })

  test('is the inverse of the power, for effects beyond 1 as well', () => {
    for (const numPairs of [2, 3, 50]) {
      expect(pairedTPower(detectableEffect(numPairs, 0.01, 0.8), numPairs, 0.01)).toBeCloseTo(0.8, 9)
    }
  })

  test.each([[0.025], [1], [Number.NaN]])('refuses the power %p', (power) => {
    expect(() => detectableEffect(10, 0.05, power)).toThrow(RangeError)
  })
})
