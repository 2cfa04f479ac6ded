import {
  minPairsMixtureT,
  minPairsSignFlip,
  minSuccesses,
  minSuccessesBetaBinomial,
  smallestDifferenceOfBetting
} from '../../../src/stats/reach'

describe('minPairs', () => {
  // Smallest n with 2^(1-n) <= 0.05/m, by hand: 2^-5 = 0.03125, 2^-8 = 0.0039, 2^-10 = 0.00098.
  it.each([
    [1, 6],
    [10, 9],
    [48, 11]
  ])('for a family of %i is %i', (size, expected) => {
    expect(minPairsSignFlip(0.05 / size)).toBe(expected)
  })

  it('takes a level that is just reached', () => {
    expect(minPairsSignFlip(2 ** -5)).toBe(6)
  })
})

describe('minPairsMixtureT', () => {
  // E_n = A^(-1/2) [(1 + q)/(1 + q/A)]^(n/2), A = 1 + n, at a q that no data exceed.
  const largestE = (n: number) => {
    const a = 1 + n
    const q = 1e12
    return a ** -0.5 * ((1 + q) / (1 + q / a)) ** (n / 2)
  }

  it.each([0.05, 0.005, 0.001])('is where the e-value of the clearest data passes 1/%d', (level) => {
    const n = minPairsMixtureT(level)
    expect(largestE(n)).toBeGreaterThan(1 / level)
    expect(largestE(n - 1)).toBeLessThan(1 / level)
  })
})

describe('minSuccesses', () => {
  // SciPy 1.17.1: next(n for n in range(1, 200) if scipy.stats.beta.ppf(0.025, n, 1) > share)
  it.each([
    [0.5, 6],
    [0.8, 17],
    [0.9, 36],
    [0.95, 72]
  ])('for a share of %f is %i', (share, expected) => {
    expect(minSuccesses(0.05, share)).toBe(expected)
  })

  it('next to a share of 1 is more seeds than anybody has, told at once', () => {
    expect(minSuccesses(0.05, 1 - 2 ** -53)).toBeGreaterThan(1e16)
  })
})

describe('minSuccessesBetaBinomial', () => {
  // SciPy 1.17.1: next(n for n in range(1, 500) if betaln(n + .5, .5) - betaln(.5, .5) - n*np.log(share) >= np.log(20))
  it.each([
    [0.5, 7],
    [0.8, 24],
    [0.9, 53],
    [0.95, 116]
  ])('for a share of %f is %i', (share, expected) => {
    expect(minSuccessesBetaBinomial(0.05, share)).toBe(expected)
  })

  it('is infinite beyond the most seeds that a claim may have', () => {
    expect(minSuccessesBetaBinomial(0.05, 1 - 2 ** -53)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('smallestDifferenceOfBetting', () => {
  it('is about 0.13 within 30 pairs', () => {
    // 40^(1/30) - 1, Python 3.11
    expect(smallestDifferenceOfBetting(0.05, 30)).toBeCloseTo(0.13084218147349858, 14)
  })

  it('is above any difference of an accuracy within 5 pairs', () => {
    expect(smallestDifferenceOfBetting(0.05, 5)).toBeGreaterThan(1)
  })
})
