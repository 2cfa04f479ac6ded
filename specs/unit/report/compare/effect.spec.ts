import { effectChange, hasMoved } from '../../../../src/report/compare/effect'
import type { Analysis } from '../../../../src/verdict/types'

const mean = (value: number, lower: number, upper: number): Analysis => ({
  kind: 'range',
  low: 0,
  high: 1,
  numSeeds: 10,
  diverged: 0,
  mean: value,
  standardDeviation: 1,
  interval: { lower, upper, level: 0.95 },
  reported: null,
  warnings: []
})
const grid = (reached: number): Analysis => ({ kind: 'grid', numPoints: 5, reached, unsettled: 0, warnings: [] })

describe('effectChange', () => {
  it.each([
    ['same', mean(2, 1, 3), mean(2, 1, 3), false],
    ['within', mean(2, 1, 3), mean(2.5, 1.5, 3.5), false],
    ['within', mean(2, 1, 3), mean(3, 2, 4), false],
    ['within', mean(2, 1, 3), mean(2, 1.5, 2.5), false],
    ['moved', mean(2, 1, 3), mean(3.5, 2.5, 4.5), true],
    ['apart', mean(2, 1, 3), mean(5, 4, 6), true],
    ['apart', mean(5, 4, 6), mean(2, 1, 3), true],
    ['same', grid(5), grid(5), false],
    ['other', grid(5), grid(4), true]
  ])('is %s', (position, older, newer, moved) => {
    const change = effectChange(older, newer)!
    expect(change.position).toBe(position)
    expect(hasMoved(change)).toBe(moved)
  })

  it('counts the settings of a map, and compares none with a map of others', () => {
    const map = (shown: number, numSettings = 4) =>
      ({ kind: 'settings', lower: { shown }, numSettings, delta: 0.01 }) as unknown as Analysis
    expect(effectChange(map(3), map(3))!.position).toBe('same')
    expect(effectChange(map(3), map(2))!.position).toBe('other')
    expect(effectChange(map(3), map(3, 6))).toBeNull()
  })

  it('does not compare what is measured differently', () => {
    expect(effectChange(grid(5), mean(5, 4, 6))).toBeNull()
  })
})
