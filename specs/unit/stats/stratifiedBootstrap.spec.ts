import seedrandom from 'seedrandom'
import golden from '../../../fixtures/golden/stats/tasks.json'
import { interquartileMean } from '../../../src/stats/interquartileMean'
import { stratifiedBootstrap } from '../../../src/stats/stratifiedBootstrap'

const { control, treatment, interval, interquartileMean: middle } = golden.scores
const differences = control.map((values, task) => values.map((value, run) => treatment[task]![run]! - value))
const statistic = (strata: readonly (readonly number[])[]) => interquartileMean(strata.flat())
const random = () => seedrandom.alea('specs/bootstrap')

test('rliable: get_interval_estimates of an interquartile mean, within what 20,000 resamples scatter', () => {
  expect(statistic(differences)).toBeCloseTo(middle, 12)
  const { lower, upper, level } = stratifiedBootstrap(differences, statistic, 0.95, random(), 20_000)
  const width = interval[1]! - interval[0]!
  // An end scatters by sqrt(.025 x .975/20,000)/.058 = .019 standard errors, .005 widths, in either program; four of both.
  expect(Math.abs(lower - interval[0]!)).toBeLessThan(0.03 * width)
  expect(Math.abs(upper - interval[1]!)).toBeLessThan(0.03 * width)
  expect(level).toBe(0.95)
})

test('is the same from the same stream, and draws from each stratum as many as it has', () => {
  expect(stratifiedBootstrap(differences, statistic, 0.9, random())).toEqual(
    stratifiedBootstrap(differences, statistic, 0.9, random())
  )
  const sizes = new Set<string>()
  const spread = stratifiedBootstrap(
    [[1], [5, 5], [9, 9, 9]],
    (strata) => {
      sizes.add(JSON.stringify(strata))
      return strata.flat().length
    },
    0.95,
    random(),
    20
  )
  expect([...sizes]).toEqual(['[[1],[5,5],[9,9,9]]'])
  expect(spread).toEqual({ lower: 6, upper: 6, level: 0.95 })
  expect(() => stratifiedBootstrap([[]], () => 0, 0.95, random())).toThrow(RangeError)
})

test('mutant: one pool for all strata is wider', () => {
  const pooled = stratifiedBootstrap([differences.flat()], statistic, 0.95, random())
  const stratified = stratifiedBootstrap(differences, statistic, 0.95, random())
  expect(pooled.upper - pooled.lower).toBeGreaterThan(1.02 * (stratified.upper - stratified.lower))
})
