import { canonicalJson } from '../../json/canonical'
import type { Analysis } from '../../kinds'
import type { Interval } from '../../stats/interval'
import type { JudgedClaim } from '../data/types'
import type { EffectChange } from './types'

interface Effect {
  /** What one unit of it is, where the hypothesis does not say. */
  readonly scale: string
  readonly value: number
  readonly interval: Interval | null
}

/**
 * How the effect of a claim moved between two reports.
 *
 * @returns null where one of both has none, or they are of another hypothesis, and so not of one thing
 */
export function effectChange(older: Judged, newer: Judged): EffectChange | null {
  if (canonicalJson(older.claim.hypothesis) !== canonicalJson(newer.claim.hypothesis)) return null
  const before = effectOf(older.judgement.analysis)
  const after = effectOf(newer.judgement.analysis)
  if (before === null || after === null || before.scale !== after.scale) return null
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

function positionOf(before: Effect, after: Effect): EffectChange['position'] {
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

function effectOf(analysis: Analysis): Effect | null {
  switch (analysis.kind) {
    case 'paired': {
      const { theta, interval } = analysis
      return theta === null ? null : { scale: 'paired', value: theta, interval }
    }
    case 'settings': {
      const { lower, numSettings } = analysis
      return { scale: `of ${numSettings} settings`, value: lower.shown, interval: null }
    }
    case 'share':
      return { scale: 'share', value: analysis.share, interval: analysis.interval }
    case 'contrast': {
      const { onlyTreatment, onlyControl, interval } = analysis
      const differing = onlyTreatment + onlyControl
      return differing === 0 ? null : { scale: 'contrast', value: onlyTreatment / differing, interval }
    }
    case 'rate':
      if (analysis.over === 'initial-points') return { scale: 'rate', value: analysis.holding, interval: null }
      return analysis.mean === null ? null : { scale: 'slope', value: analysis.mean, interval: analysis.interval }
    case 'range':
      return analysis.mean === null ? null : { scale: 'range', value: analysis.mean, interval: analysis.interval }
    case 'grid':
      return { scale: 'grid', value: analysis.reached, interval: null }
    case 'invariant':
      return { scale: 'invariant', value: analysis.violations, interval: null }
    case 'arithmetic':
      return { scale: 'arithmetic', value: analysis.value, interval: null }
    case 'all-of':
      return null
    default:
      return analysis satisfies never
  }
}
