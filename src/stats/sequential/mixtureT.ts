import type { Interval } from '../interval'
import { intersectLooks, looksFrom } from './looks'
import { type PrefixMoments, prefixMoments, toCoordinate } from './prefixMoments'
import { requireAlpha, requireFinite, requireFirstLook } from './requirements'
import type { SequentialMethod } from './types'

/** c: standard deviation of the Gaussian mixture over the effect size. */
const MIXTURE_SCALE = 1

/**
 * Confidence sequence for the mean of normal values: a Gaussian mixture, N(0, 1), over the effect size, right-Haar
 * prior on sigma. With A = 1 + n, kappa = (sqrt(A)/alpha)^(2/n): mean +- s sqrt(((n-1)/n)(kappa - 1)/(1 - kappa/A)),
 * infinite where kappa >= A. About 3.0 times the t interval at n = 5, 1.7 times at 10.
 *
 * @param firstLook looks begin here, >= 1
 * @example mixtureT().p([1, 2, 3, 4, 5, 6, 7], 0) // 0.0418...
 * @see Wang & Ramdas 2023, arXiv 2310.03722; Pérez-Ortiz et al. 2022, arXiv 2210.08589
 */
export function mixtureT(firstLook = 1): SequentialMethod {
  requireFirstLook(firstLook)
  return {
    name: 'mixture-t',
    looks: (max) => looksFrom(firstLook, max),
    sequence: (values, alpha) => {
      requireAlpha(alpha)
      const intervalAt = (n: number): Interval => ownInterval(prefixMoments(values.slice(0, n)), alpha)
      return intersectLooks(looksFrom(firstLook, values.length), intervalAt)
    },
    p: (values, reference) => {
      requireFinite([reference])
      const moments = prefixMoments(values)
      const largest = looksFrom(firstLook, values.length).reduce(
        (max, n) => Math.max(max, logEAt(moments, n, reference)),
        0
      )
      return Math.exp(-largest)
    },
    pOfT: mixtureTP
  }
}

/**
 * min(1, 1/E_n) of a t statistic, by one look at n values.
 *
 * @example mixtureTP(10, 6) // 0.005...
 */
export function mixtureTP(n: number, t: number): number {
  return n < 2 ? 1 : Math.exp(-Math.max(0, mixtureTLogE(n, t ** 2 / (n - 1))))
}

/**
 * ln E_n = -ln(A)/2 + (n/2) ln((1 + q)/(1 + q/A)), A = 1 + n c^2, q = t^2/(n - 1).
 *
 * @param n number of values, at least 2
 * @param q t^2/(n - 1) >= 0, infinite where the values do not spread
 * @example mixtureTLogE(10, 4) // 5.297...
 */
export function mixtureTLogE(n: number, q: number): number {
  const a = 1 + n * MIXTURE_SCALE ** 2
  // (1 + q)/(1 + q/A) = A (1 + q)/(A + q), which is A at q = infinity and cancels nowhere.
  const logRatio = q < 1 ? Math.log1p(q) - Math.log1p(q / a) : Math.log(a) - Math.log1p((a - 1) / (1 + q))
  return -Math.log(a) / 2 + (n / 2) * logRatio
}

function logEAt(moments: PrefixMoments, n: number, reference: number): number {
  if (n === 1) return 0
  const distance = moments.mean[n - 1]! - toCoordinate(moments, reference)
  // t^2/(n - 1) = distance^2/variance, the variance with n in its denominator
  return mixtureTLogE(n, distance === 0 ? 0 : (distance / Math.sqrt(moments.variance[n - 1]!)) ** 2)
}

function ownInterval(moments: PrefixMoments, alpha: number): Interval {
  const { n, origin, unit } = moments
  const level = 1 - alpha
  const a = 1 + n * MIXTURE_SCALE ** 2
  const kappa = (Math.sqrt(a) / alpha) ** (2 / n)
  if (kappa >= a) return { lower: -Infinity, upper: Infinity, level }
  const center = moments.mean[n - 1]!
  const halfWidth = Math.sqrt((moments.variance[n - 1]! * (kappa - 1)) / (1 - kappa / a))
  return { lower: origin + (center - halfWidth) * unit, upper: origin + (center + halfWidth) * unit, level }
}
