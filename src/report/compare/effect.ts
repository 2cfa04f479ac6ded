import type { Analysis, Interval } from '../../verdict/types'
import type { EffectChange } from './types'

interface Effect {
  /** Effects are compared where this is the same: the kind of claim, and the bounds that its decision measures by. */
  readonly scale: string
  readonly value: number
  readonly interval: Interval | null
}

/**
 * How the effect of a claim moved between two reports.
 *
 * @returns null where one of both has none, or they are measured differently
 */
export function effectChange(older: Analysis, newer: Analysis): EffectChange | null {
  const before = effectOf(older)
  const after = effectOf(newer)
  if (before === null || after === null || before.scale !== after.scale) return null
  return {
    position: positionOf(before, after),
    older: before.value,
    newer: after.value,
    olderInterval: before.interval,
    newerInterval: after.interval
  }
}

/** Whether an effect moved by more than the older interval allows. */
export function hasMoved({ position }: EffectChange): boolean {
  return position === 'moved' || position === 'apart' || position === 'other'
}

function positionOf(before: Effect, after: Effect): EffectChange['position'] {
  const [older, newer] = [before.interval, after.interval]
  if (before.value === after.value && older?.lower === newer?.lower && older?.upper === newer?.upper) return 'same'
  if (older === null || newer === null) return before.value === after.value ? 'within' : 'other'
  if (older.lower <= after.value && after.value <= older.upper) return 'within'
  return newer.upper < older.lower || older.upper < newer.lower ? 'apart' : 'moved'
}

function effectOf(analysis: Analysis): Effect | null {
  switch (analysis.kind) {
    case 'paired': {
      const { theta, interval, delta } = analysis
      return theta === null ? null : { scale: `paired ${delta}`, value: theta, interval }
    }
    case 'settings': {
      const { lower, numSettings, delta } = analysis
      return { scale: `settings ${numSettings} ${delta}`, value: lower.shown, interval: null }
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
