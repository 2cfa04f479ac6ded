import { settingText } from '../claims/settingText'
import { describeOutcome } from '../judge/registered'
import type { Claim } from '../kinds'
import type { SettingsAnalysis } from '../kinds/lower-at-most-settings/types'
import { formatP, formatPercent } from '../text/format'
import { pairedWords } from './words'

export const SETTING_HEADERS: readonly string[] = [
  'setting',
  'n',
  'failed',
  'effect',
  'interval',
  'level',
  'p',
  'by itself'
]

/** The rows of a map, one a setting in the order of the grid: what each shows by itself, which is exploratory. */
export function settingRows(
  { hypothesis }: Pick<Claim, 'hypothesis'>,
  { settings, delta }: SettingsAnalysis
): string[][] {
  return settings.map((setting) => {
    const { effect, interval } = pairedWords(hypothesis, { ...setting, delta }, 3)
    return [
      settingText(setting.setting),
      String(setting.numPairs),
      `${setting.controlFailures}:${setting.treatmentFailures}`,
      effect,
      interval,
      setting.interval === null ? '–' : formatPercent(setting.interval.level),
      formatP(setting.p),
      describeOutcome(setting.verdict)
    ]
  })
}
