import { latinSquareSeeds, oneStreamSeeds } from '../../../src/sensitivity/seedDesigns'

const STREAMS = ['init', 'order', 'dropout'] as const

describe('latinSquareSeeds', () => {
  it.each([5, 6, 7])('of size %i holds each dropout seed once in every row and column', (size) => {
    const square = latinSquareSeeds(size, 0, true)
    const all = [...Array(size).keys()]
    for (let k = 0; k < size; k++) {
      expect(square[k]!.map(({ dropout }) => dropout).sort()).toEqual(all)
      expect(square.map((row) => row[k]!.dropout).sort()).toEqual(all)
      expect(square[k]!.map(({ init }) => init)).toEqual(all.map(() => k))
      expect(square.map((row) => row[k]!.order)).toEqual(all.map(() => k))
    }
  })

  it('holds every pair of init and order seeds once, from the first seed on', () => {
    const cells = latinSquareSeeds(5, 1000, true).flat()
    expect(new Set(cells.map(({ init, order }) => `${init} ${order}`)).size).toBe(25)
    expect(Math.min(...cells.map(({ dropout }) => dropout))).toBe(1000)
    expect(cells[0]).toEqual({ init: 1000, order: 1000, dropout: 1000, problem: 1000 })
  })

  it('without dropout has ordinary pairs on its diagonal', () => {
    const square = latinSquareSeeds(5, 0, false)
    for (let k = 0; k < 5; k++) expect(square[k]![k]).toEqual({ init: k, order: k, dropout: k, problem: k })
  })

  it.each([
    [0, 0],
    [2.5, 0],
    [5, -1],
    [5, 0.5]
  ])('refuses size %p from seed %p', (size, first) => {
    expect(() => latinSquareSeeds(size, first, true)).toThrow(RangeError)
  })
})

describe('oneStreamSeeds', () => {
  it.each(STREAMS)('varies %s and holds the streams that are drawn from', (stream) => {
    const seeds = oneStreamSeeds(stream, 4, 7, STREAMS)
    expect(seeds.map((s) => s[stream])).toEqual([7, 8, 9, 10])
    for (const other of STREAMS.filter((name) => name !== stream)) {
      expect(seeds.map((s) => s[other])).toEqual([7, 7, 7, 7])
    }
  })

  it('shares its runs with the square: the first column for init, the first row for order', () => {
    const square = latinSquareSeeds(5, 0, false)
    const drawn = ['init', 'order'] as const
    expect(oneStreamSeeds('init', 5, 0, drawn)).toEqual(square.map((row) => row[0]))
    expect(oneStreamSeeds('order', 5, 0, drawn)).toEqual(square[0])
  })
})
