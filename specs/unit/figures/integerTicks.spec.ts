import fc from 'fast-check'
import { integerTicks } from '../../../src/figures/integerTicks'

describe('integerTicks', () => {
  it('are every count where there is room, else multiples of a step', () => {
    expect(integerTicks(10, 10, 12)).toEqual([10])
    expect(integerTicks(10, 12, 12)).toEqual([10, 11, 12])
    expect(integerTicks(8, 30, 12)).toEqual([8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30])
    expect(integerTicks(1, 3, 10)).toEqual([1, 2, 3])
  })

  it('are at least one, at most as many as allowed, whole, inside and evenly spaced', () => {
    const counts = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.nat(500), fc.integer({ min: 2, max: 20 }))
    fc.assert(
      fc.property(counts, ([from, more, maxTicks]) => {
        const ticks = integerTicks(from, from + more, maxTicks)
        expect(ticks.length).toBeLessThanOrEqual(maxTicks)
        expect(ticks.every((tick) => Number.isInteger(tick) && tick >= from && tick <= from + more)).toBe(true)
        expect(new Set(ticks.slice(1).map((tick, index) => tick - ticks[index]!)).size).toBeLessThanOrEqual(1)
        expect(ticks.length).toBeGreaterThan(0)
      })
    )
  })
})
