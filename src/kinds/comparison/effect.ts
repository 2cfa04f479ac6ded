import type { Margin } from '../../claims/types'
import { agreeingRound } from '../../text/agreeingRound'
import type { Effect } from '../shared/effect'
import type { PairedAnalysis } from './types'

/** The effect of a comparison, or of one setting of a map. */
export function pairedEffect(
  margin: Margin,
  { theta, interval, delta, numPairs }: Pick<PairedAnalysis, 'theta' | 'interval' | 'delta' | 'numPairs'>
): Effect {
  const { name, print } = pairedPrint(margin, delta)
  return {
    unit: 'theta',
    value: theta,
    interval,
    n: numPairs,
    words: (digits, isShort = false) =>
      theta === null || interval === null ? null : `${name}${print(theta, digits, isShort ? '%' : ' %')}`,
    bound: (end, digits, isShort = false) => print(end, digits, isShort ? '' : ' %')
  }
}

/** A comparison by ratios reads as a change in percent; with a floor under both losses theta is none. */
export function pairedPrint(margin: Margin, delta: number) {
  const percent = !('absolute' in margin) && margin.epsilon === 0
  const scale = (value: number) => (percent ? Math.expm1(value) * 100 : value)
  return {
    name: percent ? '' : 'absolute' in margin ? 'b - a ' : 'theta ',
    print: (value: number, digits: number, sign = ' %'): string => {
      if (!Number.isFinite(value)) return value > 0 ? '+Infinity' : '-Infinity'
      // The mean of logarithms of equal ratios is 0 but for rounding errors of this size.
      if (percent && Math.abs(value) < 1e-14) return `0${sign}`
      const rounded = agreeingRound(scale(value), [scale(-delta), 0, scale(delta)], digits)
      return `${percent && value > 0 ? '+' : ''}${rounded}${percent ? sign : ''}`
    }
  }
}
