/** What Holm's procedure says of one hypothesis. */
export interface HolmDecision {
  /** The level at which it was, or would be, decided: alpha / (m - j), j hypotheses decided before it. */
  readonly alphaJ: number
  readonly decided: boolean
}

/**
 * Holm's step-down procedure. Hypotheses are visited by ascending p (equal ones in the given order); each is decided
 * at alpha / (m - j) with j decided before it; the first that is not ends it, and all others share its level.
 *
 * @param pValues one for each hypothesis of the family, run or not; m is their number
 * @param alpha the family's error rate, in (0, 1)
 * @param isDecided the decision at a level; by default p <= level. It must not decide less at a higher level
 * @returns in the order of `pValues`
 * @example holm([0.03, 0.01, 1], 0.05) // alphaJ 0.025, 0.0166..., 0.025; only the second is decided
 * @see Holm 1979
 */
export function holm(
  pValues: readonly number[],
  alpha: number,
  isDecided: (index: number, level: number) => boolean = (index, level) => pValues[index]! <= level
): HolmDecision[] {
  const m = pValues.length
  const decisions = new Array<HolmDecision>(m)
  const order = pValues.map((_, index) => index).sort((i, j) => pValues[i]! - pValues[j]! || i - j)
  let numDecided = 0
  let open = true
  for (const index of order) {
    const alphaJ = alpha / (m - numDecided)
    open = open && isDecided(index, alphaJ)
    decisions[index] = { alphaJ, decided: open }
    if (open) numDecided++
  }
  return decisions
}
