import type { PairedLook } from './monitorPairs'
import type { PairedVerdict, RefutedSubtype } from './types'

/** The looks that a refuted claim took for its subtype. */
export interface SubtypeMonitoring {
  readonly atStop: RefutedSubtype
  /** The look whose verdict is the claim's: the first that settles it, else the last. */
  readonly state: PairedLook
  /** Seeds that entered for it. */
  readonly entered: number
  readonly open: boolean
  /** The looks after the stop have no value in common: the assumption of the method fails. */
  readonly contradictory: boolean
}

/**
 * How a refuted claim is refuted, from more seeds than those that refuted it. The intervals of all looks, after the stop
 * too, hold theta together at the claim's level, so that neither the refutation nor what a later look adds to it has
 * another error rate. That theta is above -delta, which the stop showed, is never judged again; a later look that shows
 * it below 0 as well says more of the same set, and the claim is `below-margin`: nothing said before becomes untrue.
 * `equivalent` settles it, although 0 might still be left out: what is asked is where theta stands against the margin.
 * As ever seeds enter in their order, one look each, and what was run beyond the look that settles it has no say.
 *
 * @param stop the look that decided
 * @param later those after it
 * @param numEntered seeds without a gap, used or not
 * @param max seeds at most
 * @returns null where the claim is not refuted, its subtype was settled at the stop, or no seed is left for it
 */
export function goOnForSubtype(
  stop: PairedLook,
  later: readonly PairedLook[],
  alpha: number,
  numEntered: number,
  max: number
): SubtypeMonitoring | null {
  const verdict = stop.verdict(alpha)
  if (verdict.outcome !== 'refuted' || isSettled(verdict) || stop.n >= max) return null
  let state = stop
  for (const look of later.filter(({ n, isLook }) => isLook && n <= max)) {
    const now = look.verdict(alpha)
    // Nothing that comes after that could be believed.
    if (now.subtype === 'contradictory-looks') {
      return { atStop: verdict.subtype, state, entered: look.n, open: false, contradictory: true }
    }
    // Not evaluable, for the time being: too many failures.
    if (now.outcome !== 'refuted' && now.outcome !== 'below-margin') continue
    state = look
    if (isSettled(now)) {
      return { atStop: verdict.subtype, state, entered: look.n, open: false, contradictory: false }
    }
  }
  const entered = Math.min(numEntered, max)
  return { atStop: verdict.subtype, state, entered, open: entered < max, contradictory: false }
}

/** Of these a later look may say more. */
const UNSETTLED: readonly PairedVerdict['subtype'][] = ['higher', 'lower', 'no-better']

/** Each of the others says where theta stands against the margin, whatever comes. */
function isSettled({ subtype }: PairedVerdict): boolean {
  return !UNSETTLED.includes(subtype)
}
