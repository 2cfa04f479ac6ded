/**
 * Adjusted p values of the step-up procedure of Benjamini and Hochberg: deciding all that have q <= level keeps the
 * expected share of wrong ones among them at `level` or less, for independent or positively dependent p values.
 *
 * @param pValues at least 1, each in [0, 1]
 * @returns in the order of `pValues`
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) // [0.03, 0.04, 0.04]
 * @see Benjamini & Hochberg 1995, J. R. Stat. Soc. B 57; Benjamini & Yekutieli 2001, Ann. Stat. 29, on dependence
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const m = pValues.length
  const q = new Array<number>(m)
  let smallest = 1
  const descending = pValues.map((_, index) => index).sort((i, j) => pValues[j]! - pValues[i]!)
  descending.forEach((index, place) => {
    smallest = Math.min(smallest, pValues[index]! * (m / (m - place)))
    q[index] = smallest
  })
  return q
}
