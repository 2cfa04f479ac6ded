import fc from 'fast-check'
import type { Margin } from '../../../../src/claims/types'
import { type ComparisonSample, comparisonVerdict } from '../../../../src/kinds/comparison/comparisonVerdict'
import { asPaired } from '../../../../src/kinds/comparison/isPaired'
import { fixedLocationTest } from '../../../../src/kinds/comparison/locationTest'
import { marginCurve } from '../../../../src/kinds/comparison/marginCurve'
import { marginCurveWords } from '../../../../src/kinds/comparison/marginWords'
import { deltaOf } from '../../../../src/kinds/comparison/pairEffect'
import type { ComparedKind, MarginStep } from '../../../../src/kinds/comparison/types'
import { tInterval } from '../../../../src/stats/tInterval'
import { added, claimOf, comparison, evidenceOfRatios, judgeAlone, symmetric, times } from '../builders'

const PERCENT: Margin = { relative: 0.01, epsilon: 0 }
const ALPHA = 0.05

function sampleOf(values: readonly number[], kind: ComparedKind = 'lower', margin = PERCENT): ComparisonSample {
  const failures = { control: 0, treatment: 0, numPairs: values.length, failsMore: null }
  return { kind, delta: deltaOf(margin), failures, censoredPairs: 0, location: fixedLocationTest(values) }
}
const curveOf = (...of: Parameters<typeof sampleOf>) => marginCurve(sampleOf(...of), ALPHA, of[2] ?? PERCENT)
const outcomes = (curve: readonly MarginStep[]) => curve.map(([, outcome]) => outcome)
const outcomeAt = (curve: readonly MarginStep[], margin: number) =>
  curve.find(([upTo]) => upTo === null || margin < upTo)![1]

describe('marginCurve', () => {
  // Without skewness and with such tails all tests agree beside the ends of the interval.
  const values = Array.from({ length: 20 }, (_, i) => -0.02 + 0.004 * ((2 * i - 19) / 20) ** 5)
  const { lower, upper } = tInterval(values, 1 - ALPHA)

  test('breaks where a margin passes an end of the interval', () => {
    const curve = curveOf(values)
    expect(outcomes(curve)).toEqual(['reproduced', 'inconclusive', 'below-margin'])
    const [[first], [second], [last]] = curve as [MarginStep, MarginStep, MarginStep]
    expect(first).toBeCloseTo(Math.expm1(-upper), 14)
    expect(second).toBeCloseTo(Math.expm1(-lower), 14)
    expect(last).toBeNull()
  })

  test('is of the margin as the claim states it', () => {
    const [share] = curveOf(values)[0]!
    const [difference] = curveOf(values, 'lower', { absolute: 0.001 })[0]!
    expect(share).toBeCloseTo(Math.expm1(difference!), 14)
  })

  test.each<[ComparedKind, number, MarginStep[1][]]>([
    ['lower', 0.02, ['refuted']],
    ['lower', 0, ['inconclusive', 'refuted']],
    ['not-lower', -0.02, ['refuted', 'inconclusive', 'below-margin']],
    ['not-lower', 0, ['inconclusive', 'reproduced']],
    ['not-lower', 0.02, ['reproduced']],
    ['equivalent', 0, ['inconclusive', 'reproduced']],
    ['equivalent', -0.02, ['refuted', 'inconclusive', 'reproduced']],
    ['equivalent', 0.02, ['refuted', 'inconclusive', 'reproduced']]
  ])('%s at theta %f', (kind, theta, expected) => {
    expect(outcomes(curveOf(symmetric(theta, 0.01), kind))).toEqual(expected)
  })

  test('five pairs decide nothing, whatever the margin: the exact test never agrees', () => {
    expect(curveOf([-0.1, -0.101, -0.102, -0.103, -0.104])).toEqual([[null, 'inconclusive']])
  })

  test('without spread and without effect there is one margin that decides nothing, and none else', () => {
    expect(curveOf(times(10, 0), 'lower', { absolute: 0 })).toEqual([[null, 'refuted']])
  })

  test('of failures too: what keeps a verdict from being decided keeps it at every margin', () => {
    const failures = { control: 0, treatment: 3, numPairs: 23, failsMore: 'treatment' } as const
    expect(outcomes(marginCurve({ ...sampleOf(values), failures }, ALPHA, PERCENT))).toEqual(['inconclusive'])
  })

  test('of random samples it is the rule at every margin, but for a step beside the interval', () => {
    const ratios = fc
      .tuple(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 14 }),
        fc.integer({ min: -30, max: 30 })
      )
      .map(([noise, center]) => noise.map((x) => center / 1000 + 0.01 * x))
    const kinds = fc.constantFrom<ComparedKind>('lower', 'not-lower', 'equivalent')
    fc.assert(
      fc.property(ratios, kinds, fc.double({ min: 0.0001, max: 0.08, noNaN: true }), (sample, kind, margin) => {
        const { lower: L, upper: U } = tInterval(sample, 1 - ALPHA)
        const delta = Math.log1p(margin)
        const expected = comparisonVerdict({ ...sampleOf(sample, kind), delta }, ALPHA).outcome
        const found = outcomeAt(curveOf(sample, kind), margin)
        if (found === expected) return
        // What is decided less than a step beside what is not may be called undecided, never the reverse.
        expect(found).toBe('inconclusive')
        const nearer = [-1, 1].map((side) => delta + (side * (U - L)) / 64)
        const beside = nearer.map((at) => comparisonVerdict({ ...sampleOf(sample, kind), delta: at }, ALPHA).outcome)
        expect(beside).toContain('inconclusive')
      }),
      { numRuns: 1500, seed: 5 }
    )
  })

  test('at the claim’s own margin it says what the verdict does, in every mode', () => {
    const ratios = Array.from({ length: 30 }, (_, i) => -0.012 + 0.01 * Math.sin(5 * i))
    const modes = [{}, added('sign-flip'), added('mixture-t'), added('pocock', { min: 6, max: 30 })]
    for (const decision of modes) {
      for (const relative of [0, 0.004, 0.01, 0.03]) {
        const claim = claimOf({ ...comparison, margin: { relative, epsilon: 0 } }, decision)
        const judged = judgeAlone(claim, evidenceOfRatios(ratios), 30)
        expect(outcomeAt(asPaired(judged.analysis).marginCurve!, relative)).toBe(judged.verdict.outcome)
      }
    }
  })
})

describe('marginCurveWords', () => {
  test('a line, with as many digits as keep a margin on its side of the claim’s', () => {
    const curve: MarginStep[] = [
      [0.01004, 'reproduced'],
      [0.031, 'inconclusive'],
      [null, 'below-margin']
    ]
    expect(marginCurveWords(curve, PERCENT)).toBe(
      'reproduced for margins up to 1.004 %, undecided up to 3.1 %, below-margin beyond'
    )
    expect(marginCurveWords([[null, 'refuted']], PERCENT)).toBe('refuted whatever the margin')
    expect(marginCurveWords(curve, { absolute: 1 })).toMatch(
      /^reproduced for margins up to 0\.01, undecided up to 0\.031,/
    )
    expect(marginCurveWords(undefined, PERCENT)).toBeNull()
  })
})
