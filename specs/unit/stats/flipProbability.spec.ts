import fc from 'fast-check'
import { flipProbability, unpairedFlipProbability } from '../../../src/stats/flipProbability'

describe('flipProbability', () => {
  test('Phi(-mean/s) and the counted share', () => {
    // scipy.stats.norm.cdf(-1/numpy.std([1, 2, 3, -2], ddof=1)), SciPy 1.17.1
    expect(flipProbability([1, 2, 3, -2]).normal).toBeCloseTo(0.32171442178181026, 12)
    expect(flipProbability([1, 2, 3, -2]).counted).toBe(0.25)
  })

  test('a difference of 0 counts half', () => {
    expect(flipProbability([-1, -2, 0, 0]).counted).toBe(0.25)
  })

  test('without spread a single run tells the same; without an effect it tells nothing', () => {
    expect(flipProbability([-0.5, -0.5, -0.5])).toEqual({ normal: 0, counted: 0 })
    expect(flipProbability([1, -1, 2, -2])).toEqual({ normal: 0.5, counted: 0.5 })
    expect(flipProbability([0, 0])).toEqual({ normal: 0.5, counted: 0.5 })
  })

  test('order, sign and scale change nothing, and it never exceeds a half by the normal', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 2, maxLength: 12 }), (values) => {
        const flip = flipProbability(values)
        expect(flipProbability([...values].reverse()).counted).toBe(flip.counted)
        expect(flipProbability(values.map((x) => -8 * x))).toEqual({
          normal: expect.closeTo(flip.normal, 12),
          counted: flip.counted
        })
        expect(flip.normal).toBeLessThanOrEqual(0.5)
      })
    )
  })

  test('needs two', () => expect(() => flipProbability([1])).toThrow(RangeError))
})

describe('unpairedFlipProbability', () => {
  test('brute force over i != j', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer(), fc.integer()), { minLength: 2, maxLength: 8 }), (pairs) => {
        const [a, b] = [pairs.map(([x]) => x % 5), pairs.map(([, y]) => y % 5)]
        const direction = Math.sign(b.reduce((sum, y, i) => sum + y - a[i]!, 0))
        let [opposite, ties, all] = [0, 0, 0]
        for (let i = 0; i < a.length; i++) {
          for (let j = 0; j < b.length; j++) {
            if (i === j) continue
            all++
            if (b[j] === a[i]) ties++
            else if (Math.sign(b[j]! - a[i]!) !== direction) opposite++
          }
        }
        const expected = direction === 0 ? 0.5 : (opposite + ties / 2) / all
        expect(unpairedFlipProbability(a, b).counted).toBeCloseTo(expected, 13)
      })
    )
  })

  test('a shared shift of the pairs hides an effect from those who do not pair', () => {
    const a = [0, 10, 20, 30]
    const b = a.map((value) => value + 1)
    expect(flipProbability(b.map((value, i) => value - a[i]!)).counted).toBe(0)
    expect(unpairedFlipProbability(a, b).counted).toBe(0.5)
    // Both arms have the standard deviation 12.909...; scipy.stats.norm.cdf(-1/18.257418583505537)
    expect(unpairedFlipProbability(a, b).normal).toBeCloseTo(0.47815995195775174, 12)
  })

  test('without spread: 0, or a half without an effect', () => {
    expect(unpairedFlipProbability([1, 1], [2, 2])).toEqual({ normal: 0, counted: 0 })
    expect(unpairedFlipProbability([1, 1], [1, 1])).toEqual({ normal: 0.5, counted: 0.5 })
  })

  test('refuses samples of different sizes', () => {
    expect(() => unpairedFlipProbability([1, 2], [1, 2, 3])).toThrow(RangeError)
    expect(() => unpairedFlipProbability([1], [2])).toThrow(RangeError)
  })
})
