/**
 * p value of the hypothesis that fewer than `least` of n null hypotheses are false: (n - least + 1) p_(least), the
 * `least`-th smallest, at most 1. Where it holds, at least n - least + 1 of them are true, and one of those has to be
 * among any `least` small p values; Bonferroni over them is valid however the tests depend on each other.
 *
 * @param pValues one a null hypothesis, at least 1
 * @param least from 1 (the global null) to their number (an intersection-union test)
 * @throws RangeError where `least` lies outside
 * @example partialConjunctionP([0.001, 0.2, 0.01, 0.004], 3) // 0.02
 * @see Benjamini & Heller 2008, Biometrics 64, in Bonferroni's form
 */
export function partialConjunctionP(pValues: readonly number[], least: number): number {
  const p = pValues.toSorted((a, b) => a - b)[least - 1]
  if (p === undefined) throw new RangeError(`of ${pValues.length} hypotheses 1 to as many can be false, not ${least}`)
  return Math.min(1, (pValues.length - least + 1) * p)
}
