import fc from 'fast-check'
import { cliffsDelta } from '../../../src/stats/cliffsDelta'
import { readGolden } from './golden'

describe('cliffsDelta', () => {
  test.each(readGolden('tests').descriptions)("SciPy's Mann-Whitney U: $values", ({ values, other, somersD }) => {
    expect(cliffsDelta(values, other)).toBeCloseTo(somersD, 14)
  })

  test('samples of unequal size, swapped and moved apart', () => {
    const sample = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const delta = cliffsDelta(a, b)
        expect(cliffsDelta(b, a) + delta).toBe(0)
        expect(cliffsDelta([...a].reverse(), b)).toBe(delta)
        expect(
          cliffsDelta(
            a,
            b.map((x) => x - 100)
          )
        ).toBe(-1)
      })
    )
  })

  test('the documented example; refuses nothing', () => {
    // 12 pairs: 2 ties at 2 and 3, 1 lower (3 against 2), 9 higher: (9 - 1)/12.
    expect(cliffsDelta([1, 2, 3], [2, 3, 4, 5])).toBeCloseTo(8 / 12, 15)
    expect(() => cliffsDelta([], [1])).toThrow(RangeError)
  })
})
