import type { Setting } from '../../claims/types'
import { formatChange, formatNumber, formatValue } from '../../text/format'
import type { MeasuredSensitivity } from './types'

/** An effect, or a difference of two, as people read it. */
export function studyEffectText({ scale }: Pick<MeasuredSensitivity, 'scale'>, effect: number): string {
  return scale === 'log-ratio' ? formatChange(effect) : `${effect > 0 ? '+' : ''}${formatNumber(effect)}`
}

/** @example settingWords({ learningRate: 0.01 }) // 'learningRate 0.01' */
export function settingWords(setting: Setting): string {
  const words = Object.entries(setting).map(([name, value]) => `${name} ${formatValue(value)}`)
  return words.length === 0 ? 'as it stands' : words.join(', ')
}
