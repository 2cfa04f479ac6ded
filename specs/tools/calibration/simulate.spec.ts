import { isAboveNominal, rateOf, simulate } from '../../../tools/calibration/simulate'
import type { Trial } from '../../../tools/calibration/types'

/** Right with chance .5, wrong with .1; uses 5 or 6. */
const trial: Trial = {
  id: 'specs/toy',
  rule: 'toy',
  errors: 'normal',
  effect: 0,
  onBoundary: true,
  promised: true,
  study: (random) => {
    const draw = random()
    return { n: draw < 0.5 ? 5 : 6, decided: draw < 0.6, wrong: draw >= 0.5 && draw < 0.6, covered: draw < 0.9 }
  }
}

test('counts, shares and mean with their Monte Carlo intervals', () => {
  const { wrong, power, inconclusive, coverage, meanN } = simulate(trial, 10_000)
  for (const [rate, truth] of [
    [wrong, 0.1],
    [power, 0.5],
    [inconclusive, 0.4],
    [coverage!, 0.9]
  ] as const) {
    expect(Math.abs(rate.share - truth)).toBeLessThan(4 * Math.sqrt((truth * (1 - truth)) / 10_000))
    expect(rate.lower).toBeLessThan(rate.share)
    expect(rate.upper).toBeGreaterThan(rate.share)
  }
  expect(wrong.count + power.count + inconclusive.count).toBe(10_000)
  // 1.96 standard errors of a mean of fives and sixes
  expect(meanN.upper - meanN.lower).toBeCloseTo((2 * 1.96 * 0.5) / 100, 3)
  expect(Math.abs(meanN.mean - 5.5)).toBeLessThan(4 * 0.005)
})

test('the same studies every time; fewer are the beginning of more', () => {
  const drawn = (numStudies: number) => {
    const seen: number[] = []
    const study: Trial['study'] = (random) => {
      seen.push(random())
      return trial.study(random)
    }
    simulate({ ...trial, study }, numStudies)
    return seen
  }
  expect(simulate(trial, 100)).toEqual(simulate(trial, 100))
  expect(drawn(100).slice(0, 40)).toEqual(drawn(40))
  expect(simulate({ ...trial, id: 'specs/other' }, 100)).not.toEqual(simulate(trial, 100))
})

test('without an interval there is no coverage', () => {
  const study: Trial['study'] = (random) => ({ ...trial.study(random), covered: null })
  expect(simulate({ ...trial, study }, 10).coverage).toBeNull()
})

test('above nominal begins at 4 standard errors', () => {
  // .05 + 4 sqrt(.05 .95/1000) = .07757
  expect(isAboveNominal({ wrong: rateOf(77, 1000), studies: 1000 })).toBe(false)
  expect(isAboveNominal({ wrong: rateOf(78, 1000), studies: 1000 })).toBe(true)
  expect(isAboveNominal({ wrong: rateOf(78, 1000), studies: 1000 }, 0.1)).toBe(false)
})
