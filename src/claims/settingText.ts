import type { Setting } from './types'

/**
 * A setting in plain text.
 *
 * @example settingText({ learningRate: 0.001, beta2: 0.99 }) // 'learningRate 0.001, beta2 0.99'
 */
export function settingText(setting: Setting): string {
  return Object.entries(setting)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}
