import fc from 'fast-check'
import { betaBinomialLogE, betaBinomialProcess } from '../../../../src/stats/sequential/betaBinomialProcess'
import { readSequentialGolden } from './golden'
import { meanOverOutcomes } from './meanOverSigns'

const count = (ones: readonly boolean[]): number => ones.filter(Boolean).length
const logE = (ones: readonly boolean[], share: number): number => betaBinomialLogE(count(ones), ones.length, share)

describe('betaBinomialLogE', () => {
  test.each(readSequentialGolden().betaBinomial)('SciPy: %f of %f against %f: %f', (...row) => {
    const [k, n, share, expected] = row as unknown as [number, number, number, number]
    // sums of logarithms of size 500 at n = 200
    expect(Math.abs(betaBinomialLogE(k, n, share) - expected)).toBeLessThan(1e-9)
  })

  test.each([0.05, 0.5, 0.8, 0.95])('its mean under a share of %f is 1 for every n to 12', (share) => {
    for (let n = 1; n <= 12; n++) {
      expect(meanOverOutcomes(n, share, (ones) => Math.exp(logE(ones, share)))).toBeCloseTo(1, 10)
    }
  })

  test('the mean rejects mutants: another normaliser, a mixture that is no density, the wrong share', () => {
    const mean = (e: (ones: readonly boolean[]) => number): number => meanOverOutcomes(8, 0.8, e)
    expect(mean((ones) => Math.exp(logE(ones, 0.8)) * Math.PI)).toBeGreaterThan(3)
    expect(mean((ones) => Math.exp(logE(ones, 0.78)))).not.toBeCloseTo(1, 1)
    expect(mean((ones) => 1 / 0.8 ** count(ones) / 0.2 ** (8 - count(ones)) / 9)).not.toBeCloseTo(1, 2)
  })
})

describe('betaBinomialProcess', () => {
  test.each([
    [0.5, 7],
    [0.8, 24],
    [0.9, 53],
    [0.95, 116]
  ])('all successes show a share above %f from n = %i on', (share, n) => {
    const process = betaBinomialProcess(new Array(n).fill(true), share, 0.05)
    expect(process).toMatchObject({ decidedAt: n, position: 'above' })
    expect(process.p).toBeLessThanOrEqual(0.05)
    expect(betaBinomialProcess(new Array(n - 1).fill(true), share, 0.05)).toMatchObject({
      decidedAt: null,
      position: 'open'
    })
  })

  test('decides exactly where p is at most alpha', () => {
    const outcomes = fc.array(fc.boolean(), { maxLength: 60 })
    fc.assert(
      fc.property(outcomes, fc.constantFrom(0.3, 0.5, 0.8), fc.constantFrom(0.05, 0.2), (ones, share, alpha) => {
        const process = betaBinomialProcess(ones, share, alpha)
        fc.pre(Math.abs(process.p - alpha) > 1e-9)
        expect(process.position !== 'open').toBe(process.p <= alpha)
      })
    )
  })

  test('failures for successes mirrors everything', () => {
    const ones = [true, true, false, true, true, true, true, false, true, true, true]
    const [there, back] = [
      betaBinomialProcess(ones, 0.4, 0.1),
      betaBinomialProcess(
        ones.map((one) => !one),
        0.6,
        0.1
      )
    ]
    expect(back.p).toBeCloseTo(there.p, 12)
    there.looks.forEach(({ interval }, i) => {
      expect(back.looks[i]!.interval.upper).toBeCloseTo(1 - interval.lower, 10)
      expect(back.looks[i]!.interval.lower).toBeCloseTo(1 - interval.upper, 10)
    })
  })

  test('wrong decisions at the null share: exact over all sequences of 10', () => {
    const rate = meanOverOutcomes(10, 0.8, (ones) => (betaBinomialProcess(ones, 0.8, 0.2).position === 'open' ? 0 : 1))
    expect(rate).toBeGreaterThan(0)
    expect(rate).toBeLessThanOrEqual(0.2)
  })

  test('a decision stands, whatever comes later', () => {
    const process = betaBinomialProcess([...new Array(7).fill(true), ...new Array(40).fill(false)], 0.5, 0.05)
    expect(process).toMatchObject({ decidedAt: 7, position: 'above' })
    expect(process.looks.at(-1)!.contradictory).toBe(true)
  })

  test('no outcomes say nothing; a late first look; wrong arguments', () => {
    expect(betaBinomialProcess([], 0.5, 0.05)).toEqual({ looks: [], p: 1, position: 'open', decidedAt: null })
    expect(betaBinomialProcess(new Array(9).fill(true), 0.5, 0.05, 8).looks.map((look) => look.n)).toEqual([8, 9])
    expect(betaBinomialProcess([true], 0.5, 0.05).looks[0]!.interval.upper).toBe(1)
    expect(() => betaBinomialProcess([true], 1, 0.05)).toThrow(RangeError)
    expect(() => betaBinomialProcess([true], 0.5, 0)).toThrow(RangeError)
    expect(() => betaBinomialProcess([true], 0.5, 0.05, 0)).toThrow(RangeError)
    expect(() => betaBinomialLogE(3, 2, 0.5)).toThrow(RangeError)
  })
})
