import { normalQuantile, studentTQuantile } from './distributions'
import { noncentralTUpperTail } from './noncentralT'

/** Above this many pairs a study is not practical. */
const MAX_PAIRS = 1000

/**
 * Smallest number of pairs with which a paired t test finds all effects at once with a given power, by the noncentral
 * t distribution; with several effects their misses are added (Bonferroni).
 *
 * @param effects |distance| / standard deviation, each >= 0
 * @param alpha two-sided level
 * @param power in (0, 1)
 * @param atLeast smallest answer, >= 2
 * @returns Infinity above 1,000 pairs
 * @throws RangeError where an effect or the power is no number
 * @example pairsNeeded([1.2], 0.05, 0.9, 2) // 10
 */
export function pairsNeeded(effects: readonly number[], alpha: number, power: number, atLeast: number): number {
  // The smallest effect is missed most often, and mostly decides alone.
  const ascending = effects.toSorted((a, b) => a - b)
  const suffices = (n: number): boolean => {
    const critical = -studentTQuantile(alpha / 2, n - 1)
    let missed = 0
    for (const effect of ascending) {
      missed += 1 - noncentralTUpperTail(critical, n - 1, effect * Math.sqrt(n), 'quick')
      if (missed > 1 - power) return false
      // NaN suffices for nothing: without this, what cannot be computed would read as not practical.
      if (Number.isNaN(missed)) throw noPower(effects, alpha)
    }
    return true
  }
  if (Number.isNaN(power) || effects.some(Number.isNaN)) throw noPower(effects, alpha)
  const least = Math.min(MAX_PAIRS, Math.max(2, atLeast))
  // Each n costs an integral: out from where the normal distribution puts the answer, then between.
  let n = Math.min(MAX_PAIRS, Math.max(least, normalPairs(ascending[0] ?? Infinity, alpha, power)))
  let low = least - 1
  let high = Infinity
  for (let step = 1, isLowTried = false; high - low > 1; step *= 2) {
    if (suffices(n)) high = n
    else {
      low = n
      isLowTried = true
    }
    if (low >= MAX_PAIRS) return Infinity
    if (high === Infinity) n = Math.min(MAX_PAIRS, low + step)
    else n = isLowTried ? (low + high) >> 1 : Math.max(low + 1, high - step)
  }
  return high
}

/**
 * Close to the pairs that one effect needs.
 *
 * @see Guenther 1981, Sample size formulas for normal theory t tests
 */
function normalPairs(effect: number, alpha: number, power: number): number {
  const critical = normalQuantile(1 - alpha / 2)
  return Math.ceil(((critical + normalQuantile(power)) / effect) ** 2 + critical ** 2 / 2)
}

function noPower(effects: readonly number[], alpha: number): RangeError {
  return new RangeError(`no power for the effects ${effects.join(', ')} at level ${alpha}`)
}
