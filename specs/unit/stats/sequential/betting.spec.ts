import { betting, bettingLogCapital } from '../../../../src/stats/sequential/betting'
import { readSequentialGolden } from './golden'
import { meanOverOutcomes } from './meanOverSigns'

/** Differences of two kinds whose mean is `mean`: all sequences of n of them, weighted. */
function meanCapital(n: number, [low, high]: [number, number], statistic: (values: number[]) => number): number {
  const share = (0.1 - low) / (high - low)
  return meanOverOutcomes(n, share, (ones) => statistic(ones.map((one) => (one ? high : low))))
}
const both = (values: number[]): number =>
  Math.exp(bettingLogCapital(values, 0.1, 1)) + Math.exp(bettingLogCapital(values, 0.1, -1))

describe('bettingLogCapital', () => {
  const { values, logCapital } = readSequentialGolden().betting
  test.each(logCapital)('reference %f, side %f: %f by the definition in 50 digits', (...row) => {
    const [reference, side, expected] = row as unknown as [number, 1 | -1, number]
    expect(bettingLogCapital(values, reference, side)).toBeCloseTo(expected, 12)
  })

  test.each<[number, [number, number]]>([
    [1, [-1, 1]],
    [6, [-0.2, 0.7]],
    [10, [-1, 1]],
    [10, [0, 0.11]]
  ])('the two players together start with 1 and keep it on average: %i differences of %j', (n, kinds) => {
    expect(meanCapital(n, kinds, both)).toBeCloseTo(1, 12)
  })

  test('a mutant that counts the better player for both is rejected by the same test', () => {
    const better = (values: number[]): number =>
      2 * Math.exp(Math.max(bettingLogCapital(values, 0.1, 1), bettingLogCapital(values, 0.1, -1)))
    expect(meanCapital(6, [-0.2, 0.7], better)).toBeGreaterThan(1.01)
  })
})

describe('betting', () => {
  test('30 pairs show a difference of .14, but none of .13', () => {
    const at = (difference: number): number => betting().p(new Array(30).fill(difference), 0)
    expect(at(0.13)).toBeGreaterThan(0.05)
    expect(at(0.14)).toBeLessThan(0.05)
  })

  test('stays within [-1, 1], and its bounds have p = alpha', () => {
    const { values } = readSequentialGolden().betting
    const last = betting(values.length).sequence(values, 0.05)[0]!.interval
    expect(last.lower).toBeGreaterThanOrEqual(-1)
    expect(last.upper).toBeLessThanOrEqual(1)
    for (const bound of [last.lower, last.upper]) {
      if (Math.abs(bound) < 1) expect(betting(values.length).p(values, bound)).toBeCloseTo(0.05, 8)
    }
    expect(betting().sequence([0.2], 0.05)[0]!.interval).toEqual({ lower: -1, upper: 1, level: 0.95 })
  })

  test('covers the mean of two kinds of differences at every look, as often as it says', () => {
    // exact: all 2^12 sequences
    const missed = meanOverOutcomes(12, 0.4, (ones) =>
      betting().p(
        ones.map((one) => (one ? 0.9 : -0.6)),
        0
      ) <= 0.2
        ? 1
        : 0
    )
    expect(missed).toBeLessThanOrEqual(0.2)
    expect(missed).toBeGreaterThan(0)
  })

  test('all at a bound', () => {
    const looks = betting().sequence(new Array(20).fill(1), 0.05)
    expect(looks.at(-1)!.interval.upper).toBe(1)
    expect(looks.at(-1)!.interval.lower).toBeGreaterThan(0)
    expect(betting().p(new Array(20).fill(1), 1)).toBe(1)
    expect(betting().p(new Array(20).fill(-1), -1)).toBe(1)
  })

  test('refuses what is outside the bounds', () => {
    expect(() => betting().sequence([0.5, 1.01], 0.05)).toThrow('betting needs values in [-1, 1], not 1.01')
    expect(() => betting().p([0.5, -1.5], 0)).toThrow(RangeError)
    expect(() => bettingLogCapital([0.5], -1.5, 1)).toThrow(RangeError)
  })

  test('no mean of bounded values lies outside of them', () => {
    expect([betting().p([0.5], -1.5), betting().p([0.5], 1.5)]).toEqual([0, 0])
  })
})
