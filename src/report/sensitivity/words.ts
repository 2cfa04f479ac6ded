import type { Setting } from '../../claims/types'
import { drawsImages } from '../../data/split'
import { protocolOf } from '../../runs/classification/arms'
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

/** What the name of a source of the variance stands for, where that is more than the name says. */
const MORE_THAN_ITS_NAME: Readonly<Record<string, string>> = { init: 'initial weights and drawn images' }

/**
 * What a source of the variance is: in words where it is more than its name. Images and labels that a run draws go with
 * the seed of `init`.
 */
export function sourceWords(drawing: Drawing, name: string): string {
  return (hasDraws(drawing) ? MORE_THAN_ITS_NAME[name] : undefined) ?? name
}

/** Whether runs of one of the arms draw images or labels. */
export function hasDraws({ experiment, settings }: Drawing): boolean {
  if (experiment.kind !== 'classification' && experiment.kind !== 'regression') return false
  return [settings.control, settings.treatment].some((arm) => drawsImages(protocolOf(experiment, arm).data))
}

type Drawing = Pick<MeasuredSensitivity, 'experiment' | 'settings'>
