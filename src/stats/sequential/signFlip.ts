import type { Interval } from '../interval'
import { looksFrom } from './looks'
import { mixtureTP } from './mixtureT'
import { type PrefixMoments, prefixMoments, toCoordinate } from './prefixMoments'
import { requireAlpha, requireFinite, requireFirstLook } from './requirements'
import { SignFlipE } from './signFlipE'
import { largestMember } from './signFlipHull'
import type { SequentialLook, SequentialMethod } from './types'

/**
 * The sequential sign-flip e-process for the centre of symmetry of a sample: it needs symmetry and nothing else. Its
 * confidence set after n values is {m : E_j(m) < 1/alpha at every look j <= n}; reported is the hull of that set. At
 * alpha .05 both sides are infinite below n = 6, since E_n <= 2^n/2.
 *
 * @param firstLook looks begin here, >= 1; E_n always uses every value
 * @example signFlipProcess().p([1, 2, 3, 4, 5, 6, 7], 0) // 0.0204...: 1/E_7(0)
 * @see the process: `SignFlipE`; the error rate over all looks: Ville 1939
 */
export function signFlipProcess(firstLook = 1): SequentialMethod {
  requireFirstLook(firstLook)
  return {
    name: 'sign-flip',
    looks: (max) => looksFrom(firstLook, max),
    sequence: (values, alpha) => sequence(values, alpha, firstLook),
    p: (values, reference) => Math.min(1, 1 / largestE(values, reference, firstLook)),
    // The signs have no t; the mixture over effects has much the same reach.
    pOfT: mixtureTP
  }
}

/**
 * E_n(reference) after all n values: how much the data speak against symmetry about the reference; at most 2^n/2.
 *
 * @param values finite; none gives 1
 * @param reference the centre of symmetry under the null hypothesis
 * @throws RangeError where a value is not finite
 * @example signFlipE([1, 2, 3, 4, 5, 6, 7], 0) // 48.8...
 */
export function signFlipE(values: readonly number[], reference: number): number {
  return values.length === 0 ? 1 : largestE(values, reference, values.length)
}

function largestE(values: readonly number[], reference: number, firstLook: number): number {
  requireFinite([reference])
  const moments = prefixMoments(values)
  return new SignFlipE(moments).at(toCoordinate(moments, reference), firstLook)
}

function sequence(values: readonly number[], alpha: number, firstLook: number): SequentialLook[] {
  requireAlpha(alpha)
  requireFinite(values)
  let hull: Offsets | null = EVERYTHING
  return looksFrom(firstLook, values.length).map((n) => {
    const moments = prefixMoments(values.slice(0, n))
    hull = hull === null ? null : hullWithin(moments, hull, firstLook, 1 / alpha)
    const shown = hull ?? hullWithin(moments, EVERYTHING, n, 1 / alpha) ?? EVERYTHING
    const interval: Interval = {
      lower: moments.origin + shown.lower,
      upper: moments.origin + shown.upper,
      level: 1 - alpha
    }
    return { n, interval, contradictory: hull === null }
  })
}

/** Bounds as distances from the first value: exact from look to look, whatever the unit. */
interface Offsets {
  readonly lower: number
  readonly upper: number
}

const EVERYTHING: Offsets = { lower: -Infinity, upper: Infinity }

function hullWithin(moments: PrefixMoments, outer: Offsets, firstLook: number, threshold: number): Offsets | null {
  const { unit, y } = moments
  const [from, to] = [outer.lower / unit, outer.upper / unit]
  const range = y.reduce((max, v) => Math.max(max, v), 0) - y.reduce((min, v) => Math.min(min, v), 0)
  const scale = Number.isFinite(to - from) ? to - from : range || 1
  const upper = largestMember(new SignFlipE(moments), from, to, firstLook, threshold, scale)
  if (upper === null) return null
  const mirrored = { ...moments, y: moments.y.map((v) => -v), mean: moments.mean.map((v) => -v) }
  const least = largestMember(new SignFlipE(mirrored), -upper, -from, firstLook, threshold, scale)
  // The search for the upper bound has found a member, or a stretch too short to tell.
  return { lower: least === null ? outer.lower : -least * unit, upper: upper * unit }
}
