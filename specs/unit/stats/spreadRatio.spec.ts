import { readFileSync } from 'node:fs'
import path from 'node:path'
import seedrandom from 'seedrandom'
import { normalStream } from '../../../src/random/streams'
import { pitmanMorganP, spreadPseudoValues, spreadSwapP } from '../../../src/stats/spreadRatio'
import { tInterval } from '../../../src/stats/tInterval'
import { tTest } from '../../../src/stats/tTest'
import { relativeError } from './golden'

interface Row {
  readonly name: string
  readonly a: readonly number[]
  readonly b: readonly number[]
  readonly pseudoValues: readonly number[]
  readonly jackknifeP: number
  readonly interval: readonly [number, number]
  readonly pitmanMorgan: Readonly<Record<string, number>>
  readonly swap: Readonly<Record<string, number>>
}

const FILE = path.resolve(__dirname, '../../../fixtures/golden/stats/spread.json')
const { rows } = JSON.parse(readFileSync(FILE, 'utf8')) as { readonly rows: readonly Row[] }
const noDraws = () => {
  throw new Error('nothing is drawn')
}

describe.each(rows)('SciPy: $name', ({ a, b, pseudoValues, jackknifeP, interval, pitmanMorgan, swap }) => {
  const own = spreadPseudoValues(a, b)

  test('the jackknife', () => {
    own.forEach((value, index) => {
      expect(value).toBeCloseTo(pseudoValues[index]!, 10)
    })
    expect(relativeError(tTest(own, -0.1).twoSided, jackknifeP)).toBeLessThan(1e-9)
    expect(tInterval(own, 0.95).lower).toBeCloseTo(interval[0], 9)
    expect(tInterval(own, 0.95).upper).toBeCloseTo(interval[1], 9)
  })

  test.each(Object.entries(pitmanMorgan))('Pitman and Morgan against %s', (ratio, p) => {
    expect(relativeError(pitmanMorganP(a, b, Number(ratio))!, p)).toBeLessThan(1e-9)
  })

  test.each(Object.entries(swap))('swaps against %s', (ratio, p) => {
    expect(spreadSwapP(a, b, Number(ratio), noDraws)).toBe(p)
  })
})

describe('the tests of a ratio of spreads', () => {
  const normal = normalStream(seedrandom.alea('specs/spreadRatio'))
  const draw = (n: number) => Array.from({ length: n }, normal)

  test('swapping the arms turns the ratio round', () => {
    const [a, b] = [draw(9), draw(9)]
    const back = spreadPseudoValues(b, a)
    spreadPseudoValues(a, b).forEach((value, index) => {
      expect(value).toBeCloseTo(-back[index]!, 9)
    })
    expect(spreadSwapP(a, b, 0.3, noDraws)).toBe(spreadSwapP(b, a, -0.3, noDraws))
    expect(pitmanMorganP(a, b, 0.3)).toBeCloseTo(pitmanMorganP(b, a, -0.3)!, 12)
  })

  test('units and places do not matter, however large', () => {
    const [a, b] = [draw(8), draw(8)]
    const [c, d] = [a, b].map((values) => values.map((value) => 2 ** 400 * (value + 3))) as [number[], number[]]
    expect(spreadSwapP(c, d, 0, noDraws)).toBe(spreadSwapP(a, b, 0, noDraws))
    expect(pitmanMorganP(c, d, 0)).toBeCloseTo(pitmanMorganP(a, b, 0)!, 10)
    expect(spreadPseudoValues(c, d)[3]).toBeCloseTo(spreadPseudoValues(a, b)[3]!, 9)
  })

  test('drawn swaps say what all of them say', () => {
    const [a, b] = [draw(18), draw(18).map((value) => 0.6 * value)]
    const exact = spreadSwapP(a, b, 0, noDraws)
    // A pair without spread of its own changes neither correlation, and is one too many to look at all swaps.
    const more = (values: readonly number[]) => [...values, values.reduce((sum, value) => sum + value, 0) / 18]
    const drawn = spreadSwapP(more(a), more(b), 0, seedrandom.alea('specs/spreadRatio/draws'))
    expect(Math.abs(drawn - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / 9_999) + 0.01)
    expect(exact).toBeGreaterThan(0.001)
  })

  test('no more than its smallest p, and 1 where nothing differs', () => {
    const far = [1, 2, 3, 4, 5, 7].map((value, index) => (index % 2 === 0 ? 1 : -1) * value)
    expect(
      spreadSwapP(
        far,
        draw(6).map((value) => value / 1e6),
        0,
        noDraws
      )
    ).toBe(2 ** -5)
    expect(spreadSwapP(far, far, 0, noDraws)).toBe(1)
    expect(pitmanMorganP(far, far, 0)).toBeNull()
  })

  test('refuses what are no pairs', () => {
    expect(() => spreadPseudoValues([1, 2], [1, 2])).toThrow(/3 pairs, not 2/)
    expect(() => spreadSwapP([1, 2, 3], [1, 2], 0, noDraws)).toThrow(/differ in size/)
  })
})
