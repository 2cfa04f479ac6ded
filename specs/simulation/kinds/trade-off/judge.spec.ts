import seedrandom from 'seedrandom'
import { judgeTradeOff } from '../../../../src/kinds/trade-off/judge'
import { CLAIM, TRUTHS, tradeOffStudy } from '../../../../tools/calibration/tradeOffRules'

/** Wrong verdicts counted over simulated studies at a fixed seed, with 4 standard errors of slack; each fails of a mutant. */
const ALPHA = 0.05
const NUM_STUDIES = 1500
const limit = (rate: number) => rate + 4 * Math.sqrt((rate * (1 - rate)) / NUM_STUDIES)
const [worse, lessCheap, both, clear] = TRUTHS

type Outcome = ReturnType<ReturnType<typeof judgeTradeOff>['verdict']>['outcome']

/** @param judge another rule than the kind's makes a mutant */
function rateOf(
  outcomes: readonly Outcome[],
  truth: (typeof TRUTHS)[number],
  cost: 'counted' | 'measured',
  judge: (judgeable: ReturnType<typeof judgeTradeOff>) => Outcome = (judgeable) => judgeable.verdict(ALPHA).outcome,
  numStudies = NUM_STUDIES
): number {
  const random = seedrandom.alea('specs/trade-off')
  let count = 0
  for (let study = 0; study < numStudies; study++) {
    const evidence = tradeOffStudy(cost, 'normal', truth, random)
    if (outcomes.includes(judge(judgeTradeOff(CLAIM, evidence, { first: 0, min: 10, max: 10 })))) count++
  }
  return count / numStudies
}

test.each(['counted', 'measured'] as const)('worse by just the margin: reproduced in at most alpha/2, %s', (cost) => {
  expect(rateOf(['reproduced'], worse!, cost)).toBeLessThan(limit(ALPHA / 2))
})

test('cheaper by less than the margin: reproduced in at most alpha/2', () => {
  expect(rateOf(['reproduced'], lessCheap!, 'measured')).toBeLessThan(limit(ALPHA / 2))
})

test('both by just the margin: said not to be in at most alpha/2 over both', () => {
  expect(rateOf(['refuted', 'below-margin'], both!, 'measured')).toBeLessThan(limit(ALPHA / 2))
})

test('what holds by 1.5 standard deviations more is found', () => {
  expect(rateOf(['reproduced'], clear!, 'counted')).toBeGreaterThan(0.97)
  expect(rateOf(['reproduced'], clear!, 'measured')).toBeGreaterThan(0.9)
})

test('mutant: one-sided tests at the whole level', () => {
  expect(rateOf(['reproduced'], worse!, 'counted', (each) => each.verdict(3 * ALPHA).outcome)).toBeGreaterThan(
    limit(ALPHA / 2)
  )
})

test('mutant: either statement suffices', () => {
  const either = (judgeable: ReturnType<typeof judgeTradeOff>): Outcome => {
    const { asGood, cheaper } = judgeable.judge(ALPHA).analysis
    return [asGood, cheaper].some(({ outcome }) => outcome === 'reproduced') ? 'reproduced' : 'inconclusive'
  }
  expect(rateOf(['reproduced'], worse!, 'counted', either, 50)).toBeGreaterThan(0.9)
})
