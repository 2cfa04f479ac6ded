import { ALPHAS, LOG_CRITICAL_VALUES } from './criticalValues'
import { GROUP_SEQUENTIAL_LOOKS } from './groupSequentialLooks'

export type SpendingFunction = keyof typeof LOG_CRITICAL_VALUES

/**
 * Critical value of |t| at a look: interpolates ln t over ln alpha through the four nearest rows of the table (cubic).
 *
 * @param n one of the looks: 6, 9, 13, 19, 30
 * @param alpha error over all looks, in [5e-6, 0.5]
 * @throws RangeError outside; smaller levels are not tabulated
 * @example criticalValue('pocock', 30, 0.05) // 2.4649...
 */
export function criticalValue(name: SpendingFunction, n: number, alpha: number): number {
  const [least, most] = [ALPHAS[0]!, ALPHAS.at(-1)!]
  if (!(alpha >= least && alpha <= most)) {
    throw new RangeError(`group-sequential boundaries reach from alpha ${least} to ${most}, not to ${alpha}`)
  }
  return Math.exp(logCritical(name, GROUP_SEQUENTIAL_LOOKS.indexOf(n), alpha))
}

/**
 * The smallest alpha whose boundary |t| reaches at a look; the smallest tabulated one (5e-6) where t is beyond even
 * that, 1 where t is short of the largest (0.5).
 *
 * @example leastAlpha('pocock', 30, 2.46492) // 0.04999...
 */
export function leastAlpha(name: SpendingFunction, n: number, t: number): number {
  const look = GROUP_SEQUENTIAL_LOOKS.indexOf(n)
  let low = Math.log(ALPHAS[0]!)
  let high = Math.log(ALPHAS.at(-1)!)
  const isCrossed = (logAlpha: number): boolean => t >= Math.exp(logCritical(name, look, Math.exp(logAlpha)))
  if (!isCrossed(high)) return 1
  if (isCrossed(low)) return ALPHAS[0]!
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (isCrossed(middle)) high = middle
    else low = middle
  }
  return Math.exp(high)
}

function logCritical(name: SpendingFunction, look: number, alpha: number): number {
  const rows = LOG_CRITICAL_VALUES[name]
  const perRow = Math.log(ALPHAS[1]! / ALPHAS[0]!)
  const position = Math.log(alpha / ALPHAS[0]!) / perRow
  const first = Math.min(rows.length - 4, Math.max(0, Math.floor(position) - 1))
  // Lagrange's polynomial through rows first..first + 3
  const u = position - first
  return [
    (-(u - 1) * (u - 2) * (u - 3)) / 6,
    (u * (u - 2) * (u - 3)) / 2,
    (-u * (u - 1) * (u - 3)) / 2,
    (u * (u - 1) * (u - 2)) / 6
  ].reduce((sum, weight, i) => sum + weight * rows[first + i]![look]!, 0)
}
