import { describeOutcome } from '../../../src/claims/outcomes'
import { claimOf, judgeAlone, times } from './builders'
import { invariantOf } from './evidence'

const grows = { kind: 'invariant', arm: 'adam', property: 'effective-step-never-grows' } as const

describe('judgeInvariant', () => {
  const judge = (runs: Parameters<typeof invariantOf>[0], seeds?: number) =>
    judgeAlone(claimOf(grows), invariantOf(runs), seeds)
  const broken = { violations: 2, firstViolation: 3, worstRatio: 1.5 }

  test.each([
    ['reproduced', times(3, {})],
    ['refuted (violated)', [{}, broken, {}]],
    ['refuted (violated)', [{ diverged: true }, broken]],
    ['inconclusive (failures)', [{}, { diverged: true }]],
    ['not-evaluable (no-data)', []]
  ])('%s', (expected, runs) => {
    const judgement = judge(runs)
    expect(describeOutcome(judgement.verdict)).toBe(expected)
    expect(judgement).toMatchObject({ p: null, familySize: 0 })
  })

  test('adds up what was checked', () => {
    expect(judge([broken, { ...broken, worstRatio: 2 }, {}]).analysis).toMatchObject({
      numRuns: 3,
      numSteps: 300,
      violatingRuns: 2,
      violations: 4,
      worstRatio: 2
    })
  })

  test('with fewer seeds than stated it is provisional, but a violation cannot be taken back', () => {
    expect(judge(times(3, {}), 10).provisional).toBe(true)
    expect(judge([{}, broken], 10).provisional).toBe(false)
  })
})

describe('judgeArithmetic', () => {
  const judge = (value: number) => {
    const bounds = { low: 10, high: 20 }
    const claim = claimOf({ kind: 'arithmetic' as const, expression: 'x', ...bounds }, { experiment: null })
    return judgeAlone(claim, { kind: 'arithmetic', expression: 'x', value, ...bounds })
  }

  test.each([
    [10, 'reproduced'],
    [20, 'reproduced'],
    [9.999, 'refuted (below)'],
    [20.001, 'refuted (above)']
  ])('%f: %s', (value, expected) => {
    const judgement = judge(value)
    expect(describeOutcome(judgement.verdict)).toBe(expected)
    expect(judgement).toMatchObject({ p: null, provisional: false, familySize: 0 })
  })
})
