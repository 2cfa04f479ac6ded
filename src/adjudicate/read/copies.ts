import { canonicalJson } from '../../json/canonical'
import { groupBy } from '../../json/groupBy'
import type { LeftOut } from '../types'
import type { ReadRun } from './readRun'

/** Runs that agree in so many digits are one: nothing random repeats itself by that much. */
const ENOUGH_DIGITS = 12
/** A warning names no more runs. */
const MOST_NAMED = 12

export interface WithoutCopies {
  readonly runs: readonly ReadRun[]
  readonly leftOut: readonly LeftOut[]
  readonly warnings: readonly string[]
}

/**
 * Runs of one arm, group and setting with the same values at the same epochs are copies of one run (a link to the latest
 * one, a second download, a folder copied before a change), and count once. Where the values are so few or so short
 * that they may be equal by chance, all count, and a warning names them.
 */
export function withoutCopies(runs: readonly ReadRun[]): WithoutCopies {
  const equal = groupBy(runs, ({ arm, group, setting, series }) =>
    canonicalJson([arm, group, setting, Object.entries(series).map(textOf)])
  )
  const kept: ReadRun[] = []
  const leftOut: LeftOut[] = []
  const warnings: string[] = []
  for (const [first, ...copies] of equal.values()) {
    kept.push(first!)
    if (copies.length === 0) continue
    const rest = copies.length >= MOST_NAMED ? ` and ${copies.length + 1 - MOST_NAMED} more` : ''
    const named = [first!, ...copies].slice(0, MOST_NAMED).map(({ origin }) => origin)
    const names = named.join(', ') + rest
    if (numDigits(first!) < ENOUGH_DIGITS) {
      for (const copy of copies) kept.push(copy)
      warnings.push(`these logs of ${first!.arm} hold the same values, and may be copies of one run: ${names}`)
      continue
    }
    for (const { origin } of copies) leftOut.push({ origin, why: `a copy of ${first!.origin}` })
    warnings.push(`these logs of ${first!.arm} hold the same values at every epoch, and count as one run: ${names}`)
  }
  return { runs: kept, leftOut, warnings }
}

/** As texts, since NaN and infinities are values too. */
function textOf([metric, { epochs, values }]: [string, ReadRun['series'][string]]): string[] {
  return [metric, epochs.join(), values.join()]
}

/** Significant ones, of the different values of the metric that has most. */
function numDigits({ series }: ReadRun): number {
  const digitsOf = (value: number) =>
    Number.isFinite(value) ? String(value).replace(/^-?0\.0*|e.*|\D/g, '').length : 0
  return Math.max(
    ...Object.values(series).map(({ values }) => [...new Set(values)].reduce((sum, value) => sum + digitsOf(value), 0))
  )
}
