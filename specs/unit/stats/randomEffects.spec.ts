import fc from 'fast-check'
import { pauleMandel } from '../../../src/stats/pauleMandel'
import { randomEffects } from '../../../src/stats/randomEffects'
import { tInterval } from '../../../src/stats/tInterval'

/**
 * Log risk ratios of the 13 trials of the BCG vaccine and their variances (Colditz et al. 1994), with four digits, as
 * metafor's dat.bcg gives them by escalc(measure = "RR").
 */
const EFFECTS = [
  -0.8893, -1.5854, -1.3481, -1.4416, -0.2175, -0.7861, -1.6209, 0.012, -0.4694, -1.3713, -0.3394, 0.4459, -0.0173
]
const VARIANCES = [0.3256, 0.1946, 0.4154, 0.02, 0.0512, 0.0069, 0.223, 0.004, 0.0564, 0.073, 0.0124, 0.5325, 0.0714]
const studies = (effects: readonly number[], variances: readonly number[]) =>
  effects.map((effect, k) => ({ effect, standardError: Math.sqrt(variances[k]!) }))

/**
 * Each row: mean, tau, bounds of the mean, bounds of the prediction. SciPy 1.17.1: tau2 = brentq(lambda t: Q(t) - (k - 1),
 * 0, ...) or 0, w = 1/(v + tau2), m = sum(w y)/sum(w), var = max(1, Q(tau2)/(k - 1))/sum(w), t = stats.t.ppf(.5 + level/2, k - 1),
 * m -+ t sqrt(var) and m -+ t sqrt(tau2 + var). metafor's documentation has .3181 for the first tau^2.
 */
test.each([
  {
    name: 'the BCG trials',
    data: studies(EFFECTS, VARIANCES),
    level: 0.95,
    golden: [
      -0.7149703054401032, 0.5639879784845117, -1.1091056355665614, -0.320834975313645, -2.0054553612916037,
      0.5755147504113974
    ]
  },
  {
    name: 'studies alike, whose Q/(K - 1) is below 1',
    data: studies([-0.1, -0.12, -0.09], [0.01, 0.02, 0.015]),
    level: 0.9,
    golden: [
      -0.10153846153846154, 0, -0.2999124182985356, 0.09683549522161254, -0.2999124182985356, 0.09683549522161254
    ]
  },
  {
    name: 'studies that disagree',
    data: studies([0.3, -0.61, 0.2, 0.05], [0.001, 0.002, 0.0004, 0.01]),
    level: 0.95,
    golden: [
      -0.014748693630503712, 0.4076540214497296, -0.6697551090724129, 0.6402577218114055, -1.4680610430885892,
      1.4385636558275818
    ]
  }
])('SciPy: $name', ({ data, level, golden }) => {
  const { mean, tau, interval, prediction } = randomEffects(data)
  const [whole, further] = [interval(level), prediction(level)]
  const numbers = [mean, tau, whole.lower, whole.upper, further.lower, further.upper]
  // Rounding, and what SciPy's own quantile leaves (1e-11).
  for (const [i, number] of numbers.entries()) expect(number).toBeCloseTo(golden[i]!, 10)
  expect([whole.level, further.level]).toEqual([level, level])
})

test('standard errors of 0 give the t interval of the effects, and the exact one of a further value', () => {
  const values = [0.3, -0.2, 0.8, 0.1, 0.35]
  const { interval, prediction, tau } = randomEffects(values.map((effect) => ({ effect, standardError: 0 })))
  const t = tInterval(values, 0.95)
  expect(interval(0.95).lower).toBeCloseTo(t.lower, 12)
  expect(interval(0.95).upper).toBeCloseTo(t.upper, 12)
  // 2.776445 x s sqrt(1 + 1/5), s = tau.
  expect(prediction(0.95).upper - prediction(0.95).lower).toBeCloseTo(2 * 2.7764451051977934 * tau * Math.sqrt(1.2), 10)
})

test('effects that are all the same without an error are known', () => {
  const { mean, tau, interval } = randomEffects([1, 1, 1].map((effect) => ({ effect, standardError: 0 })))
  expect({ mean, tau, ...interval(0.95) }).toEqual({ mean: 1, tau: 0, lower: 1, upper: 1, level: 0.95 })
})

test('scale, origin and order change nothing else', () => {
  const data = fc.array(
    fc.record({
      effect: fc.double({ min: -3, max: 3, noNaN: true }),
      standardError: fc.double({ min: 0.01, max: 2, noNaN: true })
    }),
    { minLength: 2, maxLength: 12 }
  )
  fc.assert(
    fc.property(data, fc.constantFrom(1, 1e-150, 1e150), (all, scale) => {
      const here = randomEffects(all)
      const there = randomEffects(
        [...all]
          .reverse()
          .map(({ effect, standardError }) => ({ effect: -scale * effect, standardError: scale * standardError }))
      )
      expect(there.mean / scale).toBeCloseTo(-here.mean, 8)
      expect(there.tau / scale).toBeCloseTo(here.tau, 6)
      expect(there.interval(0.9).lower / scale).toBeCloseTo(-here.interval(0.9).upper, 6)
      // Never narrower than the errors of studies that agree allow.
      const weights = all.reduce((sum, { standardError }) => sum + standardError ** -2, 0)
      expect(here.interval(0.9).upper - here.mean).toBeGreaterThan(1.64 / Math.sqrt(weights))
    })
  )
})

test('what has no random effects is refused', () => {
  expect(() => randomEffects([{ effect: 1, standardError: 1 }])).toThrow(RangeError)
  expect(() =>
    randomEffects([
      { effect: Number.NaN, standardError: 1 },
      { effect: 1, standardError: 1 }
    ])
  ).toThrow(RangeError)
})

test('tau^2 of equal variances is the sample variance less theirs, and never below 0', () => {
  // 13/3 - .01: the sample variance of 0, 1, 4 is 4.333.
  expect(pauleMandel([0, 1, 4], [0.01, 0.01, 0.01])).toBeCloseTo(13 / 3 - 0.01, 12)
  expect(pauleMandel([0, 1, 4], [5, 5, 5])).toBe(0)
})
