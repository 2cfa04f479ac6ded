import seedrandom from 'seedrandom'
import { mean, sampleStandardDeviation } from '../../../stats/describe'
import { studentTQuantile, studentTTwoSidedP } from '../../../stats/distributions'
import { signFlipP } from '../../../stats/signFlip'
import { skewness } from '../../../stats/skewness'
import { skewRobustPOfT } from '../../../stats/skewRobustP'
import { fixedLocationTest, type LocationTest, type Side } from '../locationTest'

/** What the pairs of one seed are worth, at whatever settings it has them. */
export interface SeedBlock {
  /** S u: S times the seed's share of the average effect, so that the mean over the S seeds is the effect. */
  readonly value: number
  /** S c: S times the seed's weight in the average; 1 where every seed has a pair at every setting. */
  readonly weight: number
}

/**
 * The blocks of pairs within settings: theta is the average over the K settings of the mean effect of their n_k pairs, so
 * a pair weighs 1/(K n_k). Pairs of one seed at several settings may share what the seed does: they are one block.
 *
 * @param settings a map of effects by seed for each, none empty
 */
export function seedBlocks(settings: readonly ReadonlyMap<string, number>[]): SeedBlock[] {
  const seeds = [...new Set(settings.flatMap((pairs) => [...pairs.keys()]))]
  return seeds.map((seed) => {
    const shares = settings.flatMap((pairs) => {
      const effect = pairs.get(seed)
      return effect === undefined ? [] : [{ effect, weight: 1 / (settings.length * pairs.size) }]
    })
    // Of equal weights exactly the mean, which a sum of products need not be.
    if (shares.length === settings.length && settings.every(({ size }) => size === seeds.length)) {
      return { value: mean(shares.map(({ effect }) => effect)), weight: 1 }
    }
    const sum = (part: (share: { effect: number; weight: number }) => number) =>
      seeds.length * shares.reduce((total, share) => total + part(share), 0)
    return { value: sum(({ effect, weight }) => effect * weight), weight: sum(({ weight }) => weight) }
  })
}

/**
 * What is known of the average effect over settings from pairs by seed: theta +- t sqrt(S/(S - 1) sum (u_s - c_s theta)^2)
 * with S - 1 degrees of freedom, and the sign-flip test in which a seed flips at all its settings at once. Where every
 * seed has a pair at every setting these are the paired t interval and the sign-flip test of the seeds' averages. As of
 * pairs, p has to agree with the skewness (of the residuals) allowed for.
 *
 * @param blocks at least 2
 * @see Cameron, Gelbach & Miller 2008, for intervals by clusters
 */
export function blockedLocationTest(blocks: readonly SeedBlock[]): LocationTest {
  const values = blocks.map(({ value }) => value)
  if (blocks.every(({ weight }) => weight === 1)) return fixedLocationTest(values)
  const theta = mean(values)
  const df = blocks.length - 1
  // They add up to 0, so that their standard deviation is about 0.
  const residuals = blocks.map(({ value, weight }) => value - weight * theta)
  const error = sampleStandardDeviation(residuals) / Math.sqrt(blocks.length)
  const flipP = (reference: number) =>
    signFlipP(
      blocks.map(({ value, weight }) => value - weight * reference),
      seedrandom.alea('claimcheck/sign-flip')
    )
  const g1 = skewness(residuals)
  const tOf = (reference: number) => (theta === reference ? 0 : (theta - reference) / error)
  const pOfT = (t: number) => studentTTwoSidedP(t, df)
  const skewP = (reference: number) => skewRobustPOfT(tOf(reference), g1, blocks.length, pOfT)
  const interval = (alpha: number) => {
    const halfWidth = -studentTQuantile(alpha / 2, df) * error
    return { lower: theta - halfWidth, upper: theta + halfWidth, level: 1 - alpha }
  }
  return {
    values,
    interval,
    side: (reference, alpha): Side => {
      const { lower, upper } = interval(alpha)
      if (lower <= reference && reference <= upper) return 'open'
      if (flipP(reference) > alpha) return 'contested'
      if (skewP(reference) > alpha) return 'skewed'
      return upper < reference ? 'below' : 'above'
    },
    test: (reference) => {
      const pT = pOfT(tOf(reference))
      const [pFlip, pSkew] = [flipP(reference), skewP(reference)]
      return { pT, pFlip, pSkew, p: Math.max(pT, pFlip, pSkew) }
    }
  }
}
