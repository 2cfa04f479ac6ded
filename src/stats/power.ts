import { studentTQuantile } from './distributions'
import { noncentralTUpperTail } from './noncentralT'

const BISECTIONS = 60

/**
 * Power of the two-sided paired t test in the direction of the effect: P(T_{n-1}(D sqrt n) > t_{1 - alpha/2}). The
 * chance to reject on the wrong side, below alpha/2, is left out; statsmodels' `TTestPower` adds it.
 *
 * @param effect D = |mean - reference|/standard deviation of the differences, >= 0
 * @param numPairs n, a whole number >= 2
 * @param alpha two-sided level, in (0, 1)
 * @throws RangeError outside these ranges
 * @example pairedTPower(1.2, 10, 0.05) // 0.9203...
 */
export function pairedTPower(effect: number, numPairs: number, alpha: number): number {
  if (!(effect >= 0)) throw new RangeError(`an effect's size is at least 0, not ${effect}`)
  if (!Number.isSafeInteger(numPairs) || numPairs < 2) throw new RangeError(`${numPairs} pairs: at least 2 are needed`)
  const critical = -studentTQuantile(alpha / 2, numPairs - 1)
  return noncentralTUpperTail(critical, numPairs - 1, effect * Math.sqrt(numPairs))
}

/**
 * The smallest standardised effect that n pairs find with a given power, by bisection on `pairedTPower`.
 *
 * @param numPairs n, a whole number >= 2
 * @param alpha two-sided level, in (0, 1)
 * @param power in (alpha/2, 1)
 * @throws RangeError outside these ranges
 * @example detectableEffect(10, 0.05, 0.9) // 1.154...
 */
export function detectableEffect(numPairs: number, alpha: number, power: number): number {
  if (!(power > alpha / 2 && power < 1))
    throw new RangeError(`a power inside (${alpha / 2}, 1) is needed, not ${power}`)
  let low = 0
  let high = 1
  while (pairedTPower(high, numPairs, alpha) < power) high *= 2
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2
    if (pairedTPower(middle, numPairs, alpha) < power) low = middle
    else high = middle
  }
  return high
}
