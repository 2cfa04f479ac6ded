import type { Margin } from '../../claims/types'
import { formatChange, formatNumber, formatPercent } from '../../text/format'
import { pairedEffect } from '../comparison/effect'
import { type Effect, effectText } from '../shared/effect'
import { countedEffect } from './judge'
import type { CountedCost, TradeOffAnalysis, TradeOffHypothesis } from './types'

/** @example countedWords({ kind: 'counted', of: 'parameters', control: 1410, treatment: 650 }) // '650 against 1410' */
export function countedWords({ control, treatment }: CountedCost): string {
  if (control === null || treatment === null) return 'nothing was run'
  return `${formatNumber(treatment)} against ${formatNumber(control)}`
}

/**
 * How much less is claimed, seen from the control.
 *
 * @example lessWords({ relative: 0.25, epsilon: 0 }) // 'at least 20 % less'
 * @example lessWords({ absolute: 100 }) // 'at least 100 less'
 * @example lessWords({ relative: 0, epsilon: 0 }) // 'less'
 */
export function lessWords(by: Margin): string {
  const size = 'absolute' in by ? by.absolute : by.relative / (1 + by.relative)
  if (size === 0) return 'less'
  return `at least ${'absolute' in by ? formatNumber(size) : formatPercent(size, 3)} less`
}

/** Both in one text: no one number says it. */
export function tradeOffEffect(
  { metric, margin, cheaper }: TradeOffHypothesis,
  { quality, cost }: Pick<TradeOffAnalysis, 'quality' | 'cost'>
): Effect {
  const ofCost = (digits: number, isShort: boolean) => {
    if (cost.kind !== 'counted') return effectText(pairedEffect(cheaper.by, cost), digits, isShort)
    const { control, treatment } = cost
    if (control === null || treatment === null) return ''
    const effect = countedEffect(control, treatment, cheaper.by)
    return 'absolute' in cheaper.by ? formatNumber(effect, digits) : formatChange(effect, digits)
  }
  return {
    unit: `${metric}, ${cheaper.of}`,
    value: null,
    interval: null,
    n: quality.numPairs,
    words: (digits, isShort = false) => {
      const parts = [effectText(pairedEffect(margin, quality), digits, isShort), ofCost(digits, isShort)]
      return parts.includes('') ? null : `${metric} ${parts[0]}, ${cheaper.of} ${parts[1]}`
    }
  }
}
