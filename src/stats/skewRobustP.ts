import { mean, sampleStandardDeviation } from './describe'
import { studentTTwoSidedP } from './distributions'
import { hallTransform } from './hallTransform'
import { skewness } from './skewness'

/** A t this far beyond the level is no matter of skewness, and an outlier among the values no argument against it. */
const BEYOND = 100

/**
 * Two-sided p of a mean with the skewness of the values allowed for: the smaller of p(T), T Hall's transformation of t, and
 * 100 p(t). Hall takes quantiles of the normal distribution or of the bootstrap; here T has those of t, so that without
 * skew nothing is left but Student's test. It takes out what a sample tells of its skewness, about half of the errors
 * that t makes with 10 values; the rest of the tail has not been drawn.
 *
 * @param values at least 2 finite numbers
 * @param reference the mean under the null hypothesis
 * @param pOfT of a t statistic, by the rule whose companion it is; by default the t test's
 * @example skewRobustP([1, 2, 3], 0) // 0.07417990022744855: no skew, so it is the t test's
 * @see Hall 1992; docs/skew.md for what was tried and what it costs
 */
export function skewRobustP(values: readonly number[], reference: number, pOfT?: (t: number) => number): number {
  return skewRobustTest(values, pOfT)(reference)
}

/** The same against one reference after another: what does not depend on them is computed once. */
export function skewRobustTest(
  values: readonly number[],
  pOfT: (t: number) => number = (t) => studentTTwoSidedP(t, values.length - 1)
): (reference: number) => number {
  const center = mean(values)
  const standardDeviation = sampleStandardDeviation(values)
  const g1 = skewness(values)
  return (reference) => {
    const distance = center - reference
    // Without spread too.
    const t = distance === 0 ? 0 : (distance / standardDeviation) * Math.sqrt(values.length)
    return skewRobustPOfT(t, g1, values.length, pOfT)
  }
}

/** The same of a t statistic of another making, with the skewness of what it is made of. */
export function skewRobustPOfT(t: number, g1: number | null, n: number, pOfT: (t: number) => number): number {
  return Math.min(pOfT(hallTransform(t, g1, n)), BEYOND * pOfT(t))
}
