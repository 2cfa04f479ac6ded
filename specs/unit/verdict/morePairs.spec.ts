import { comparisonVerdict } from '../../../src/verdict/comparisonVerdict'
import { morePairs } from '../../../src/verdict/morePairs'
import { symmetric, times } from './builders'

function moreOf(ratios: readonly number[], kind: 'lower' | 'equivalent' = 'lower', delta = 0): number | null {
  const sample = { kind, delta, ratios, failures: { control: 0, treatment: 0, numPairs: ratios.length } }
  return morePairs(sample, comparisonVerdict(sample, 0.05), 0.05)
}

describe('morePairs', () => {
  // .5 standard deviations need 44 pairs at level .05 and power .9.
  test('is what a study of the measured effect would need, less what is there', () => {
    expect(moreOf(symmetric(0.5, 1, 10))).toBe(34)
    expect(moreOf(symmetric(-0.5, 1, 10))).toBe(34)
  })

  test('is null where the claim is decided, infinite where not practical', () => {
    expect(moreOf(symmetric(2, 1, 10))).toBeNull()
    expect(moreOf(symmetric(0.001, 1, 10))).toBe(Infinity)
    expect(moreOf(times(6, 0))).toBe(Infinity)
  })

  test('is what the exact test is short of where only that is missing', () => {
    expect(moreOf([1, 1, 1, 1])).toBe(2)
    expect(moreOf([1, 1.01, 1.02, 1.03, 1.04])).toBe(1)
  })

  test('equivalence needs both bounds', () => {
    const near = moreOf(symmetric(0, 1, 10), 'equivalent', 0.5)!
    expect(near).toBeGreaterThan(34)
    expect(moreOf(symmetric(1, 1, 10), 'equivalent', 0.5)).toBe(34)
  })

  test('says nothing of claims that failures hold up, or that have no data', () => {
    const ratios = symmetric(-2, 1, 10)
    const sample = { kind: 'lower' as const, delta: 0, ratios, failures: { control: 0, treatment: 1, numPairs: 11 } }
    expect(morePairs(sample, comparisonVerdict(sample, 0.05), 0.05)).toBeNull()
    expect(moreOf([])).toBeNull()
  })
})
