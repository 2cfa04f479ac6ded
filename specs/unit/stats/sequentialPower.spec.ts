import seedrandom from 'seedrandom'
import { mixtureT } from '../../../src/stats/sequential/mixtureT'
import { signFlipProcess } from '../../../src/stats/sequential/signFlip'
import { sequentialPower } from '../../../src/stats/sequentialPower'

const study = (effect: number, maxPairs = 30) => ({ effect, alpha: 0.05, maxPairs })

describe('sequentialPower', () => {
  // Mean n of normal differences, simulated apart (40,000 studies in NumPy), the skewness allowed for: to one decimal.
  test.each([
    ['sign-flip', signFlipProcess(), 1.2, 11.8],
    ['sign-flip', signFlipProcess(), 2, 7.8],
    ['mixture-t', mixtureT(), 1.2, 11.8],
    ['mixture-t', mixtureT(), 4, 6.0]
  ] as const)('%s at an effect of %#: as known', (_name, method, effect, known) => {
    const { meanPairs, standardError, decidedShare } = sequentialPower(
      method,
      study(effect),
      seedrandom.alea('specs/sequentialPower'),
      600
    )
    expect(Math.abs(meanPairs - known)).toBeLessThan(4 * standardError + 0.1)
    expect(decidedShare).toBeGreaterThan(0.95)
  })

  test('without an effect it rarely decides, and then wrongly', () => {
    const { decidedShare, meanPairs } = sequentialPower(
      signFlipProcess(),
      study(0, 20),
      seedrandom.alea('specs/sequentialPower/0'),
      600
    )
    // 4 standard errors above alpha.
    expect(decidedShare).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / 600))
    expect(meanPairs).toBeGreaterThan(18)
  })

  test('stops at the first look that decides', () => {
    const looks = () => [3, 5, 9]
    const method = { looks, p: (values: readonly number[]) => (values.length >= 5 ? 0.01 : 1), pOfT: null }
    expect(sequentialPower(method, study(1, 9), seedrandom.alea('any'), 10)).toEqual({
      meanPairs: 5,
      standardError: 0,
      decidedShare: 1
    })
    // Not before its own t decides with the skewness allowed for.
    const skewed = { ...method, pOfT: (n: number) => (n < 9 ? 1 : 0) }
    expect(sequentialPower(skewed, study(1, 9), seedrandom.alea('any'), 10).meanPairs).toBe(9)
    const never = { looks, p: () => 1, pOfT: null }
    expect(sequentialPower(never, study(1, 12), seedrandom.alea('any'), 10)).toEqual({
      meanPairs: 12,
      standardError: 0,
      decidedShare: 0
    })
  })

  test('the same key gives the same answer; a rule without a look has none', () => {
    const once = () => sequentialPower(mixtureT(), study(1), seedrandom.alea('key'), 50)
    expect(once()).toEqual(once())
    const blind = { looks: () => [], p: () => 1, pOfT: null }
    expect(() => sequentialPower(blind, study(1), seedrandom.alea('any'), 10)).toThrow(RangeError)
  })
})
