import { logGamma, normalCdf } from './distributions'

const STANDARD_DEVIATIONS = 12
const INTERVALS = 2000
/** From so many degrees of freedom on, and up to so large a critical value, a tenth of the intervals is as exact: what differs is rounding, below 1e-13. */
const SMOOTH = { df: 10, critical: 20, intervals: INTERVALS / 10 }

/**
 * P(T > critical) of the noncentral t distribution: the power of a one-sided t test. Integrates the normal tail over
 * the distribution of the sample's standard deviation by Simpson's rule; absolute error below 1e-8 for df >= 1.
 *
 * @param critical > 0, the critical value
 * @param df degrees of freedom, >= 1
 * @param noncentrality effect size times sqrt(n), >= 0; may be infinite
 * @param effort `quick`: rounded otherwise in the last digits, at a tenth of the cost where that is as exact
 * @throws RangeError where df is below 1
 * @example noncentralTUpperTail(2.262157162798205, 9, 3) // 0.76115526...
 * @see Johnson, Kotz & Balakrishnan 1995, eq. 31.10
 */
export function noncentralTUpperTail(critical: number, df: number, noncentrality: number, effort?: 'quick'): number {
  if (!(df >= 1)) throw new RangeError(`degrees of freedom must be at least 1, not ${df}`)
  if (noncentrality === Infinity) return 1
  const logConstant = Math.LN2 + (df / 2) * Math.log(df / 2) - logGamma(df / 2)
  // u = s/sigma, with u^2 df distributed as chi-square; its standard deviation is close to 1/sqrt(2 df).
  const integrand = (u: number): number => {
    if (u === 0 && df > 1) return 0
    const logDensity = logConstant + (df === 1 ? 0 : (df - 1) * Math.log(u)) - (df * u * u) / 2
    return Math.exp(logDensity) * normalCdf(noncentrality - critical * u)
  }
  const reach = STANDARD_DEVIATIONS / Math.sqrt(2 * df)
  const intervals = effort === 'quick' && df >= SMOOTH.df && critical <= SMOOTH.critical ? SMOOTH.intervals : INTERVALS
  return Math.min(1, simpson(integrand, Math.max(0, 1 - reach), 1 + reach, intervals))
}

function simpson(f: (x: number) => number, from: number, to: number, intervals: number): number {
  const h = (to - from) / intervals
  let sum = f(from) + f(to)
  for (let i = 1; i < intervals; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * h)
  return (sum * h) / 3
}
