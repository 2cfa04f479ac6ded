import golden from '../../../../fixtures/golden/stats/trade-off.json'
import { describeOutcome } from '../../../../src/claims/outcomes'
import { judgeTradeOff } from '../../../../src/kinds/trade-off/judge'
import type { TradeOffEvidence, TradeOffHypothesis } from '../../../../src/kinds/trade-off/types'
import { claimOf, evidenceOf, judgeAlone, trained } from '../builders'
import { counted, measured, TIMED, tradeOffHypothesis } from './examples'

const SEEDS = { first: 0, min: 10, max: 10 }
const judgeable = (evidence: TradeOffEvidence, overrides: Partial<TradeOffHypothesis> = {}) =>
  judgeTradeOff(claimOf({ ...tradeOffHypothesis, ...overrides }), evidence, SEEDS)
const verdictOf = (...args: Parameters<typeof judgeable>) => describeOutcome(judgeable(...args).verdict(0.05))

/** Accuracies of the arms of which the second is better by these differences. */
const accuraciesOf = (differences: readonly number[], fewer = 400): TradeOffEvidence => ({
  ...counted(0, fewer),
  quality: evidenceOf(
    differences.map((difference) => [trained(0.8), trained(0.8 + difference)]),
    { metric: 'test.accuracy', transform: 'difference', chanceLevel: null }
  )
})

describe('that it is as good', () => {
  it.each(golden.notWorse)(
    'has the p of SciPy, the larger of t and sign flips: $name',
    ({ differences, margin, pT, pFlip }) => {
      // A ratio of skewness below what Hall's transformation notices: then these two decide.
      const { p } = judgeable(accuraciesOf(differences), { margin: { absolute: margin } })
      expect(p).toBeCloseTo(Math.max(pT, pFlip), 10)
    }
  )

  it('is asked on the side on which the metric is better', () => {
    expect(verdictOf(counted(0.1, 400))).toBe('reproduced')
    expect(verdictOf(counted(-0.1, 400))).toBe('refuted (worse)')
    expect(verdictOf(counted(0.1, 400), { better: 'lower' })).toBe('refuted (worse)')
    expect(verdictOf(counted(-0.1, 400), { better: 'lower' })).toBe('reproduced')
  })

  it('holds of what is better only where it need not be equivalent', () => {
    expect(verdictOf(counted(0.1, 400), { as: 'equivalent' })).toBe('refuted (worse)')
    expect(verdictOf(counted(0.005, 400), { as: 'equivalent' })).toBe('reproduced')
  })

  it('speaks for the treatment: its failures block it, and those of the control its refutation', () => {
    const failing = (side: 'control' | 'treatment', difference: number): TradeOffEvidence => {
      const evidence = counted(difference, 400)
      const pairs = evidence.quality.pairs.map((pair) =>
        pair.seed < 4 ? { ...pair, [side]: { ...pair[side], value: Number.NaN, failure: 'diverged' as const } } : pair
      )
      return { ...evidence, quality: { ...evidence.quality, pairs } }
    }
    expect(verdictOf(failing('treatment', 0))).toBe('inconclusive (failures)')
    expect(verdictOf(failing('control', 0))).toBe('reproduced')
    expect(verdictOf(failing('treatment', -0.1))).toBe('refuted (worse)')
    expect(verdictOf(failing('control', -0.1))).toBe('inconclusive (failures)')
  })
})

describe('what is counted', () => {
  const by = (absolute: number) => ({ cheaper: { of: 'parameters', by: { absolute } } })

  it('is enough where it is just the margin, and no saving where it is nothing', () => {
    expect(verdictOf(counted(0, 200))).toBe('reproduced') // 1,000 are 1.25 times 800
    expect(verdictOf(counted(0, 199))).toBe('below-margin')
    expect(verdictOf(counted(0, 100), by(100))).toBe('reproduced')
    expect(verdictOf(counted(0, 99), by(100))).toBe('below-margin')
    expect(verdictOf(counted(0, 0), by(0))).toBe('refuted (not-cheaper)')
    expect(verdictOf(counted(0, 1), by(0))).toBe('reproduced')
  })

  it('takes no share of the level: the metric alone is random', () => {
    const whole = judgeable(counted(-0.0125, 400, 0.0033))
    const share = judgeable({ ...counted(-0.0125, 400, 0.0033), cost: measured(0, -0.5, 0.05, TIMED).cost })
    expect(whole.p).toBeGreaterThan(0.025)
    expect(describeOutcome(whole.verdict(0.05))).toBe('refuted (worse)')
    expect(share.p).toBeCloseTo(2 * whole.p!, 12)
    expect(describeOutcome(share.verdict(0.05))).toBe('inconclusive')
  })

  it('refutes alone, however little the runs say', () => {
    expect(verdictOf(counted(0, -1, 0.002, 2))).toBe('refuted (not-cheaper)')
  })
})

describe('p', () => {
  it.each([
    ['both hold', measured(0, -0.5, 0.1, TIMED)],
    ['it is worse', measured(-0.0125, -0.5, 0.05, TIMED)],
    ['it is not cheaper', measured(0, -0.15, 0.04, TIMED)],
    ['counted', counted(-0.008, 400)]
  ])('is the smallest level at which it is decided: %s', (_, evidence) => {
    const { p, isDecided } = judgeable(evidence)
    expect(p).toBeGreaterThan(0)
    expect(p).toBeLessThan(0.2)
    expect(isDecided(p! * 1.000001)).toBe(true)
    expect(isDecided(p! * 0.99)).toBe(false)
  })
})

describe('times', () => {
  const why = (timing: Partial<typeof TIMED>) => {
    const hypothesis = { ...tradeOffHypothesis, cheaper: { ...tradeOffHypothesis.cheaper, of: 'seconds' } }
    const judgement = judgeAlone(claimOf(hypothesis), measured(0, -0.5, 0.05, { ...TIMED, ...timing }))
    return [describeOutcome(judgement.verdict), judgement.sentence, judgement.analysis.warnings] as const
  }

  it.each([
    [{ elsewhere: 1 }, '1 run was not timed on this machine'],
    [{ machines: ['one', 'another'] }, 'the runs are of several machines'],
    [{ overlapping: 2 }, '2 runs overlapped with another one'],
    [{ apart: 2 }, 'the runs of 2 pairs did not follow each other']
  ])('say nothing where they cannot be compared: %j', (timing, reason) => {
    const [verdict, sentence] = why(timing)
    expect(verdict).toBe('inconclusive (timing)')
    expect(sentence).toContain(`${reason}; to mend: run it anew with --jobs 1`)
  })

  it('are warned of where the order is always the same', () => {
    expect(why({})).toEqual(['reproduced', expect.any(String), []])
    expect(why({ treatmentFirst: 10 })[2]).toEqual(['amsgrad ran first in every pair'])
    expect(why({ treatmentFirst: 0 })[2]).toEqual(['adam ran first in every pair'])
  })

  it('do not undo that it is worse', () => {
    expect(verdictOf(measured(-0.1, -0.5, 0.05, { ...TIMED, apart: 2 }))).toBe('refuted (worse)')
  })
})

it('says in one sentence what holds, with both numbers', () => {
  const { sentence } = judgeAlone(claimOf(tradeOffHypothesis), counted(0, 400))
  expect(sentence).toMatch(
    /amsgrad is as good as adam \(final test\.accuracy 0\.0014 lower to 0\.0014 higher, margin 0\.01\) and takes at least 20 % less \(parameters: 600 against 1000\), so the claim is reproduced\. Budget: /
  )
})
