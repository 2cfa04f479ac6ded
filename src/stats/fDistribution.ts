import { betaCdf, betaQuantile } from './distributions'

/**
 * P(F >= f) of the F distribution: the p value of an analysis of variance.
 *
 * @param f >= 0; may be infinite
 * @param numeratorDf > 0
 * @param denominatorDf > 0
 * @throws RangeError outside these ranges
 * @example fUpperTail(3.5, 4, 12) // 0.0408...
 * @see Abramowitz & Stegun 26.6.2
 */
export function fUpperTail(f: number, numeratorDf: number, denominatorDf: number): number {
  if (!(f >= 0)) throw new RangeError(`an F ratio is at least 0, not ${f}`)
  if (f === Infinity) return 0
  return betaCdf(denominatorDf / (denominatorDf + numeratorDf * f), denominatorDf / 2, numeratorDf / 2)
}

/**
 * The f with P(F <= f) = p.
 *
 * @param p in (0, 1)
 * @param numeratorDf > 0
 * @param denominatorDf > 0
 * @throws RangeError outside these ranges
 * @example fQuantile(0.95, 4, 12) // 3.2591667269012...
 */
export function fQuantile(p: number, numeratorDf: number, denominatorDf: number): number {
  const share = betaQuantile(p, numeratorDf / 2, denominatorDf / 2)
  return (denominatorDf * share) / (numeratorDf * (1 - share))
}
