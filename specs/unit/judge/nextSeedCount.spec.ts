import { nextSeedCount } from '../../../src/judge/nextSeedCount'
import { sequentialMethod } from '../../../src/stats/sequential/sequentialMethod'
import {
  added,
  claimOf,
  comparison,
  convergence,
  evidenceOfRatios,
  judgeAlone,
  point,
  symmetric,
  times
} from '../kinds/builders'

const budget = { min: 10, max: 30 }
const sequential = claimOf(comparison, added('sign-flip', budget))
const judgeRatios = (ratios: readonly number[], claim = sequential) => judgeAlone(claim, evidenceOfRatios(ratios))

describe('nextSeedCount', () => {
  test('a fixed number is one round, and what runs nothing needs none', () => {
    expect(nextSeedCount(claimOf(comparison), { min: 10, max: 10 }, null)).toBe(10)
    const sum = { kind: 'arithmetic', expression: '1', low: 0, high: 2 } as const
    expect(nextSeedCount(claimOf(sum, { experiment: null }), { min: 1, max: 1 }, null)).toBe(0)
  })

  test('begins with the first look, goes on in steps, and ends with the decision or the budget', () => {
    expect(nextSeedCount(sequential, budget, null)).toBe(10)
    expect(nextSeedCount(sequential, budget, judgeRatios([-0.1]))).toBe(10)
    const open = judgeRatios(symmetric(-0.02, 0.02))
    expect(open.open).toBe(true)
    const next = nextSeedCount(sequential, budget, open)
    expect(next).toBeGreaterThan(10)
    expect(next).toBeLessThanOrEqual(20)
    expect(nextSeedCount(sequential, budget, judgeRatios(symmetric(-0.05, 0.005)))).toBe(10)
    expect(nextSeedCount(sequential, budget, judgeRatios(symmetric(-0.05, 0.005, 14)))).toBe(14)
    expect(nextSeedCount(sequential, budget, judgeRatios(symmetric(0, 0.1, 30)))).toBe(30)
    expect(nextSeedCount(sequential, budget, judgeRatios(symmetric(0, 0.1, 28)))).toBe(30)
  })

  test('always gets to an end', () => {
    const ratios = symmetric(-0.012, 0.05, 30)
    let count = nextSeedCount(sequential, budget, null)
    for (let round = 0; round < 30; round++) {
      const judgement = judgeRatios(ratios.slice(0, count))
      const next = nextSeedCount(sequential, budget, judgement)
      if (next === count) {
        expect(judgement.open).toBe(false)
        return
      }
      expect(next).toBeGreaterThan(count)
      count = next
    }
    throw new Error('it goes on and on')
  })

  test('group-sequential claims go on to the next look', () => {
    const plan = { min: 6, max: 30 }
    const claim = claimOf(comparison, added('pocock', plan))
    const sizes = [6]
    for (const look of sequentialMethod('pocock').looks(30).slice(1)) {
      const judgement = judgeRatios(symmetric(0, 0.1, sizes.at(-1)!).slice(0, sizes.at(-1)), claim)
      sizes.push(nextSeedCount(claim, plan, judgement))
      expect(sizes.at(-1)).toBe(look)
    }
  })

  test('shares go on by what they are expected to need', () => {
    const claim = claimOf(convergence, added('beta-binomial', { min: 10, max: 60 }))
    const samples = times(12, point()).map((each, seed) => ({ ...each, seed }))
    const evidence = { kind: 'share', metric: 'x', arm: 'adam', target: 1, tolerance: 0.01, samples } as const
    const judgement = judgeAlone(claim, evidence)
    // All successes decide against .8 at 24 (statistics, section 4).
    expect(judgement.analysis).toMatchObject({ moreSeeds: 12 })
    expect(nextSeedCount(claim, { min: 10, max: 60 }, judgement)).toBe(18)
  })

  test('a decided claim goes on for a whole that is not', () => {
    const decided = judgeRatios(symmetric(-0.05, 0.005))
    expect(nextSeedCount(sequential, budget, decided, [{ open: false }])).toBe(10)
    expect(nextSeedCount(sequential, budget, decided, [{ open: false }, { open: true }])).toBe(14)
    expect(nextSeedCount(sequential, { min: 10, max: 12 }, decided, [{ open: true }])).toBe(12)
  })
})
