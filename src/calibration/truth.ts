import type { Verdict } from '../verdict/types'

/**
 * Whether a verdict on a `lower` claim says something untrue of theta, its subtype included: each outcome and subtype
 * places theta against -delta, 0 and delta. On a boundary nothing that places theta beside it is true.
 *
 * @example isUntrue({ outcome: 'refuted', subtype: 'opposite' }, 0.1, 0.2) // true: 0.1 is not above 0.2
 */
export function isUntrue({ outcome, subtype }: Verdict, theta: number, delta: number): boolean {
  switch (outcome) {
    case 'reproduced':
      return !(theta < -delta)
    case 'refuted':
      return !(theta > -delta && refutedPlace(subtype, theta, delta))
    case 'inconclusive':
      return subtype === 'direction' && !(theta < 0)
    case 'not-evaluable':
      return false
    default:
      return outcome satisfies never
  }
}

function refutedPlace(subtype: (Verdict & { outcome: 'refuted' })['subtype'], theta: number, delta: number): boolean {
  switch (subtype) {
    case 'opposite':
      return theta > delta
    case 'lower-by-less-than-margin':
      return theta < 0
    case 'equivalent':
      return theta < delta
    case 'higher':
      return theta > 0
    case 'no-better':
      return true
    default:
      throw new TypeError(`a lower claim is not refuted as ${subtype}`)
  }
}

/** The same of a share of seeds against the share that the claim states. */
export function isUntrueShare({ outcome }: Verdict, share: number, nullShare: number): boolean {
  if (outcome === 'reproduced') return !(share > nullShare)
  return outcome === 'refuted' && !(share < nullShare)
}
