import type { Interval } from '../interval'
import { criticalValue, leastAlpha, type SpendingFunction } from './groupSequentialBoundary'
import { GROUP_SEQUENTIAL_LOOKS } from './groupSequentialLooks'
import { intersectLooks } from './looks'
import { type PrefixMoments, prefixMoments, toCoordinate } from './prefixMoments'
import { requireAlpha, requireFinite, requireFirstLook } from './requirements'
import type { SequentialMethod } from './types'

/**
 * Group-sequential t test for the mean of normal values, looks at n = 6, 9, 13, 19, 30. Decides at a look where |t| >=
 * its critical value; the intervals mean +- critical value x s/sqrt(n) hold jointly at 1 - alpha. The error is spent as
 * a function of the share n/30 of the budget: `pocock` alpha ln(1 + (e - 1) n/30), `obrien-fleming`
 * 2(1 - Phi(z_{alpha/2}/sqrt(n/30))), in total over both sides (packages that spend alpha/2 a side differ). The critical
 * values are those of t, not of z.
 *
 * p is the smallest alpha whose boundary has been crossed, between 5e-6 and 0.5; 1 above.
 *
 * @param name of the spending function: `pocock` or `obrien-fleming`
 * @param firstLook looks below this n are left out, which only makes errors rarer
 * @example groupSequential('pocock').looks(20) // [6, 9, 13, 19]
 * @see Lan & DeMets 1983; Jennison & Turnbull 2000
 */
export function groupSequential(name: SpendingFunction, firstLook = 1): SequentialMethod {
  requireFirstLook(firstLook)
  const looks = (max: number): number[] => GROUP_SEQUENTIAL_LOOKS.filter((n) => firstLook <= n && n <= max)
  return {
    name,
    looks,
    sequence: (values, alpha) => {
      requireAlpha(alpha)
      requireFinite(values)
      const ownInterval = (n: number): Interval => {
        const { origin, unit, mean, variance } = prefixMoments(values.slice(0, n))
        // s/sqrt(n) from the variance with n in its denominator
        const halfWidth = criticalValue(name, n, alpha) * Math.sqrt(variance[n - 1]! / (n - 1))
        const [lower, upper] = [mean[n - 1]! - halfWidth, mean[n - 1]! + halfWidth]
        return { lower: origin + lower * unit, upper: origin + upper * unit, level: 1 - alpha }
      }
      return intersectLooks(looks(values.length), ownInterval)
    },
    p: (values, reference) => {
      requireFinite([reference])
      const moments = prefixMoments(values)
      return looks(values.length).reduce(
        (p, n) => Math.min(p, leastAlpha(name, n, absoluteT(moments, n, reference))),
        1
      )
    },
    pOfT: (n, t) => leastAlpha(name, n, Math.abs(t))
  }
}

function absoluteT(moments: PrefixMoments, n: number, reference: number): number {
  const distance = Math.abs(moments.mean[n - 1]! - toCoordinate(moments, reference))
  return distance === 0 ? 0 : distance / Math.sqrt(moments.variance[n - 1]! / (n - 1))
}
