import seedrandom from 'seedrandom'
import { normalStream } from '../../../src/random/streams'
import { serialCorrelation } from '../../../src/stats/serialCorrelation'
import { readGolden } from './golden'

const of = (values: readonly number[], name = 'one') =>
  serialCorrelation(values, seedrandom.alea(`specs/serial/${name}`))

test.each(readGolden('skew').orders)('all orders of $name', ({ values, r1, p }) => {
  const found = of(values)!
  expect(found.r1).toBeCloseTo(r1, 14)
  // A stopped p has a standard error of p sqrt((1 - p)/20), at most.
  expect(Math.abs(found.p - p)).toBeLessThan(4 * p * Math.sqrt((1 - p) / 20))
})

test('a walk is found, and its p is as small as drawn orders can show', () => {
  const { r1, p } = of(Array.from({ length: 30 }, (_, i) => i))!
  expect(r1).toBeGreaterThan(0.8)
  expect(p).toBe(1e-4)
})

test('too few values and values without spread have none', () => {
  expect(of([1, 2, 4])).toBeNull()
  expect(of([2, 2, 2, 2, 2])).toBeNull()
})

test('neighbours that differ are no warning', () => {
  expect(of([1, -1, 1, -1, 1, -1, 1, -1])!).toEqual({ r1: -0.875, p: 1 })
})

test('values in no order are called correlated as often as the level says, those of an AR(1) far more often', () => {
  const normal = normalStream(seedrandom.alea('specs/serial/draws'))
  const random = seedrandom.alea('specs/serial/orders')
  const rate = (phi: number) => {
    let found = 0
    for (let study = 0; study < 1000; study++) {
      let last = 0
      const values = Array.from({ length: 30 }, () => {
        last = phi * last + normal()
        return last
      })
      if (serialCorrelation(values, random)!.p <= 0.05) found++
    }
    return found / 1000
  }
  expect(Math.abs(rate(0) - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / 1000))
  expect(rate(0.5)).toBeGreaterThan(0.5)
})
