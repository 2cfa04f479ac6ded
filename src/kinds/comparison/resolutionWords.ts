import { comparisonWords, type EffectScale } from './comparisonWords'
import { isUnresolved } from './resolution'
import type { Resolution } from './types'

/** What times are known to: `200 steps`. */
export function distanceWords({ step }: Pick<Resolution, 'step'>, scale: EffectScale): string {
  return comparisonWords(step, { lower: step, upper: step }, step, scale).margin
}

/** How closely the evaluations tell the mean difference, and whether more pairs could ever decide. */
export function resolutionNote(resolution: Resolution, delta: number, scale: EffectScale): string {
  const { mean, lowest, highest, everyPair } = resolution
  const { interval, margin } = comparisonWords(mean, { lower: lowest, upper: highest }, delta, scale)
  const known = `Times are known to ${distanceWords(resolution, scale)}: by the evaluations between which they lie the mean difference is ${interval}`
  if (!isUnresolved(resolution, -delta)) return `${known}.`
  const exactly =
    everyPair === -delta && delta > 0
      ? `, by the evaluations that show the threshold exactly the margin of ${margin} in every pair`
      : ''
  return `${known}${exactly}, and no number of pairs decides it: evaluate more often, or choose a margin outside of that.`
}
