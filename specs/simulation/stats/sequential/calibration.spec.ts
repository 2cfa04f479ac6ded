import { sequentialMethod } from '../../../../src/stats/sequential/sequentialMethod'
import { tTest } from '../../../../src/stats/tTest'
import { CONTAMINATED_SD, type ErrorName, errorStream, simulateMean } from '../../../unit/stats/sequential/simulate'

const NUM_STUDIES = 1000
const MAX = 30
const ALPHA = 0.05
/** The table gives two or three digits: half a unit of its last one. */
const ROUNDING = { rate: 0.005, meanN: 0.05 }

type Rule = (values: readonly number[]) => boolean
const anytime = (name: 'sign-flip' | 'mixture-t'): Rule => {
  const method = sequentialMethod(name)
  return (values) => method.p(values, 0) <= ALPHA
}
/** The mutant: a t test at every look, as if it were the only one. */
const peeking: Rule = (values) => values.some((_, i) => i >= 2 && tTest(values.slice(0, i + 1), 0).twoSided <= ALPHA)

function errorRate(rule: Rule, errors: ErrorName) {
  const draw = errorStream(errors, 'rate')
  return simulateMean(NUM_STUDIES, () => (rule(Array.from({ length: MAX }, draw)) ? 1 : 0))
}

/** @param effect in standard deviations of the errors */
function meanN(name: 'sign-flip' | 'mixture-t', errors: ErrorName, effect: number, alpha: number) {
  const draw = errorStream(errors, 'n')
  const method = sequentialMethod(name)
  return simulateMean(NUM_STUDIES, () => {
    const values = Array.from(
      { length: MAX },
      () => effect * (errors === 'contaminated' ? CONTAMINATED_SD : 1) + draw()
    )
    const looks = method.looks(MAX)
    return looks.find((n) => method.p(values.slice(0, n), 0) <= alpha) ?? MAX
  })
}

/** statistics.md, section 3: any wrong verdict within 30 pairs without an effect. */
test.each<['sign-flip' | 'mixture-t', ErrorName, number]>([
  ['sign-flip', 'normal', 0.03],
  ['sign-flip', 't3', 0.03],
  ['sign-flip', 'contaminated', 0.03],
  ['sign-flip', 'exponential', 0.1],
  ['sign-flip', 'lognormal', 0.18],
  ['mixture-t', 'normal', 0.02],
  ['mixture-t', 't3', 0.01],
  ['mixture-t', 'contaminated', 0.01],
  ['mixture-t', 'exponential', 0.11],
  ['mixture-t', 'lognormal', 0.2]
])('%s is wrong in %s errors without an effect with rate %f', (name, errors, expected) => {
  const { mean, standardError } = errorRate(anytime(name), errors)
  expect(Math.abs(mean - expected)).toBeLessThan(4 * standardError + ROUNDING.rate)
  // the promise itself, where its assumption holds
  if (errors !== 'exponential' && errors !== 'lognormal')
    expect(mean).toBeLessThan(ALPHA + 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / NUM_STUDIES))
})

test('naive peeking is rejected: wrong with rate .26', () => {
  const { mean, standardError } = errorRate(peeking, 'normal')
  expect(mean).toBeGreaterThan(ALPHA + 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / NUM_STUDIES))
  expect(Math.abs(mean - 0.26)).toBeLessThan(4 * standardError + ROUNDING.rate)
})

test.each<['sign-flip' | 'mixture-t', ErrorName, number, number]>([
  ['sign-flip', 'normal', 0.8, 18],
  ['sign-flip', 'normal', 1.2, 10.7],
  ['sign-flip', 'normal', 2, 6.8],
  ['sign-flip', 'normal', 4, 6],
  ['mixture-t', 'normal', 0.8, 17.4],
  ['mixture-t', 'normal', 1.2, 10.7],
  ['mixture-t', 'normal', 2, 6.9],
  ['mixture-t', 'normal', 4, 5.4],
  ['sign-flip', 'contaminated', 0.8, 11.7],
  ['sign-flip', 'contaminated', 1.2, 8.5],
  ['sign-flip', 'contaminated', 2, 6.9],
  ['mixture-t', 'contaminated', 0.8, 13.3],
  ['mixture-t', 'contaminated', 1.2, 9.0],
  ['mixture-t', 'contaminated', 2, 6.5]
])('%s takes on average n pairs, %s errors, effect %f: %f', (name, errors, effect, expected) => {
  const { mean, standardError } = meanN(name, errors, effect, ALPHA)
  expect(Math.abs(mean - expected)).toBeLessThan(4 * standardError + ROUNDING.meanN)
})

test.each([
  [20, 6.7],
  [100, 9.8],
  [200, 10.7]
])('sign-flip, effect 2: a threshold of %i takes %f pairs', (threshold, expected) => {
  const { mean, standardError } = meanN('sign-flip', 'normal', 2, 1 / threshold)
  expect(Math.abs(mean - expected)).toBeLessThan(4 * standardError + ROUNDING.meanN)
})

test('a late first look makes wrong verdicts under skew rarer', () => {
  const draw = errorStream('exponential', 'first look')
  const samples = Array.from({ length: NUM_STUDIES }, () => Array.from({ length: MAX }, draw))
  const wrong = (firstLook: number): number =>
    samples.filter((values) => sequentialMethod('sign-flip', firstLook).p(values, 0) <= ALPHA).length
  expect(wrong(10)).toBeLessThan(0.8 * wrong(6))
})
