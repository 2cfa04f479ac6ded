import type { Interval } from './interval'
import { noncentralTUpperTail } from './noncentralT'

const BISECTIONS = 60

/**
 * Interval of a standardised effect |D| from a paired sample's own d_z, by inverting the noncentral t distribution of
 * d_z sqrt(n). Of the size alone: the lower bound is 0 where the sample's sign is not sure.
 *
 * @param effect |d_z| >= 0; Infinity for a sample without spread
 * @param numPairs n, a whole number >= 2
 * @param level in (0, 1)
 * @throws RangeError outside these ranges
 * @example effectInterval(1.2, 10, 0.9) // { lower: 0.4827..., upper: 1.8692..., level: 0.9 }
 * @see Steiger & Fouladi 1997
 */
export function effectInterval(effect: number, numPairs: number, level: number): Interval {
  if (!(effect >= 0)) throw new RangeError(`an effect's size is at least 0, not ${effect}`)
  if (!(level > 0 && level < 1)) throw new RangeError(`a level inside (0, 1) is needed, not ${level}`)
  if (!Number.isSafeInteger(numPairs) || numPairs < 2) throw new RangeError(`${numPairs} pairs: at least 2 are needed`)
  if (effect === Infinity) return { lower: Infinity, upper: Infinity, level }
  const t = effect * Math.sqrt(numPairs)
  const tail = (1 - level) / 2
  const bound = (target: number) => noncentralityWith(t, numPairs - 1, target) / Math.sqrt(numPairs)
  return { lower: bound(tail), upper: bound(1 - tail), level }
}

/** The noncentrality >= 0 with which P(T > t) reaches the target, which it does ever more; 0 where it already does at 0. */
function noncentralityWith(t: number, df: number, target: number): number {
  const reaches = (noncentrality: number) => noncentralTUpperTail(t, df, noncentrality) >= target
  if (reaches(0)) return 0
  let low = 0
  let high = Math.max(1, t)
  while (!reaches(high)) high *= 2
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2
    if (reaches(middle)) high = middle
    else low = middle
  }
  return high
}
