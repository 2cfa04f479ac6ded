import fc from 'fast-check'
import { describeOutcome, isDecision } from '../../../../src/claims/outcomes'
import {
  type ComparisonSample,
  comparisonSample,
  comparisonVerdict,
  primaryTest
} from '../../../../src/kinds/comparison/comparisonVerdict'
import { fixedLocationTest } from '../../../../src/kinds/comparison/locationTest'
import type { ComparisonHypothesis, PairSide } from '../../../../src/kinds/comparison/types'
import { skewRobustP } from '../../../../src/stats/skewRobustP'
import { tInterval } from '../../../../src/stats/tInterval'
import { atChance, comparison, diverged, evidenceOf, symmetric, times, trained } from '../builders'

const DELTA = Math.log(1.01)

function sampleOf(ratios: readonly number[], overrides: Partial<ComparisonSample> = {}): ComparisonSample {
  const failures = { control: 0, treatment: 0, numPairs: ratios.length, failsMore: null }
  return { kind: 'lower', delta: DELTA, failures, censoredPairs: 0, location: fixedLocationTest(ratios), ...overrides }
}

const verdictOf = (sample: ComparisonSample, alpha = 0.05) => describeOutcome(comparisonVerdict(sample, alpha))

describe('comparisonVerdict', () => {
  // Ten symmetric pairs: the half-width of the interval is 0.715 standard deviations (t(.975, 9)/sqrt(10)).
  test.each([
    ['reproduced', -0.03, 0.01],
    ['refuted (opposite)', 0.03, 0.01],
    ['below-margin', -0.005, 0.004],
    ['refuted (equivalent)', 0, 0.01],
    ['refuted (higher-by-less-than-margin)', 0.005, 0.004],
    ['refuted (higher)', 0.01, 0.01],
    ['refuted (no-better)', 0.005, 0.015],
    ['inconclusive', -0.005, 0.02],
    ['inconclusive (direction)', -0.01, 0.01]
  ])('lower: %s at theta %f, sd %f', (expected, theta, standardDeviation) => {
    expect(verdictOf(sampleOf(symmetric(theta, standardDeviation)))).toBe(expected)
  })

  test.each([
    ['refuted (lower)', -0.03, 0.01],
    ['reproduced', 0.03, 0.01],
    ['reproduced', 0, 0.01],
    ['below-margin', -0.005, 0.004],
    ['inconclusive (direction)', -0.01, 0.01]
  ])('not-lower: %s at theta %f, sd %f', (expected, theta, standardDeviation) => {
    expect(verdictOf(sampleOf(symmetric(theta, standardDeviation), { kind: 'not-lower' }))).toBe(expected)
  })

  test.each([
    ['reproduced', 0, 0.01],
    ['refuted (different)', -0.03, 0.01],
    ['refuted (different)', 0.03, 0.01],
    ['inconclusive', 0.008, 0.01]
  ])('equivalent: %s at theta %f, sd %f', (expected, theta, standardDeviation) => {
    expect(verdictOf(sampleOf(symmetric(theta, standardDeviation), { kind: 'equivalent' }))).toBe(expected)
  })

  test.each(['lower', 'not-lower', 'equivalent'] as const)(
    '%s: five pairs decide by t alone, which the exact test contests',
    (kind) => {
      const ratios = [-0.1, -0.101, -0.102, -0.103, -0.104]
      expect(verdictOf(sampleOf(ratios, { kind }))).toBe('inconclusive (co-check)')
    }
  )

  test('a bare direction has margin 0 and only one way to be refuted', () => {
    expect(verdictOf(sampleOf(symmetric(-0.03, 0.01), { delta: 0 }))).toBe('reproduced')
    expect(verdictOf(sampleOf(symmetric(0.03, 0.01), { delta: 0 }))).toBe('refuted (opposite)')
    expect(verdictOf(sampleOf(symmetric(0.001, 0.01), { delta: 0 }))).toBe('inconclusive')
  })

  test.each(['lower', 'not-lower', 'equivalent', 'faster'] as const)('%s: looks that contradict each other', (kind) => {
    const location = { ...fixedLocationTest(symmetric(-0.03, 0.01)), side: () => 'contradictory' as const }
    expect(
      verdictOf({
        ...sampleOf([]),
        failures: { control: 0, treatment: 0, numPairs: 10, failsMore: null },
        kind,
        location
      })
    ).toBe('inconclusive (contradictory-looks)')
  })

  test('half of the pairs censored in both arms cannot be evaluated', () => {
    const sample = sampleOf(symmetric(-0.03, 0.01), { kind: 'faster' })
    expect(verdictOf({ ...sample, censoredPairs: 4 })).toBe('reproduced')
    expect(verdictOf({ ...sample, censoredPairs: 5 })).toBe('not-evaluable (too-many-censored)')
    expect(primaryTest({ ...sample, censoredPairs: 5 })).toBeNull()
  })

  test('without spread the interval is a point', () => {
    expect(verdictOf(sampleOf(times(6, -0.02)))).toBe('reproduced')
    expect(verdictOf(sampleOf(times(6, 0)))).toBe('refuted (equivalent)')
    expect(verdictOf(sampleOf(times(6, 0), { delta: 0 }))).toBe('inconclusive')
    expect(verdictOf(sampleOf(times(5, -0.02)))).toBe('inconclusive (co-check)')
  })

  const fine: [PairSide, PairSide] = [trained(1), trained(0.9)]
  const lost: [PairSide, PairSide] = [trained(1), diverged]
  const bothLost: [PairSide, PairSide] = [diverged, atChance(2.3)]

  test.each<[string, [PairSide, PairSide][]]>([
    ['not-evaluable (no-data)', []],
    ['not-evaluable (too-few-pairs)', [fine]],
    ['not-evaluable (too-few-pairs)', times(2, fine)],
    ['not-evaluable (too-many-failures)', [...times(2, fine), ...times(8, lost)]],
    ['not-evaluable (too-many-failures)', [...times(5, fine), ...times(5, bothLost)]]
  ])('%s, case %#', (expected, sides) => {
    const sample = comparisonSample(comparison, evidenceOf(sides).pairs, (a, b) => Math.log(b / a))
    expect(verdictOf(sample)).toBe(expected)
    expect(primaryTest(sample)).toBeNull()
  })

  test.each<[string, Partial<ComparisonSample>, number, ComparisonSample['failures']['failsMore']]>([
    ['reproduced', {}, -0.03, null],
    ['reproduced', {}, -0.03, 'control'],
    ['inconclusive (failures)', {}, -0.03, 'treatment'],
    ['refuted (opposite)', {}, 0.03, 'treatment'],
    ['inconclusive (failures)', {}, 0.03, 'control'],
    ['inconclusive (failures)', {}, 0, 'control'],
    ['inconclusive (failures)', {}, 0, 'treatment'],
    ['refuted (lower)', { kind: 'not-lower' }, -0.03, 'control'],
    ['inconclusive (failures)', { kind: 'not-lower' }, -0.03, 'treatment'],
    ['reproduced', { kind: 'not-lower' }, 0.03, 'treatment'],
    ['inconclusive (failures)', { kind: 'not-lower' }, 0.03, 'control'],
    ['reproduced', { kind: 'equivalent' }, 0, null],
    ['inconclusive (failures)', { kind: 'equivalent' }, 0, 'treatment'],
    ['inconclusive (failures)', { kind: 'equivalent' }, 0, 'control'],
    ['refuted (different)', { kind: 'equivalent' }, -0.03, 'control'],
    ['inconclusive (failures)', { kind: 'equivalent' }, -0.03, 'treatment'],
    ['refuted (different)', { kind: 'equivalent' }, 0.03, 'treatment'],
    ['inconclusive (failures)', { kind: 'equivalent' }, 0.03, 'control']
  ])('%s: %j at theta %f where %s fails more often', (expected, kind, theta, failsMore) => {
    const failures = { control: 0, treatment: 0, numPairs: 12, failsMore }
    const verdict = comparisonVerdict(sampleOf(symmetric(theta, 0.008), { ...kind, failures }), 0.05)
    expect(describeOutcome(verdict)).toBe(expected)
    expect(isDecision(verdict)).toBe(!expected.startsWith('inconclusive'))
  })
})

