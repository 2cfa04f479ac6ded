import { type ComparisonSample, comparisonVerdict } from '../../../../src/kinds/comparison/comparisonVerdict'
import { fixedLocationTest } from '../../../../src/kinds/comparison/locationTest'
import { morePairs } from '../../../../src/kinds/comparison/morePairs'
import { symmetric, times } from '../builders'

function sampleOf(ratios: readonly number[], kind: 'lower' | 'equivalent', delta: number): ComparisonSample {
  const failures = { control: 0, treatment: 0, numPairs: ratios.length, failsMore: null }
  return { kind, delta, failures, censoredPairs: 0, location: fixedLocationTest(ratios) }
}

function moreOf(ratios: readonly number[], kind: 'lower' | 'equivalent' = 'lower', delta = 0): number | null {
  const sample = sampleOf(ratios, kind, delta)
  return morePairs(sample, comparisonVerdict(sample, 0.05), 0.05, null)?.expected ?? null
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
    const failures = { control: 0, treatment: 1, numPairs: 11, failsMore: null }
    const sample = { ...sampleOf(symmetric(-2, 1, 10), 'lower', 0), failures }
    expect(morePairs(sample, comparisonVerdict(sample, 0.05), 0.05, null)).toBeNull()
    expect(moreOf([])).toBeNull()
  })

  // Mixture-t: 45/19/11/7 pairs for .5/.8/1.2/2 standard deviations at level .05 (statistics, section 3).
  test.each([
    [0.5, 35],
    [0.8, 9],
    [1.2, 1]
  ])('anytime-valid, %f standard deviations away: %i more than 10', (effect, expected) => {
    const sample = sampleOf(symmetric(effect, 1, 10), 'lower', 0)
    const undecided = { outcome: 'inconclusive', subtype: null } as const
    expect(morePairs(sample, undecided, 0.05, 'anytime-valid')?.expected).toBe(expected)
    expect(
      morePairs(sample, { outcome: 'inconclusive', subtype: 'contradictory-looks' }, 0.05, 'anytime-valid')
    ).toBeNull()
  })

  // A standard error at 10 pairs is .316 standard deviations: at .5 the effect may be .184 or .816, which need 313 and 18
  // pairs by the normal approximation (1.96 + 1.282)^2/effect^2, and 2 more for the t distribution.
  test('the range is that of effects a standard error away, without an end where the margin is that near', () => {
    const rangeOf = (effect: number) => {
      const sample = sampleOf(symmetric(effect, 1, 10), 'lower', 0)
      return morePairs(sample, comparisonVerdict(sample, 0.05), 0.05, null)!.range
    }
    const [fewest, most] = rangeOf(0.5)
    expect(Math.abs(fewest - 8)).toBeLessThanOrEqual(1)
    expect(Math.abs(most - 304)).toBeLessThanOrEqual(4)
    expect(rangeOf(0.3)[1]).toBe(Infinity)
    // The point estimate alone says that 1,000 pairs would not do, where 100 may.
    expect(moreOf(symmetric(0.001, 1, 10))).toBe(Infinity)
    expect(rangeOf(0.001)[0]).toBeLessThan(150)
  })
})
