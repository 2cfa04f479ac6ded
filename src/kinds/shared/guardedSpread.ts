import { chiSquareQuantile, chiSquareTwoSidedP } from '../../stats/chiSquare'
import { sampleStandardDeviation } from '../../stats/describe'
import type { Interval } from '../../stats/interval'
import { spreadContrastPseudoValues } from '../../stats/spreadContrast'
import { tInterval } from '../../stats/tInterval'
import { largestTie } from '../../stats/ties'
import type { GuardedMean } from './guardedMean'
import { intervalPosition, MIN_SEEDS, positionP, rangeP, rangePosition } from './seedMean'

/**
 * Where the standard deviation over seeds is shown to stand against a range, by two rules that have to agree: the t interval of
 * the jackknife of ln s, with its skewness allowed for (Miller 1968), which errs with few values, and the chi-square interval of a
 * variance, which is exact of normal values and errs of heavy tails. The interval holds both. Where at least half of the
 * values are equal nothing is decided.
 *
 * @param values at least 2
 * @param low may be -Infinity, and decides nothing where it is not above 0
 * @param high may be Infinity
 */
export function guardedSpread(
  values: readonly number[],
  low: number,
  high: number
): Pick<GuardedMean, 'position' | 'interval' | 'p'> {
  const equal = largestTie(values)
  const pseudoValues = values.length < MIN_SEEDS ? [] : spreadContrastPseudoValues([values], [1])
  if (2 * equal >= values.length || pseudoValues.length === 0 || !pseudoValues.every(Number.isFinite)) {
    return { position: () => 'no-spread', interval: (alpha) => ({ lower: 0, upper: Infinity, level: 1 - alpha }), p: 1 }
  }
  const df = values.length - 1
  const s = sampleStandardDeviation(values)
  const [from, to] = [low > 0 ? Math.log(low) : -Infinity, Math.log(high)]
  const normal = (alpha: number): Interval => ({
    lower: s * Math.sqrt(df / chiSquareQuantile(1 - alpha / 2, df)),
    upper: s * Math.sqrt(df / chiSquareQuantile(alpha / 2, df)),
    level: 1 - alpha
  })
  const pNormal = (bound: number) =>
    bound > 0 && Number.isFinite(bound) ? chiSquareTwoSidedP(df * (s / bound) ** 2, df) : 0
  const interval = (alpha: number): Interval => {
    const [ofNormal, ofJackknife] = [normal(alpha), tInterval(pseudoValues, 1 - alpha)]
    return {
      lower: Math.min(ofNormal.lower, Math.exp(ofJackknife.lower)),
      upper: Math.max(ofNormal.upper, Math.exp(ofJackknife.upper)),
      level: 1 - alpha
    }
  }
  return {
    interval,
    p: Math.max(rangeP(pseudoValues, from, to), positionP(s, low, high, pNormal)),
    position: (alpha) => {
      const position = intervalPosition(interval(alpha), low, high)
      return position !== 'open' && rangePosition(pseudoValues, from, to, alpha) === 'skewed' ? 'skewed' : position
    }
  }
}
