import { studentTCdf } from '../../../src/stats/distributions'
import { modelConfidenceSet } from '../../../src/stats/modelConfidenceSet'

const bySeeds = (...values: number[]) => values.map((value) => [value])

describe('modelConfidenceSet', () => {
  test('of two options: the one-sided paired t, by the closed form of 2 degrees of freedom', () => {
    // Differences .5, 1, 1.5: mean 1, standard error .5/sqrt(3), t = 2 sqrt(3); P(T > t) = 1/2 - t/(2 sqrt(2 + t^2)).
    const t = 2 * Math.sqrt(3)
    const [better, worse] = modelConfidenceSet([bySeeds(1, 2, 3), bySeeds(1.5, 3, 4.5)])
    expect(better).toBe(1)
    expect(worse).toBeCloseTo(0.5 - t / (2 * Math.sqrt(2 + t * t)), 14)
  })

  test('steps down: what goes first is compared with all, what is left with fewer, and no p falls behind an earlier one', () => {
    const best = bySeeds(1, 2, 3)
    const near = bySeeds(1.5, 3, 4.5)
    const far = bySeeds(11, 12.01, 12.99)
    const [, pair] = modelConfidenceSet([best, near])
    const [first, second, third] = modelConfidenceSet([best, near, far])
    expect([first, second]).toEqual([1, pair])
    expect(third).toBeGreaterThan(0)
    expect(third).toBeLessThan(0.001)
    const swapped = modelConfidenceSet([far, near, best])
    expect(swapped).toEqual([third, second, first])
  })

  test('over seeds and blocks: the mean square of both factors less that of their interaction, by Satterthwaite', () => {
    const rows = [
      [0.9, 1.4, 1.1, 1.9],
      [0.2, 0.7, 0.9, 1.0],
      [1.5, 1.6, 2.2, 2.0]
    ]
    const zero = rows.map((row) => row.map(() => 0))
    const [, p] = modelConfidenceSet([zero, rows])
    // Sums of squares from totals, as in a table by hand.
    const all = rows.flat()
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
    const correction = sum(all) ** 2 / 12
    const seeds = sum(rows.map((row) => sum(row) ** 2 / 4)) - correction
    const blocks = sum([0, 1, 2, 3].map((block) => sum(rows.map((row) => row[block]!)) ** 2 / 3)) - correction
    const rest = sum(all.map((value) => value ** 2)) - correction - seeds - blocks
    const [s, b, e] = [seeds / 2, blocks / 3, rest / 6]
    const square = s + b - e
    const df = square ** 2 / (s ** 2 / 2 + b ** 2 / 3 + e ** 2 / 6)
    expect(p).toBeCloseTo(studentTCdf(-sum(all) / 12 / Math.sqrt(square / 12), df), 12)
  })

  test('images that differ keep settings together that seeds alone would tell apart', () => {
    const shifted = (shift: (seed: number, block: number) => number) =>
      [0, 1, 2, 3, 4].map((seed) => [0, 1, 2, 3, 4, 5].map((block) => 1 + shift(seed, block)))
    const base = shifted(() => 0)
    // Worse by .1 on the mean, by -.5 to .7 from block to block, and hardly otherwise from seed to seed.
    const other = shifted((seed, block) => 0.1 + 0.24 * (block - 2.5) + 0.001 * seed)
    const [, crossed] = modelConfidenceSet([base, other])
    const means = (rows: readonly (readonly number[])[]) =>
      rows.map((row) => [row.reduce((a, b) => a + b) / row.length])
    const [, seedsAlone] = modelConfidenceSet([means(base), means(other)])
    expect(seedsAlone).toBeLessThan(1e-6)
    expect(crossed).toBeGreaterThan(0.2)
  })

  test('equal options stay, a difference that never varies goes', () => {
    expect(modelConfidenceSet([bySeeds(1, 2), bySeeds(1, 2)])).toEqual([1, 1])
    expect(modelConfidenceSet([bySeeds(1, 2), bySeeds(2, 3)])).toEqual([1, 0])
    expect(modelConfidenceSet([bySeeds(1, 2)])).toEqual([1])
  })

  test.each([
    [[]],
    [[bySeeds(1)]],
    [[bySeeds(1, 2), bySeeds(1, 2, 3)]],
    [
      [
        bySeeds(1, 2),
        [
          [1, 2],
          [1, 2]
        ]
      ]
    ]
  ])('refuses what has no layout in common: %j', (options) => {
    expect(() => modelConfidenceSet(options)).toThrow(RangeError)
  })
})
