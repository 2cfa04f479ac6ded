import { intersectLooks, looksFrom } from '../../../../src/stats/sequential/looks'

const sequenceOf = (bounds: readonly (readonly [number, number])[]) =>
  intersectLooks(
    bounds.map((_, i) => i),
    (n) => ({ lower: bounds[n]![0], upper: bounds[n]![1], level: 0.9 })
  )

describe('looks', () => {
  test('one at every number of values', () => {
    expect(looksFrom(6, 8)).toEqual([6, 7, 8])
    expect(looksFrom(9, 8)).toEqual([])
    expect(looksFrom(1, 0)).toEqual([])
  })

  test('intersect, and touch in a point without contradiction', () => {
    const looks = sequenceOf([
      [-Infinity, 3],
      [1, 5],
      [3, 7]
    ])
    expect(looks.map(({ interval }) => [interval.lower, interval.upper])).toEqual([
      [-Infinity, 3],
      [1, 3],
      [3, 3]
    ])
    expect(looks.some((look) => look.contradictory)).toBe(false)
  })

  test('contradict for good, and show their own interval then', () => {
    const looks = sequenceOf([
      [0, 1],
      [2, 3],
      [0, 4]
    ])
    expect(looks.map((look) => look.contradictory)).toEqual([false, true, true])
    expect(looks[2]!.interval).toEqual({ lower: 0, upper: 4, level: 0.9 })
  })
})
