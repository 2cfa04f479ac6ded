/** What Holm's procedure says of one hypothesis. */
export interface HolmDecision {
  /** The level at which it was, or would be, decided: alpha / (m - j), j hypotheses decided before it. */
  readonly alphaJ: number
  readonly decided: boolean
}

/**
 * Holm's step-down procedure. Hypotheses are visited by ascending p (equal ones in the given order); each is decided
 * at alpha / (m - j) with j decided before it, and all that are not share the last level. One that its rule does not
 * decide in spite of its p is passed over: it cannot keep others, once decided, from staying so.
 *
 * @param pValues one for each hypothesis of the family, run or not; m is their number
 * @param alpha the family's error rate, in (0, 1)
 * @param isDecided the decision at a level; by default p <= level. It must not decide less at a higher level
 * @returns in the order of `pValues`
 * @example holm([0.03, 0.01, 1], 0.05).map(({ alphaJ }) => alphaJ) // [0.025, 0.01666..., 0.025]
 * @example holm([0.03, 0.01, 1], 0.05).map(({ decided }) => decided) // [false, true, false]
 * @see Holm 1979; Goeman & Solari 2010 for decisions in any order
 */
export function holm(
  pValues: readonly number[],
  alpha: number,
  isDecided: (index: number, level: number) => boolean = (index, level) => pValues[index]! <= level
): HolmDecision[] {
  const m = pValues.length
  const remaining = pValues.map((_, index) => index).sort((i, j) => pValues[i]! - pValues[j]! || i - j)
  const decisions = new Array<HolmDecision>(m)
  for (;;) {
    const alphaJ = alpha / remaining.length
    const place = remaining.findIndex((index) => isDecided(index, alphaJ))
    if (place < 0) {
      for (const index of remaining) decisions[index] = { alphaJ, decided: false }
      return decisions
    }
    decisions[remaining.splice(place, 1)[0]!] = { alphaJ, decided: true }
  }
}
