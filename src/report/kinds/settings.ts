import { settingText } from '../../claims/settingText'
import type { Setting } from '../../claims/types'
import {
  type Blocks,
  type Line,
  labelled,
  list,
  paragraph,
  strong,
  type Table,
  table,
  words
} from '../../document/document'
import { describeOutcome } from '../../judge/registered'
import type { Claim, Verdict } from '../../kinds'
import { settingHypothesis } from '../../kinds/lower-at-most-settings/settingHypothesis'
import type { SettingAnalysis, SettingsAnalysis, SettingsHypothesis } from '../../kinds/lower-at-most-settings/types'
import { formatNumber, formatP, formatPercent } from '../../text/format'
import { pairedWords } from '../words'
import { effectRule, marginWords } from './comparison'

/**
 * A map as a table, the first hyperparameter down and the last across; a third one in the middle has a table for each of
 * its values. Each cell is what the setting shows by itself.
 */
export function settingsMap(claim: Claim, analysis: SettingsAnalysis): Blocks {
  const axes = Object.keys(analysis.settings[0]?.setting ?? {}) as (keyof Setting)[]
  const [down, ...others] = axes
  const across = others.at(-1) ?? null
  const between = others.length > 1 ? others[0]! : null
  if (down === undefined) return null
  return valuesOf(analysis, between).map((value): Blocks => {
    const settings = analysis.settings.filter((each) => between === null || each.setting[between] === value)
    const map = mapTable(claim, { ...analysis, settings }, down, across)
    return between === null ? map : [paragraph(`${between} ${formatNumber(value!, 15)}:`), map]
  })
}

function mapTable(claim: Claim, analysis: SettingsAnalysis, down: keyof Setting, across: keyof Setting | null): Table {
  const columns = valuesOf(analysis, across)
  const cell = (row: number, column: number | null) => {
    const found = analysis.settings.find(
      ({ setting }) => setting[down] === row && (across === null || setting[across] === column)
    )
    return found === undefined ? '–' : cellWords(claim, analysis, found)
  }
  const headers = columns.map((value) => (across === null ? 'by itself' : `${across} ${formatNumber(value!, 15)}`))
  const rows = valuesOf(analysis, down).map((row) => [
    formatNumber(row!, 15),
    ...columns.map((column) => cell(row!, column))
  ])
  return table([down, ...headers], rows, [0])
}

/** The different values of a hyperparameter, in the order of the grid; null alone where there is none. */
function valuesOf({ settings }: SettingsAnalysis, axis: keyof Setting | null): readonly (number | null)[] {
  if (axis === null) return [null]
  return [...new Set(settings.flatMap(({ setting }) => setting[axis] ?? []))]
}

function cellWords({ hypothesis }: Claim, { delta }: SettingsAnalysis, setting: SettingAnalysis): Line {
  const { effect } = pairedWords(hypothesis, { ...setting, delta }, 2)
  return [effect !== '–' && `${effect}: `, outcomeWord(setting.verdict)]
}

function outcomeWord({ outcome, subtype }: Verdict): Line {
  switch (outcome) {
    case 'reproduced':
      return strong('lower')
    case 'refuted':
      return subtype === 'opposite' ? 'not lower (opposite)' : 'not lower'
    case 'inconclusive':
      return 'undecided'
    case 'not-evaluable':
      return 'not evaluable'
    default:
      return outcome satisfies never
  }
}

/** What decided a claim over a map, and what each setting shows by itself. */
export function settingsNumbers(claim: Claim, analysis: SettingsAnalysis, p: number | null): Blocks {
  const { lower, notLower, opposite, counts, numSettings, minPairs, numPairs } = analysis
  const questions = [
    ['lower by at least the margin', lower],
    ['not lower by at least the margin', notLower],
    ['higher by at least the margin', opposite]
  ] as const
  const decisive = questions.map(([what, { needed, level, shown, p: ownP }]) => [
    what,
    `${needed} of ${numSettings}`,
    formatNumber(level),
    String(shown),
    formatP(ownP)
  ])
  return [
    table(['shown of a setting', 'it takes', 'each at level', 'shown at', 'p'], decisive, [1, 2, 3, 4]),
    list([
      `p = ${formatP(p)}, the smallest of them: the smallest alpha_j at which the map is decided. ${numPairs} pairs were run at each setting; ${minPairs} is the smallest number that can show each of the three.`
    ]),
    labelled(
      'Each setting by itself, exploratory.',
      `Holm's procedure over the ${numSettings} settings, at alpha_j together: ${counts.lower} lower, ${counts.notLower} not lower, ${counts.undecided} undecided, ${counts.notEvaluable} not evaluable. Failed runs are control:treatment. The pairs are in report.json.`
    ),
    settingTable(claim, analysis)
  ]
}

/** One row a setting in the order of the grid: what each shows by itself, which is exploratory. */
export function settingTable({ hypothesis }: Pick<Claim, 'hypothesis'>, { settings, delta }: SettingsAnalysis): Table {
  const rows = settings.map((setting) => {
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
  return table(['setting', 'n', 'failed', 'effect', 'interval', 'level', 'p', 'by itself'], rows, [1, 2, 5, 6])
}

export function settingsRule(hypothesis: SettingsHypothesis, { lower, notLower, numSettings }: SettingsAnalysis): Line {
  const each = settingHypothesis(hypothesis)
  const { treatment, control } = hypothesis
  return words`At each of the ${numSettings} settings of the grid, the same for both arms: ${effectRule(each)} ${marginWords(each)} A setting shows "lower" when the whole interval of theta lies below -delta and ${treatment} failed no more often than ${control}, and "not lower" when it lies above -delta; the exact sign-flip test has to agree. Reproduced when ${lower.needed} settings or more (a majority) show "lower", each at alpha_j/${numSettings - lower.needed + 1}; refuted when ${notLower.needed} or more show "not lower", each at alpha_j/${numSettings - notLower.needed + 1}, for then no majority can be lower, or when a majority shows the opposite; inconclusive otherwise. That is a partial conjunction in Bonferroni's form (Benjamini and Heller 2008): valid however the settings depend on each other. A setting that is not evaluable counts for neither side.`
}
