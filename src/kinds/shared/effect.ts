import type { Interval } from '../../stats/interval'
import { agreeingRound } from '../../text/agreeingRound'
import type { MeanAnalysis } from './types'

/** What was measured of a claim. */
export interface Effect {
  /** What one unit of `value` is: effects of one hypothesis can be compared where it is the same. */
  readonly unit: string
  /** null where too little was measured, or no one number says it. */
  readonly value: number | null
  readonly interval: Interval | null
  /** Pairs (of a map: at each setting), seeds, runs or starting points that it speaks of; null where nothing was run. */
  readonly n: number | null
  /**
   * As people read it; null where too little was measured.
   *
   * @param digits significant, more where it takes them
   * @param isShort without what stands beside it: what is counted, and the space before a percent sign
   */
  readonly words: (digits: number, isShort?: boolean) => string | null
  /** An end of the interval in words; left out where there is never one. @param isShort without the unit of the effect */
  readonly bound?: (end: number, digits: number, isShort?: boolean) => string
}

/** An effect in the unit in which people read it; – where there is none. */
export interface EffectWords {
  readonly effect: string
  readonly interval: string
  /** As of the effect itself. */
  readonly n: number | null
}

/**
 * The effect with its interval. Rounded numbers stay on the side of 0 and of the margin (or of the share to exceed, the
 * bounds of the range) on which they are, so that a table never contradicts its verdict.
 *
 * @param digits significant digits, more where that takes them
 */
export function effectWords(effect: Effect, digits = 3): EffectWords {
  return { effect: effect.words(digits) ?? '–', interval: intervalWords(effect, digits) ?? '–', n: effect.n }
}

/** The same in one text: without the interval, or empty, where there is none. */
export function effectText(effect: Effect, digits = 3, isShort = false): string {
  return [effect.words(digits, isShort), intervalWords(effect, digits, isShort)]
    .filter((part) => part !== null)
    .join(' ')
}

function intervalWords({ interval, bound }: Effect, digits: number, isShort = false): string | null {
  if (interval === null || bound === undefined) return null
  return `[${bound(interval.lower, digits, isShort)}, ${bound(interval.upper, digits, isShort)}]`
}

/** So many of all, as `3/5 starts`. @param n of which it speaks; null where nothing was run */
export function countEffect(part: number, whole: number, name: string, n: number | null = whole): Effect {
  return { unit: name, value: part, interval: null, n, words: countWords(part, whole, name) }
}

export function countWords(part: number, whole: number, name: string): Effect['words'] {
  return (_, isShort = false) => (isShort ? `${part}/${whole}` : `${part}/${whole} ${name}`)
}

/** The mean of one number a seed. @param references on whose side rounding leaves it */
export function meanEffect(
  name: string,
  { mean, interval, numSeeds: n }: MeanAnalysis,
  references: readonly number[]
): Effect {
  const print = (value: number, digits: number) => agreeingRound(value, references, digits)
  const words = (digits: number) => (mean === null || interval === null ? null : `${name} ${print(mean, digits)}`)
  return { unit: name, value: mean, interval: mean === null ? null : interval, n, words, bound: print }
}
