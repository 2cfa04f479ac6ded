import fc from 'fast-check'
import { describeOutcome } from '../../../../src/claims/outcomes'
import { InputError } from '../../../../src/errors'
import { judgePaired } from '../../../../src/kinds/comparison/judge'
import { NoLogarithmError } from '../../../../src/kinds/comparison/pairEffect'
import {
  claimOf,
  comparison,
  diverged,
  evidenceOf,
  evidenceOfRatios,
  judgePairs,
  symmetric,
  times,
  trained
} from '../builders'

describe('judgePaired', () => {
  test('keeps every number that the verdict is made of', () => {
    const { verdict, analysis, p, alphaJ } = judgePairs(evidenceOfRatios(symmetric(-0.03, 0.01)))
    expect(verdict).toEqual({ outcome: 'reproduced', subtype: null })
    expect(analysis).toMatchObject({ numPairs: 10, minPairs: 6, delta: Math.log1p(0.01), morePairs: null })
    expect(analysis.theta).toBeCloseTo(-0.03, 12)
    expect(analysis.standardDeviation).toBeCloseTo(0.01, 12)
    // Half-width: t(.975, 9) s/sqrt(10) = 2.262157 * .01/3.162278
    expect(analysis.interval!.lower).toBeCloseTo(-0.03 - 0.007153569, 9)
    expect(analysis.interval!.upper).toBeCloseTo(-0.03 + 0.007153569, 9)
    expect(analysis.interval!.level).toBe(1 - alphaJ)
    expect(p).toBe(Math.max(analysis.pT!, analysis.pFlip!))
  })

  test('failed pairs are counted and never enter theta', () => {
    const ratios = symmetric(-0.03, 0.01)
    const sides = ratios.map((r) => [trained(1), trained(Math.exp(r))] as const)
    const clean = judgePairs(evidenceOf(sides))
    const withFailure = judgePairs(evidenceOf([...sides, [diverged, trained(0.01)] as const]))
    expect(withFailure.analysis.theta).toBe(clean.analysis.theta)
    expect(withFailure.analysis).toMatchObject({ numPairs: 10, failures: { controlFailures: 1, numPairs: 11 } })
    expect(withFailure.verdict.outcome).toBe('reproduced')
  })

  test.each([
    [[], 'not-evaluable (no-data)', null],
    [[-0.1], 'not-evaluable (too-few-pairs)', null],
    [[-0.1, -0.2], 'not-evaluable (too-few-pairs)', -0.15]
  ])('%j: %s', (ratios, outcome, theta) => {
    const { verdict, analysis, p } = judgePairs(evidenceOfRatios(ratios))
    expect(describeOutcome(verdict)).toBe(outcome)
    expect(p).toBeNull()
    expect(analysis.interval === null).toBe(theta === null)
    if (theta === null) expect(analysis.theta).toBeNull()
    else expect(analysis.theta).toBeCloseTo(theta, 12)
  })

  test('no spread is no certainty', () => {
    const { analysis, verdict, sentence, p } = judgePairs(evidenceOf(times(10, [trained(1), trained(0.5)])))
    expect(verdict).toEqual({ outcome: 'inconclusive', subtype: 'no-spread' })
    expect(analysis.interval).toEqual({ lower: -Infinity, upper: Infinity, level: 0.95 })
    expect(analysis).toMatchObject({ standardDeviation: 0, pT: 0, pFlip: 2 ** -9, morePairs: null })
    expect(p).toBe(1)
    expect(analysis.unseen).toMatchObject({ equal: 10, of: 10 })
    // 1 - .05^(1/10)
    expect(analysis.unseen!.rateBound).toBeCloseTo(0.2588655508, 9)
    expect(sentence).toContain('10 of 10 pairs have the same value. Others, not seen, may be up to 25.89 % of all')
  })

  test.each([
    [9, 10, /^9 seeds were run and the claim states 10$/],
    [11, 10, /^11 seeds were run and the claim states 10$/],
    [5, 5, /^the exact test can decide from 6 pairs on, and 5 trained in both arms$/],
    [1, 10, /^1 seed was run and the claim states 10; the exact test/],
    [10, 10, null]
  ])('%i seeds of %i: provisional because %s', (run, stated, why) => {
    const judgement = judgePairs(evidenceOfRatios(symmetric(-0.03, 0.01, 12).slice(0, run)), {}, stated)
    expect(judgement.provisional).toBe(why !== null)
    if (why === null) expect(judgement.provisionalWhy).toBeNull()
    else expect(judgement.provisionalWhy).toMatch(why)
  })

  test('failures that leave fewer pairs than the exact test needs make a verdict provisional, too many do not', () => {
    const good = (n: number) => times(n, [trained(1), trained(0.9)] as const)
    const bad = (n: number) => times(n, [diverged, diverged] as const)
    expect(judgePairs(evidenceOf([...good(5), ...bad(4)])).provisional).toBe(true)
    const notEvaluable = judgePairs(evidenceOf([...good(5), ...bad(5)]))
    expect(notEvaluable.verdict).toEqual({ outcome: 'not-evaluable', subtype: 'too-many-failures' })
    expect(notEvaluable.provisional).toBe(false)
  })

  test('a loss of 0 needs a floor, and equivalence a margin', () => {
    const zero = evidenceOf([1, 2, 3, 4, 5, 6].map((loss) => [trained(loss), trained(0)] as const))
    expect(() => judgePaired(claimOf(comparison), zero, { min: 6, max: 6, first: 0 })).toThrow(NoLogarithmError)
    expect(() => judgePaired(claimOf(comparison), zero, { min: 6, max: 6, first: 0 })).toThrow(/source\/claim/)
    expect(judgePairs(zero, { margin: { relative: 0.01, epsilon: 0.1 } }).verdict.outcome).toBe('reproduced')
    const bare = () => judgePairs(zero, { kind: 'equivalent', margin: { relative: 0, epsilon: 0 } })
    expect(bare).toThrow(InputError)
    expect(bare).toThrow(/without a margin/)
  })

  const losses = fc.array(
    fc.tuple(fc.double({ min: 0.3, max: 0.33, noNaN: true }), fc.double({ min: 0.3, max: 0.33, noNaN: true })),
    { minLength: 3, maxLength: 8 }
  )
  const judge = (rows: readonly (readonly [number, number])[]) =>
    judgePairs(evidenceOf(rows.map(([a, b]) => [trained(a), trained(b)])))

  test('swapping the arms mirrors the interval', () => {
    fc.assert(
      fc.property(losses, (rows) => {
        const there = judge(rows).analysis.interval!
        const back = judge(rows.map(([a, b]) => [b, a])).analysis.interval!
        expect(back.lower).toBe(-there.upper)
        expect(back.upper).toBe(-there.lower)
      }),
      { numRuns: 20 }
    )
  })

  test('the unit of the loss and the order of the pairs change nothing', () => {
    fc.assert(
      fc.property(losses, (rows) => {
        const plain = judge(rows)
        // Nine digits: the logarithms' rounding, seen in differences of 1e-3.
        for (const other of [judge(rows.map(([a, b]) => [1000 * a, 1000 * b])), judge([...rows].reverse())]) {
          expect(other.analysis.theta).toBeCloseTo(plain.analysis.theta!, 12)
          expect(other.analysis.interval!.lower).toBeCloseTo(plain.analysis.interval!.lower, 9)
          expect(other.analysis.pFlip).toBe(plain.analysis.pFlip)
        }
      }),
      { numRuns: 20 }
    )
  })
})
