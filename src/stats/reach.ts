/** No claim has more seeds: the schema's limit. Beyond it a count is Infinity. */
const MOST_SEEDS = 1_000_000

/**
 * Smallest n with 2^(1-n) <= level: the smallest p of the exact sign-flip and McNemar tests. The sequential sign-flip
 * e-process, which is at most 2^n/2, reaches 1/level at the same n.
 *
 * @example minPairsSignFlip(0.05) // 6
 */
export function minPairsSignFlip(level: number): number {
  return smallest((n) => 2 ** (1 - n) <= level)
}

/**
 * Smallest n at which the mixture-t e-process can reach 1/level: however large the effect, it stays below
 * A^((n-1)/2), A = 1 + n.
 *
 * @example minPairsMixtureT(0.05) // 5
 */
export function minPairsMixtureT(level: number): number {
  return smallest((n) => (1 + n) ** ((n - 1) / 2) > 1 / level)
}

/**
 * The smallest constant difference of a metric on [0, 1] that betting can tell from 0 within n pairs: with the whole
 * capital at stake it grows by 1 + difference a pair, and half of it is bet on each side.
 *
 * @returns above 1 where no difference will do
 * @example smallestDifferenceOfBetting(0.05, 30) // 0.1308...
 */
export function smallestDifferenceOfBetting(level: number, numPairs: number): number {
  return (2 / level) ** (1 / numPairs) - 1
}

/**
 * Smallest n at which n successes of n put the Clopper-Pearson lower bound (level/2)^(1/n) above the share.
 *
 * @example minSuccesses(0.05, 0.8) // 17
 */
export function minSuccesses(level: number, share: number): number {
  // n > ln(level/2)/ln(share); no loop, since near share 1 the count is beyond the whole numbers a double tells apart.
  const n = Math.max(1, Math.floor(Math.log(level / 2) / Math.log(share)))
  return (level / 2) ** (1 / n) <= share ? n + 1 : n
}

/**
 * Smallest n at which n successes of n bring the beta-binomial e-process B(1/2 + n, 1/2)/(B(1/2, 1/2) share^n) to
 * 1/level. B(1/2 + n, 1/2)/B(1/2, 1/2) is the product of (i - 1/2)/i over i = 1..n.
 *
 * @example minSuccessesBetaBinomial(0.05, 0.8) // 24
 */
export function minSuccessesBetaBinomial(level: number, share: number): number {
  let logE = 0
  return smallest((n) => {
    logE += Math.log((n - 0.5) / n) - Math.log(share)
    return logE >= -Math.log(level)
  })
}

function smallest(isEnough: (n: number) => boolean): number {
  for (let n = 1; n <= MOST_SEEDS; n++) if (isEnough(n)) return n
  return Number.POSITIVE_INFINITY
}
