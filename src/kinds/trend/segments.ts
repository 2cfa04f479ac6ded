import type { TrendHypothesis } from './types'

/** A part of the levels, by their places. */
export interface FactorRange {
  readonly first: number
  readonly last: number
  /** The claim says that the metric changes so here, and not that it does not. */
  readonly changes: boolean
}

/** Whether one claim is about two parts of the range. */
export function isShape({ upTo, from }: { readonly upTo?: unknown; readonly from?: unknown }): boolean {
  return upTo !== undefined || from !== undefined
}

/**
 * The whole range, or what is below and what is above the level at which the claim says that it turns; that level is of both.
 *
 * @param values of the levels, ascending; the turn is among them
 */
export function factorRanges(hypothesis: TrendHypothesis, values: readonly number[]): FactorRange[] {
  const last = values.length - 1
  if (!isShape(hypothesis)) return [{ first: 0, last, changes: true }]
  const { upTo, from } = hypothesis
  const turn = values.indexOf((upTo ?? from)!)
  if (turn < 1 || turn >= last) throw new RangeError(`no level ${upTo ?? from} has levels on both sides`)
  return [
    { first: 0, last: turn, changes: upTo !== undefined },
    { first: turn, last, changes: from !== undefined }
  ]
}

/** Where the levels stand on the scale of the claim. */
export function placesOf({ scale }: TrendHypothesis, values: readonly number[]): number[] {
  switch (scale) {
    case 'linear':
      return [...values]
    case 'log':
      return values.map(Math.log)
    case 'rank':
      return values.map((_, index) => index)
    default:
      return scale satisfies never
  }
}

/**
 * What least squares make of values at these places: the slope times the range, as weights of the values. They add up to 0.
 *
 * @param places ascending, at least 2
 * @example changeWeights([0, 1, 3]) // [-0.857..., -0.214..., 1.0714...]
 */
export function changeWeights(places: readonly number[]): number[] {
  const center = places.reduce((sum, place) => sum + place, 0) / places.length
  const squares = places.reduce((sum, place) => sum + (place - center) ** 2, 0)
  const range = places.at(-1)! - places[0]!
  return places.map((place) => ((place - center) * range) / squares)
}
