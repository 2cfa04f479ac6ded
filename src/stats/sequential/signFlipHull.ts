import { bracketOf, findCrossing } from './findCrossing'
import type { SignFlipE } from './signFlipE'

/** Resolution of a bound, as a share of `scale`. Far below what any report prints, far above rounding. */
const RESOLUTION = 1e-10
/** A side that cannot be excluded this far out, in units of `scale`, is infinite. */
const FAR = 1e12
/** Stretches are cut this far from their inner end: closer to the crossing the bound must be sharper. */
const CUT = 0.2

/**
 * The largest m in [from, to] with max_j E_j(m) < threshold, or null where there is none.
 *
 * E is not unimodal in m, so a root alone proves nothing: every stretch that the search leaves out has been excluded by
 * a lower bound of E that holds on the whole of it (`SignFlipE.leastOn`), cutting the stretch until the bound is sharp
 * enough. Roots only serve to cut it where that is easiest: just outside the crossing. The answer lies outside the true
 * one, never inside, and by no more than the resolution: a stretch that short that cannot be excluded counts as inside.
 *
 * @param from -Infinity allowed
 * @param to Infinity allowed
 * @param firstLook the maximum runs over firstLook <= j <= n
 * @param scale a length to which the resolution relates, > 0
 */
export function largestMember(
  process: SignFlipE,
  from: number,
  to: number,
  firstLook: number,
  threshold: number,
  scale: number
): number | null {
  const resolution = RESOLUTION * scale
  const excess = (m: number): number => Math.log(process.at(m, firstLook) / threshold)
  const isExcluded = (a: number, b: number): boolean => process.leastOn(a, b, firstLook, threshold) >= threshold

  /** From a, a member, to b, none. */
  const searchBeyond = (a: number, b: number): number => {
    const { outside } = findCrossing(excess, bracketOf(excess, a, b), resolution / 2)
    return outside === b || isExcluded(outside, b) ? outside : (searchParts(outside, b) ?? outside)
  }
  /** From a to b, no member, where the whole could not be excluded. It finds something if a is a member. */
  const searchParts = (a: number, b: number): number | null => {
    const isFar = (a === -Infinity && b < -FAR * scale) || (b === Infinity && a > FAR * scale)
    const cut = cutOf(a, b, scale)
    // Neighbouring numbers have no cut between them.
    if (isFar || b - a <= resolution || cut === a || cut === b) return b
    if (!isExcluded(cut, b)) {
      if (excess(cut) < 0) return b === Infinity ? searchParts(cut, b) : searchBeyond(cut, b)
      const found = searchParts(cut, b)
      if (found !== null) return found
    }
    return isExcluded(a, cut) ? null : searchParts(a, cut)
  }
  const searchClosed = (a: number, b: number): number | null => {
    // The bound of an earlier look lies just outside of it; where nothing is new there it stays as it is.
    if (excess(b) < 0 || (b - resolution > a && excess(b - resolution) < 0)) return b
    if (isExcluded(a, b)) return null
    if (excess(a) < 0 && b < Infinity) return searchBeyond(a, b)
    return searchParts(a, b)
  }

  // E jumps at the origin, so that no stretch may have it inside.
  if (to > 0) {
    const found = searchClosed(Math.max(from, Number.MIN_VALUE), to)
    if (found !== null) return found === Number.MIN_VALUE ? 0 : found
  }
  if (from <= 0 && to >= 0 && excess(0) < 0) return 0
  return from < 0 ? searchClosed(from, Math.min(to, -Number.MIN_VALUE)) : null
}

/** A point between, or a step of doubling length towards infinity. */
function cutOf(a: number, b: number, scale: number): number {
  if (b === Infinity) return a < scale ? scale : 2 * a
  if (a === -Infinity) return b > -scale ? -scale : 2 * b
  return a + (b - a) * CUT
}
