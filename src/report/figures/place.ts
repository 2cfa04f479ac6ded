import { showOf } from '../../kinds'
import type { Place } from '../../kinds/show'
import { listedOutcome } from '../data/listedOutcome'
import type { ReportClaim } from '../data/types'

/** Where a claim stands on one of two scales; null where it was not measured, or stands on neither. */
export function placeOf(entry: ReportClaim): Place | null {
  if (entry.kind !== 'judged' || listedOutcome(entry) === 'not-measured') return null
  const { claim, judgement } = entry
  return showOf(claim).place?.(claim.hypothesis, judgement.analysis) ?? null
}

/** The ends of an interval as a row has them: an infinite one is not drawn. */
export function drawnEnds(interval: Place['interval']) {
  return { lower: finite(interval?.lower), upper: finite(interval?.upper) }
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}
