import { pairsNeeded } from '../../../src/stats/pairsNeeded'
import { pairedTPower } from '../../../src/stats/power'

describe('pairsNeeded', () => {
  // The upper tail alone at alpha .05 and power .9: 44/19/10/5; R: power.t.test(delta = .5, power = .9, type = 'paired') gives 43.99.
  test.each([
    [0.5, 44],
    [0.8, 19],
    [1.2, 10],
    [2, 5]
  ])('an effect of %f standard deviations needs %i', (effect, expected) => {
    expect(pairsNeeded([effect], 0.05, 0.9, 2)).toBe(expected)
  })

  test('respects the smallest answer and is infinite where not practical', () => {
    expect(pairsNeeded([2], 0.05, 0.9, 6)).toBe(6)
    expect(pairsNeeded([0.01], 0.05, 0.9, 6)).toBe(Infinity)
    expect(pairsNeeded([0], 0.05, 0.9, 6)).toBe(Infinity)
    expect(pairsNeeded([Infinity], 0.05, 0.9, 6)).toBe(6)
  })

  // No spread to speak of: the smallest answer is enough, at whatever argument the normal distribution is asked.
  test.each([2000, 3000, 1e5, 1e9])('an effect of %f standard deviations needs the least number', (effect) => {
    expect(pairsNeeded([effect], 0.05, 0.9, 6)).toBe(6)
  })

  test('refuses what is no number', () => {
    expect(() => pairsNeeded([Number.NaN], 0.05, 0.9, 6)).toThrow(RangeError)
    expect(() => pairsNeeded([1], 0.05, Number.NaN, 6)).toThrow(RangeError)
  })

  test('two effects at once need more than one, a smaller level more than a larger', () => {
    expect(pairsNeeded([0.8, 0.8], 0.05, 0.9, 2)).toBeGreaterThan(19)
    expect(pairsNeeded([0.8], 0.01, 0.9, 2)).toBeGreaterThan(19)
  })

  test('is the smallest number that suffices, wherever the search starts', () => {
    for (const effects of [[0.2], [0.31, 0.33], [0.5, 0.5], [0.9, 4], [0.09], [0.11], [3], [0.2, Infinity]]) {
      for (const [alpha, least] of [
        [0.05, 2],
        [0.001, 11],
        [0.4, 6]
      ] as const) {
        const found = pairsNeeded(effects, alpha, 0.9, least)
        const missed = (n: number) => effects.reduce((sum, effect) => sum + 1 - pairedTPower(effect, n, alpha), 0)
        if (found < Infinity) expect(missed(found)).toBeLessThanOrEqual(0.1)
        if (found > least) expect(missed(Math.min(1000, found - 1))).toBeGreaterThan(0.1)
      }
    }
  })
})
