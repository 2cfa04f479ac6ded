import { cochranQ } from '../../../src/stats/cochranQ'

const study = (effect: number, standardError: number) => ({ effect, standardError })

describe('cochranQ', () => {
  it('is the chi-square of the squared distance: two effects at z apart have the p of z', () => {
    // R: 2 * pnorm(-sqrt(2)) = 0.15729920705028513
    expect(cochranQ([study(1, 1), study(3, 1)])).toBeCloseTo(0.15729920705028513, 12)
  })

  it('weighs by precision', () => {
    // Weights 100, 25, 100; with 2 degrees of freedom the upper tail of Q is exp(-Q/2).
    const mean = 77.5 / 225
    const q = 100 * (0.1 - mean) ** 2 + 25 * (0.3 - mean) ** 2 + 100 * (0.6 - mean) ** 2
    expect(cochranQ([study(0.1, 0.1), study(0.3, 0.2), study(0.6, 0.1)])).toBeCloseTo(Math.exp(-q / 2), 14)
  })

  it('of numbers without error is 1 where they are equal, and 0 where they are not', () => {
    expect(cochranQ([study(2, 0), study(2, 0)])).toBe(1)
    expect(cochranQ([study(0, 0), study(0, 0)])).toBe(1)
    expect(cochranQ([study(2, 0), study(2.001, 0)])).toBeLessThan(1e-12)
  })
})
