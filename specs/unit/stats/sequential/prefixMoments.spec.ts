import fc from 'fast-check'
import { prefixMoments, toCoordinate } from '../../../../src/stats/sequential/prefixMoments'

describe('prefixMoments', () => {
  test('mean and variance of every prefix, exactly on whole numbers', () => {
    const moments = prefixMoments([1, 3, 8])
    expect(moments).toMatchObject({ n: 3, origin: 1, unit: 8 })
    expect([...moments.y]).toEqual([0, 0.25, 0.875])
    expect([...moments.mean]).toEqual([0, 0.125, 0.375])
    expect([...moments.variance].map((v) => v * 64)).toEqual([0, 1, expect.closeTo(26 / 3, 12)])
    expect(toCoordinate(moments, 3)).toBe(0.25)
  })

  test('the extremes neither overflow nor vanish', () => {
    for (const values of [
      [1.7e308, -1.7e308, 0],
      [5e-324, 0, 1e-323],
      [0, 0, 0],
      [1e15, 1e15 + 1, 1e15 + 2]
    ]) {
      const moments = prefixMoments(values)
      for (const row of [moments.y, moments.mean, moments.variance]) expect([...row].every(Number.isFinite)).toBe(true)
      if (values[0] !== values[1]) expect(moments.variance[2]).toBeGreaterThan(0)
    }
  })

  test('equal values have variance 0, exactly', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 1, max: 20 }), (value, n) => {
        expect([...prefixMoments(new Array(n).fill(value)).variance]).toEqual(new Array(n).fill(0))
      })
    )
  })

  test('refuses what is not finite', () => {
    expect(() => prefixMoments([1, Number.NaN])).toThrow('a sequential rule needs finite numbers, not NaN')
    expect(() => prefixMoments([Infinity])).toThrow(RangeError)
  })
})
