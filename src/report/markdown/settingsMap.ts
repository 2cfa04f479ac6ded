import type { Setting } from '../../claims/types'
import type { Claim, Verdict } from '../../kinds'
import type { SettingAnalysis, SettingsAnalysis } from '../../kinds/lower-at-most-settings/types'
import { escapeMarkdown } from '../../text/escape'
import { formatNumber, formatP } from '../../text/format'
import { markdownTable } from '../../text/table'
import { SETTING_HEADERS, settingRows } from '../settingRows'
import { pairedWords } from '../words'

/**
 * A map as a table, the first hyperparameter down and the last across; a third one in the middle has a table for each of
 * its values. Each cell is what the setting shows by itself.
 */
export function settingsMap(claim: Claim, analysis: SettingsAnalysis): string {
  const axes = Object.keys(analysis.settings[0]?.setting ?? {}) as (keyof Setting)[]
  const [down, ...others] = axes
  const across = others.at(-1) ?? null
  const between = others.length > 1 ? others[0]! : null
  if (down === undefined) return ''
  return valuesOf(analysis, between)
    .map((value) => {
      const settings = analysis.settings.filter((each) => between === null || each.setting[between] === value)
      const table = mapTable(claim, { ...analysis, settings }, down, across)
      return between === null ? table : `${escapeMarkdown(between)} ${formatNumber(value!, 15)}:\n\n${table}`
    })
    .join('\n\n')
}

function mapTable(claim: Claim, analysis: SettingsAnalysis, down: keyof Setting, across: keyof Setting | null): string {
  const columns = valuesOf(analysis, across)
  const cell = (row: number, column: number | null) => {
    const found = analysis.settings.find(
      ({ setting }) => setting[down] === row && (across === null || setting[across] === column)
    )
    return found === undefined ? '–' : cellWords(claim, analysis, found)
  }
  const headers = columns.map((value) =>
    across === null ? 'by itself' : `${escapeMarkdown(across)} ${formatNumber(value!, 15)}`
  )
  const rows = valuesOf(analysis, down).map((row) => [
    formatNumber(row!, 15),
    ...columns.map((column) => cell(row!, column))
  ])
  return markdownTable([escapeMarkdown(down), ...headers], rows, [0])
}

/** The different values of a hyperparameter, in the order of the grid; null alone where there is none. */
function valuesOf({ settings }: SettingsAnalysis, axis: keyof Setting | null): readonly (number | null)[] {
  if (axis === null) return [null]
  return [...new Set(settings.flatMap(({ setting }) => setting[axis] ?? []))]
}

function cellWords({ hypothesis }: Claim, { delta }: SettingsAnalysis, setting: SettingAnalysis): string {
  const { effect } = pairedWords(hypothesis, { ...setting, delta }, 2)
  const word = outcomeWord(setting.verdict)
  return effect === '–' ? word : `${effect}: ${word}`
}

function outcomeWord({ outcome, subtype }: Verdict): string {
  switch (outcome) {
    case 'reproduced':
      return '**lower**'
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
export function settingsNumbers(claim: Claim, analysis: SettingsAnalysis, p: number | null): string {
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
  const rows = settingRows(claim, analysis).map(([setting = '', ...cells]) => [escapeMarkdown(setting), ...cells])
  return [
    markdownTable(['shown of a setting', 'it takes', 'each at level', 'shown at', 'p'], decisive, [1, 2, 3, 4]),
    `- p = ${formatP(p)}, the smallest of them: the smallest alpha_j at which the map is decided. ${numPairs} pairs were run at each setting; ${minPairs} is the smallest number that can show each of the three.`,
    `**Each setting by itself, exploratory.** Holm's procedure over the ${numSettings} settings, at alpha_j together: ${counts.lower} lower, ${counts.notLower} not lower, ${counts.undecided} undecided, ${counts.notEvaluable} not evaluable. Failed runs are control:treatment. The pairs are in report.json.`,
    markdownTable(SETTING_HEADERS, rows, [1, 2, 5, 6])
  ].join('\n\n')
}
