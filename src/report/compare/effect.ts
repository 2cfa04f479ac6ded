import { canonicalJson } from '../../json/canonical'
import type { Effect } from '../../kinds/shared/effect'
import type { Interval } from '../../stats/interval'
import type { JudgedClaim } from '../data/types'
import { effectOf } from '../words'
import type { EffectChange } from './types'

/**
 * How the effect of a claim moved between two reports.
 *
 * @returns null where one of both has none, or they are of another hypothesis, and so not of one thing
 */
export function effectChange(older: Judged, newer: Judged): EffectChange | null {
  if (canonicalJson(older.claim.hypothesis) !== canonicalJson(newer.claim.hypothesis)) return null
  const before = measuredOf(older)
  const after = measuredOf(newer)
  if (before === null || after === null || before.unit !== after.unit) return null
  return {
    position: positionOf(before, after),
    older: before.value,
    newer: after.value,
    olderInterval: before.interval,
    newerInterval: after.interval
  }
}

type Judged = Pick<JudgedClaim, 'claim'> & { readonly judgement: Pick<JudgedClaim['judgement'], 'analysis'> }

/** Whether an effect moved by more than the older interval allows. */
export function hasMoved({ position }: EffectChange): boolean {
  return position === 'moved' || position === 'apart' || position === 'other'
}

function positionOf(before: Measured, after: Measured): EffectChange['position'] {
  const [older, newer] = [before.interval, after.interval]
  const sameValue = Object.is(before.value, after.value)
  if (sameValue && older?.lower === newer?.lower && older?.upper === newer?.upper) return 'same'
  if (older === null) return sameValue || (newer !== null && holds(newer, before.value)) ? 'within' : 'other'
  if (holds(older, after.value)) return 'within'
  return newer !== null && (newer.upper < older.lower || older.upper < newer.lower) ? 'apart' : 'moved'
}

function holds({ lower, upper }: Interval, value: number): boolean {
  return lower <= value && value <= upper
}

type Measured = Effect & { readonly value: number }

function measuredOf({ claim, judgement }: Judged): Measured | null {
  const effect = effectOf(claim, judgement)
  const { value } = effect
  return value === null ? null : { ...effect, value }
}
