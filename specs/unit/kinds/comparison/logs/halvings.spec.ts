import { halvings } from '../../../../../src/kinds/comparison/logs/halvings'

describe('halvings', () => {
  it.each([
    [4, 6],
    [5, 10],
    [9, 126],
    [10, 252]
  ])('lists all of %d places: %d', (n, number) => {
    const ways = halvings(n)
    expect(new Set(ways.map(String)).size).toBe(number)
    for (const way of ways) expect(new Set(way).size).toBe(Math.ceil(n / 2))
  })

  it('draws 200 of more, the same each time, each place in about half', () => {
    const ways = halvings(20)
    expect(ways).toHaveLength(200)
    expect(halvings(20)).toEqual(ways)
    for (const way of ways) {
      expect(way).toHaveLength(10)
      expect(new Set(way).size).toBe(10)
    }
    for (let place = 0; place < 20; place++) {
      // 100 of 200, with 4 standard deviations of sqrt(200/4) = 7.1.
      expect(Math.abs(ways.filter((way) => way.includes(place)).length - 100)).toBeLessThan(29)
    }
  })
})
