import type { Verdict } from '../../src/kinds'
import type { ComparedKind } from './worlds'

/**
 * Whether a verdict on a claim about two arms says something untrue of theta, its subtype included: each outcome and
 * subtype places theta against -delta, 0 and delta. On a boundary nothing that places theta beside it is true.
 *
 * @example isUntrue('lower', { outcome: 'refuted', subtype: 'opposite' }, 0.1, 0.2) // true: 0.1 is not above 0.2
 * @example isUntrue('equivalent', { outcome: 'reproduced', subtype: null }, 0.1, 0.2) // false
 */
export function isUntrue(kind: ComparedKind, { outcome, subtype }: Verdict, theta: number, delta: number): boolean {
  switch (outcome) {
    case 'reproduced':
      return !reproducedPlace(kind, theta, delta)
    case 'below-margin':
      return !(-delta < theta && theta < 0)
    case 'refuted':
      return !refutedPlace(kind, subtype, theta, delta)
    case 'inconclusive':
      return subtype === 'direction' && !(theta < 0)
    case 'not-evaluable':
      return false
    default:
      return outcome satisfies never
  }
}

type RefutedSubtype = (Verdict & { outcome: 'refuted' })['subtype']

function reproducedPlace(kind: ComparedKind, theta: number, delta: number): boolean {
  switch (kind) {
    case 'lower':
      return theta < -delta
    case 'not-lower':
      return theta > -delta
    case 'equivalent':
      return Math.abs(theta) < delta
    default:
      return kind satisfies never
  }
}

function refutedPlace(kind: ComparedKind, subtype: RefutedSubtype, theta: number, delta: number): boolean {
  if (kind === 'lower') return theta > -delta && lowerRefutedPlace(subtype, theta, delta)
  const expected = kind === 'not-lower' ? 'lower' : 'different'
  if (subtype !== expected) throw new TypeError(`${kind} is not refuted as ${subtype}`)
  return kind === 'not-lower' ? theta < -delta : Math.abs(theta) > delta
}

function lowerRefutedPlace(subtype: RefutedSubtype, theta: number, delta: number): boolean {
  switch (subtype) {
    case 'opposite':
      return theta > delta
    case 'higher-by-less-than-margin':
      return 0 < theta && theta < delta
    case 'equivalent':
      return theta < delta
    case 'higher':
      return theta > 0
    case 'no-better':
      return true
    default:
      throw new TypeError(`lower is not refuted as ${subtype}`)
  }
}

/** The same of a share of seeds against the share that the claim states. */
export function isUntrueShare({ outcome }: Verdict, share: number, nullShare: number): boolean {
  if (outcome === 'reproduced') return !(share > nullShare)
  return outcome === 'refuted' && !(share < nullShare)
}
