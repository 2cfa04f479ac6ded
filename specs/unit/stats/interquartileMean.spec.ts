import golden from '../../../fixtures/golden/stats/tasks.json'
import { interquartileMean } from '../../../src/stats/interquartileMean'

test('SciPy: trim_mean(values, 0.25)', () => {
  expect(interquartileMean(golden.scores.control.flat())).toBeCloseTo(golden.scores.controlMean, 12)
})

test('leaves a quarter out at either end, rounded down, whatever the order', () => {
  expect(interquartileMean([7])).toBe(7)
  expect(interquartileMean([1, 2, 300])).toBe(101)
  expect(interquartileMean([-1e300, 2, 3, 1e300])).toBe(2.5)
  expect(interquartileMean([9, 1, 8, 2, 7, 3, 6, 4])).toBe(5)
  expect(() => interquartileMean([])).toThrow(RangeError)
})
