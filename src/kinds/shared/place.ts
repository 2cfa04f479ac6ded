import type { Place } from '../show'

/** A share of a whole. @param reference share that has to be exceeded */
export function sharePlace(part: number, whole: number, reference: number | null = null): Place {
  return { panel: 'share', center: whole === 0 ? null : part / whole, interval: null, reference }
}
