import {
  analyseFailures,
  bothTrained,
  countFailures,
  hasFailed,
  tooManyFailed
} from '../../../../src/kinds/comparison/failures'
import { atChance, diverged, evidenceOf, judgePairs, symmetric, times, trained } from '../builders'

const ratio = (a: number, b: number) => Math.log(b) - Math.log(a)

describe('failures', () => {
  test('a run failed where it is marked or where its metric is no number', () => {
    expect(hasFailed(trained(0.3))).toBe(false)
    expect(hasFailed(diverged)).toBe(true)
    expect(hasFailed(atChance(2.3))).toBe(true)
    expect(hasFailed({ ...trained(0.3), value: Infinity })).toBe(true)
    expect(bothTrained({ seed: 0, control: trained(1), treatment: diverged })).toBe(false)
  })

  test.each([
    [5, 5, 10, true],
    [5, 4, 10, false],
    [10, 0, 10, false],
    [6, 6, 11, true],
    [5, 6, 11, false],
    [0, 0, 0, false]
  ])('%i and %i of %i: too many is %s', (control, treatment, numPairs, expected) => {
    expect(tooManyFailed({ control, treatment, numPairs })).toBe(expected)
  })

  test('none seen: a bound on the rate, .26 at n = 10', () => {
    const evidence = evidenceOf(times(10, [trained(1), trained(0.9)]))
    const analysis = analyseFailures(evidence.pairs, evidence.chanceLevel, 0.05, 0.95, ratio, 0.1)
    expect(analysis.unseenRateBound).toBeCloseTo(0.2589, 4)
    expect(analysis).toMatchObject({ controlFailures: 0, treatmentFailures: 0, numPairs: 10, pMcNemar: 1 })
  })

  test('counts each arm and tests the pairs that differ', () => {
    const evidence = evidenceOf([
      ...times(4, [trained(1), trained(0.9)] as const),
      ...times(6, [trained(1), diverged] as const),
      [diverged, diverged]
    ])
    expect(countFailures(evidence.pairs)).toEqual({ control: 1, treatment: 7, numPairs: 11 })
    // 2^-5: six pairs, all one way.
    const analysis = analyseFailures(evidence.pairs, evidence.chanceLevel, 0.05, 0.95, ratio, 0.1)
    expect(analysis).toMatchObject({ unseenRateBound: null })
    expect(analysis.pMcNemar).toBeCloseTo(0.03125, 12)
  })

  test('the sensitivity analysis caps every run at chance and leaves none out', () => {
    const chance = Math.log(10)
    const evidence = evidenceOf([
      [trained(1), trained(0.5)],
      [trained(1), diverged],
      [atChance(4), trained(1)]
    ])
    const { capped } = analyseFailures(evidence.pairs, evidence.chanceLevel, 0.05, 0.9, ratio, 0.1)
    // (ln(1/2) + ln(chance) + ln(1/chance))/3
    expect(capped!.theta).toBeCloseTo(Math.log(0.5) / 3, 14)
    expect(capped!.interval.level).toBe(0.9)
    expect(analyseFailures(evidence.pairs, null, 0.05, 0.9, ratio, 0.1).capped).toBeNull()
    expect(chance).toBe(evidence.chanceLevel)
  })

  test('a loss without a logarithm costs the sensitivity analysis, not the verdict', () => {
    // The zero stands in a pair whose other run diverged, so theta does not see it.
    const good = symmetric(-0.03, 0.01).map((r) => [trained(1), trained(Math.exp(r))] as const)
    const { analysis, verdict } = judgePairs(evidenceOf([...good, [diverged, trained(0)]]))
    expect(analysis.failures.capped).toBeNull()
    expect(verdict.outcome).toBe('reproduced')
    const broken = () => {
      throw new TypeError('something else')
    }
    expect(() => analyseFailures(evidenceOf(good).pairs, Math.log(10), 0.05, 0.95, broken, 0.1)).toThrow(TypeError)
  })
})
