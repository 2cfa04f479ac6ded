import seedrandom from 'seedrandom'
import { normalCdf, normalQuantile, studentTQuantile } from '../../../src/stats/distributions'
import {
  BOUND,
  boundedErrorStream,
  boundedMean,
  ERROR_SHAPES,
  errorStream,
  isSymmetric
} from '../../../tools/calibration/errorShapes'

const NUM_DRAWS = 100_000
const draws = (stream: () => number) => Array.from({ length: NUM_DRAWS }, stream)
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/** Quantile functions of the errors, in closed form; the contaminated normal has none. */
const QUANTILES = {
  normal: normalQuantile,
  t3: (p: number) => studentTQuantile(p, 3) / Math.sqrt(3),
  exponential: (p: number) => -Math.log(1 - p) - 1,
  lognormal: (p: number) => (Math.exp(normalQuantile(p)) - Math.exp(0.5)) / Math.sqrt((Math.E - 1) * Math.E)
} as const

describe('errorStream', () => {
  test.each(Object.entries(QUANTILES))(
    '%s errors have their distribution, mean 0 and deviation 1',
    (shape, quantile) => {
      const sample = draws(errorStream(shape as keyof typeof QUANTILES, seedrandom.alea(`specs/shapes/${shape}`)))
      for (const p of [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]) {
        const below = sample.filter((value) => value <= quantile(p)).length / NUM_DRAWS
        // 4 standard errors of a share
        expect(Math.abs(below - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / NUM_DRAWS))
      }
      // E[f(error)] = integral of f(quantile(Phi(z))) phi(z) dz by the trapezoidal rule; beyond 7.5 normal deviations,
      // where Phi has no digits left, lies less than 1e-4 of the widest second moment, that of t3.
      const step = 0.02
      const moment = (power: number) =>
        Array.from({ length: 751 }, (_, i) => (i - 375) * step).reduce(
          (sum, z) => sum + (quantile(normalCdf(z)) ** power * Math.exp((-z * z) / 2) * step) / Math.sqrt(2 * Math.PI),
          0
        )
      expect(Math.abs(moment(1))).toBeLessThan(1e-3)
      expect(Math.abs(moment(2) - 1)).toBeLessThan(1e-3)
    }
  )

  test('contaminated errors: a tenth is five times as wide', () => {
    const sample = draws(errorStream('contaminated', seedrandom.alea('specs/shapes/contaminated')))
    const unit = Math.sqrt(0.9 + 0.1 * 25)
    const beyond = sample.filter((value) => Math.abs(value) > 4 / unit).length / NUM_DRAWS
    // P(|N| > 4) = 6.33e-5 (scipy 1.17.1, 2*norm.sf(4)), P(|5 N| > 4) = .423711 (2*norm.sf(.8))
    const expected = 0.9 * 6.334248e-5 + 0.1 * 0.423711
    expect(Math.abs(beyond - expected)).toBeLessThan(4 * Math.sqrt(expected / NUM_DRAWS))
    expect(Math.abs(meanOf(sample))).toBeLessThan(4 / Math.sqrt(NUM_DRAWS))
  })

  test('the same stream gives the same errors', () => {
    for (const shape of ERROR_SHAPES) {
      const first = errorStream(shape, seedrandom.alea('x'))
      const second = errorStream(shape, seedrandom.alea('x'))
      expect([first(), first(), first()]).toEqual([second(), second(), second()])
    }
  })
})

describe('boundedErrorStream', () => {
  test.each(ERROR_SHAPES)('%s errors stay within bounds and keep their mean', (shape) => {
    const sample = draws(boundedErrorStream(shape, seedrandom.alea(`specs/bounded/${shape}`)))
    const mean = boundedMean(shape)
    expect(Math.max(...sample.map(Math.abs))).toBeLessThanOrEqual(BOUND + Math.abs(mean))
    expect(Math.abs(mean)).toBeLessThan(0.1)
    // Holding them can only make them narrower than 1.
    expect(Math.abs(meanOf(sample))).toBeLessThan(4 / Math.sqrt(NUM_DRAWS))
  })

  test('the mean of what was cut is that of the quantile function', () => {
    for (const shape of ['exponential', 'lognormal'] as const) {
      const grid = Array.from({ length: 20_000 }, (_, i) =>
        Math.max(-BOUND, Math.min(BOUND, QUANTILES[shape]((i + 0.5) / 20_000)))
      )
      // The midpoint rule of a bounded monotone function errs by at most its range over the number of points.
      expect(Math.abs(meanOf(grid) - boundedMean(shape))).toBeLessThan((2 * BOUND) / 20_000)
      expect(isSymmetric(shape)).toBe(false)
      expect(boundedMean(shape)).toBeLessThan(0)
    }
  })
})