describe('for random samples', () => {
  const base = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 12 })
  const ratios = fc
    .tuple(base, fc.integer({ min: -30, max: 30 }), fc.constantFrom(0.002, 0.01, 0.02))
    .map(([noise, center, scale]) => noise.map((x) => center / 1000 + scale * x))
  const alpha = fc.constantFrom(0.05, 0.025, 0.01)
  const kinds: readonly ComparisonHypothesis['kind'][] = ['lower', 'not-lower', 'equivalent']

  /** The verdict on `lower`, by the letter of the table. */
  function byTheTable(sample: readonly number[], level: number): string {
    const { lower: L, upper: U } = tInterval(sample, 1 - level)
    const flips = (reference: number) => fixedLocationTest(sample).test(reference).pFlip! <= level
    const agrees = (reference: number) => flips(reference) && skewRobustP(sample, reference) <= level
    const decided = U < -DELTA || L > -DELTA
    if (decided && !flips(-DELTA)) return 'inconclusive (co-check)'
    if (decided && !agrees(-DELTA)) return 'inconclusive (skew)'
    if (U < -DELTA) return 'reproduced'
    if (L > -DELTA) {
      if (L > DELTA && agrees(DELTA)) return 'refuted (opposite)'
      if (U < 0 && agrees(0)) return 'below-margin'
      const higher = L > 0 && agrees(0)
      if (U < DELTA && agrees(DELTA)) return `refuted (${higher ? 'higher-by-less-than-margin' : 'equivalent'})`
      if (higher) return 'refuted (higher)'
      return 'refuted (no-better)'
    }
    return (U < 0 || L > 0) && agrees(0) ? 'inconclusive (direction)' : 'inconclusive'
  }

  test('the verdict is that of the table', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(ratios, alpha, (sample, level) => {
        const verdict = verdictOf(sampleOf(sample), level)
        seen.add(verdict)
        expect(verdict).toBe(byTheTable(sample, level))
      }),
      { numRuns: 2000, seed: 1 }
    )
    // The samples reach every row of the table.
    expect([...seen].sort()).toEqual([
      'below-margin',
      'inconclusive',
      'inconclusive (co-check)',
      'inconclusive (direction)',
      'inconclusive (skew)',
      'refuted (equivalent)',
      'refuted (higher)',
      'refuted (higher-by-less-than-margin)',
      'refuted (no-better)',
      'refuted (opposite)',
      'reproduced'
    ])
  })

  /** What a verdict on `lower` may become when the arms change places; where the tests agree with the intervals. */
  const SWAPPED: Readonly<Record<string, readonly string[]>> = {
    reproduced: ['refuted (opposite)'],
    'below-margin': ['refuted (higher-by-less-than-margin)'],
    'refuted (opposite)': ['reproduced'],
    'refuted (higher-by-less-than-margin)': ['below-margin'],
    'refuted (equivalent)': ['refuted (equivalent)'],
    'refuted (higher)': ['inconclusive (direction)'],
    'refuted (no-better)': ['inconclusive'],
    'inconclusive (direction)': ['refuted (higher)'],
    inconclusive: ['refuted (no-better)', 'inconclusive']
  }

  test('swapping the arms maps every verdict as a table says', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(ratios, alpha, (sample, level) => {
        const location = fixedLocationTest(sample)
        const sides = [-DELTA, 0, DELTA].map((reference) => location.side(reference, level))
        fc.pre(sides.every((side) => side === 'below' || side === 'above' || side === 'open'))
        const there = verdictOf(sampleOf(sample), level)
        seen.add(there)
        expect(SWAPPED[there]).toContain(verdictOf(sampleOf(sample.map((r) => -r)), level))
      }),
      { numRuns: 1500, seed: 1 }
    )
    expect([...seen].sort()).toEqual(Object.keys(SWAPPED).sort())
  })

  test('swapping the arms changes nothing in what the exact test contests, and no equivalence', () => {
    fc.assert(
      fc.property(ratios, alpha, (sample, level) => {
        const mirrored = sample.map((r) => -r)
        const there = verdictOf(sampleOf(sample), level)
        const back = verdictOf(sampleOf(mirrored), level)
        expect(back === 'refuted (opposite)').toBe(there === 'reproduced')
        expect(back === 'refuted (higher-by-less-than-margin)').toBe(there === 'below-margin')
        expect(there === 'refuted (equivalent)' && back === 'reproduced').toBe(false)
        const equivalent = (values: readonly number[]) => verdictOf(sampleOf(values, { kind: 'equivalent' }), level)
        expect(equivalent(mirrored)).toBe(equivalent(sample))
      }),
      { numRuns: 300 }
    )
  })

  test('not-lower is the mirror of lower', () => {
    const mirror: Record<string, string> = {
      reproduced: 'refuted',
      'below-margin': 'below-margin',
      refuted: 'reproduced',
      inconclusive: 'inconclusive'
    }
    fc.assert(
      fc.property(ratios, alpha, (sample, level) => {
        const lower = comparisonVerdict(sampleOf(sample), level)
        expect(comparisonVerdict(sampleOf(sample, { kind: 'not-lower' }), level).outcome).toBe(mirror[lower.outcome])
      })
    )
  })

  test('a claim is decided exactly where its p is at most alpha', () => {
    fc.assert(
      fc.property(ratios, alpha, fc.constantFrom(...kinds), (values, level, kind) => {
        const sample = sampleOf(values, { kind })
        const { p, pT } = primaryTest(sample)!
        fc.pre(Math.abs(pT! - level) > 1e-10)
        const { outcome } = comparisonVerdict(sample, level)
        expect(outcome !== 'inconclusive').toBe(p <= level)
      }),
      { numRuns: 500 }
    )
  })
})
