import type { Interval } from '../interval'
import type { SequentialLook } from './types'

/** A look after every value: firstLook, firstLook + 1, ..., max. @example looksFrom(6, 8) // [6, 7, 8] */
export function looksFrom(firstLook: number, max: number): number[] {
  return Array.from({ length: Math.max(0, max - firstLook + 1) }, (_, i) => firstLook + i)
}

/**
 * Running intersection of intervals, one at each look. Where it is empty, and ever after, the look's own interval is
 * shown and marked contradictory.
 *
 * @example intersectLooks([6, 7], (n) => ({ lower: 0, upper: n, level: 0.95 }))[1].interval.upper // 6
 */
export function intersectLooks(looks: readonly number[], intervalAt: (n: number) => Interval): SequentialLook[] {
  let lower = -Infinity
  let upper = Infinity
  return looks.map((n) => {
    const own = intervalAt(n)
    lower = Math.max(lower, own.lower)
    upper = Math.min(upper, own.upper)
    const contradictory = lower > upper
    return { n, interval: contradictory ? own : { lower, upper, level: own.level }, contradictory }
  })
}
