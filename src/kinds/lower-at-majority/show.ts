import { outcomeInWords } from '../../claims/outcomes'
import { settingText } from '../../claims/settingText'
import type { SettingValue } from '../../claims/types'
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
import type { DotRow } from '../../figures/dotPlot'
import type { Figure } from '../../figures/figure'
import { type GridCell, settingCells, settingsGrid } from '../../figures/settingsGrid'
import { randomEffects } from '../../stats/randomEffects'
import { formatNumber, formatP, formatPercent, formatValue } from '../../text/format'
import { pairedEffect, pairedPrint } from '../comparison/effect'
import { marginLegend } from '../comparison/plot'
import { effectRule, FIXED_CHECKS, failureRule, marginWords, spreadRule } from '../comparison/rule'
import type { PairedVerdict } from '../comparison/types'
import { withLevel } from '../shared/decisionWords'
import { countEffect, effectWords } from '../shared/effect'
import { sharePlace } from '../shared/place'
import type { ClaimPlot, Show } from '../show'
import { shortSettings } from './judge'
import { settingCountsWords } from './sentence'
import { settingHypothesis } from './settingHypothesis'
import type { SettingAnalysis, SettingsAnalysis, SettingsEvidence, SettingsHypothesis, SettingsTypes } from './types'

export const settingsShow: Show<SettingsTypes> = {
  rule: (shown) => withLevel(rule(shown.claim.hypothesis, shown.judgement.analysis), shown, false),
  effect: (_, { lower, numSettings, numPairs }) => ({
    ...countEffect(lower.shown, numSettings, 'settings', numPairs),
    // Of another map so many are something else.
    unit: `settings of ${numSettings}`
  }),
  samples: ({ claim, judgement }) => mapTables(claim.hypothesis, judgement.analysis),
  numbers: ({ claim, judgement }) => numbers(claim.hypothesis, judgement.analysis, judgement.p),
  figures: ({ claim, judgement }, id) => [mapFigure(claim.hypothesis, judgement.analysis, id)],
  plot: ({ claim, judgement }) => plotOf(claim.hypothesis, judgement.evidence, judgement.analysis),
  place: (_, { lower, numSettings }) => sharePlace(lower.shown, numSettings, lower.needed / numSettings),
  failure: ({ claim, judgement }) => [settingTable(claim.hypothesis, judgement.analysis)],
  missing: ({ analysis, verdict }) => {
    const short = shortSettings(analysis, verdict).map(({ numPairs }) => numPairs)
    return short.length === 0 ? null : { numPairs: Math.min(...short), minPairs: analysis.minPairs }
  }
}

/**
 * A map as a table, the first hyperparameter down and the last across; a third one in the middle has a table for each of
 * its values. Each cell is what the setting shows by itself.
 */
function mapTables(hypothesis: SettingsHypothesis, analysis: SettingsAnalysis): Blocks {
  const axes = Object.keys(analysis.settings[0]?.setting ?? {})
  const [down, ...others] = axes
  const across = others.at(-1) ?? null
  const between = others.length > 1 ? others[0]! : null
  if (down === undefined) return null
  return valuesOf(analysis, between).map((value): Blocks => {
    const settings = analysis.settings.filter((each) => between === null || each.setting[between] === value)
    const map = mapTable(hypothesis, { ...analysis, settings }, down, across)
    return between === null ? map : [paragraph(`${between} ${formatValue(value!)}:`), map]
  })
}

function mapTable(
  hypothesis: SettingsHypothesis,
  analysis: SettingsAnalysis,
  down: string,
  across: string | null
): Table {
  const columns = valuesOf(analysis, across)
  const cell = (row: SettingValue, column: SettingValue | null) => {
    const found = analysis.settings.find(
      ({ setting }) => setting[down] === row && (across === null || setting[across] === column)
    )
    return found === undefined ? '–' : cellWords(hypothesis, analysis, found)
  }
  const headers = columns.map((value) => (across === null ? 'by itself' : `${across} ${formatValue(value!)}`))
  const rows = valuesOf(analysis, down).map((row) => [
    formatValue(row!),
    ...columns.map((column) => cell(row!, column))
  ])
  return table([down, ...headers], rows, [0])
}

/** The different values of a hyperparameter, in the order of the grid; null alone where there is none. */
function valuesOf({ settings }: SettingsAnalysis, axis: string | null): readonly (SettingValue | null)[] {
  if (axis === null) return [null]
  return [...new Set(settings.flatMap(({ setting }) => setting[axis] ?? []))]
}

function cellWords({ margin }: SettingsHypothesis, { delta }: SettingsAnalysis, setting: SettingAnalysis): Line {
  const effect = pairedEffect(margin, { ...setting, delta }).words(2)
  return [effect !== null && `${effect}: `, outcomeWord(setting.verdict)]
}

function outcomeWord({ outcome, subtype }: PairedVerdict): Line {
  switch (outcome) {
    case 'reproduced':
      return strong('lower')
    case 'below-margin':
      return 'lower by less than the margin'
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

/** Two settings cannot say how settings vary. */
const MIN_SETTINGS = 3
const LEVEL = 0.95

/** Beside the majority, which is one of these settings: what settings like these have on average, and one further. */
function acrossBlocks({ margin }: SettingsHypothesis, { settings, delta }: SettingsAnalysis): Blocks {
  const effects = settings.flatMap(({ theta, standardDeviation, numPairs }) =>
    theta === null || standardDeviation === null
      ? []
      : [{ effect: theta, standardError: standardDeviation / Math.sqrt(numPairs) }]
  )
  if (effects.length < MIN_SETTINGS) return null
  const { mean, interval, prediction } = randomEffects(effects)
  const { name, print } = pairedPrint(margin, delta)
  const between = ({ lower, upper }: { lower: number; upper: number }) => `[${print(lower, 3)}, ${print(upper, 3)}]`
  return labelled(
    'Settings like these, beside the verdict.',
    `By random effects over ${effects.length} settings (Hartung-Knapp-Sidik-Jonkman, ${formatPercent(LEVEL)}): ${name}${print(mean, 3)} ${between(interval(LEVEL))} on average, ${between(prediction(LEVEL))} at one further setting. It takes the settings' effects as independent draws from one normal distribution, although they share their seeds.`
  )
}

/** What decided a claim over a map, and what each setting shows by itself. */
function numbers(hypothesis: SettingsHypothesis, analysis: SettingsAnalysis, p: number | null): Blocks {
  const { lower, notLower, opposite, lowerAtAll, counts, numSettings, minPairs, numPairs } = analysis
  const questions = [
    ['lower by at least the margin', lower],
    ['not lower by at least the margin', notLower],
    ['higher by at least the margin', opposite],
    ...(lowerAtAll === undefined ? [] : [['lower, by whatever amount', lowerAtAll] as const])
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
      `p = ${formatP(p)}, the smallest of the first three: the smallest alpha_j at which the map is decided. ${numPairs} pairs were run at each setting; ${minPairs} is the smallest number that can show each of them.`
    ]),
    acrossBlocks(hypothesis, analysis),
    labelled(
      'Each setting by itself, exploratory.',
      `Holm's procedure over the ${numSettings} settings, at alpha_j together: ${settingCountsWords(counts)}. Failed runs are control:treatment. The pairs are in report.json.`
    ),
    settingTable(hypothesis, analysis)
  ]
}

/** One row a setting in the order of the grid: what each shows by itself, which is exploratory. */
function settingTable({ margin }: SettingsHypothesis, { settings, delta }: SettingsAnalysis): Table {
  const rows = settings.map((setting) => {
    const { effect, interval } = effectWords(pairedEffect(margin, { ...setting, delta }))
    return [
      settingText(setting.setting),
      String(setting.numPairs),
      `${setting.controlFailures}:${setting.treatmentFailures}`,
      effect,
      interval,
      setting.interval === null ? '–' : formatPercent(setting.interval.level),
      formatP(setting.p),
      outcomeInWords(setting.verdict)
    ]
  })
  return table(
    ['setting', 'n', 'failed (control:treatment)', 'effect', 'interval', 'level', 'p', 'by itself'],
    rows,
    [1, 2, 5, 6]
  )
}

function rule(hypothesis: SettingsHypothesis, { lower, notLower, numSettings }: SettingsAnalysis): Line {
  const each = settingHypothesis(hypothesis)
  return words`At each of the ${numSettings} settings of the grid, the same for both arms: ${effectRule(each)} ${marginWords(each)} A setting shows "lower" when the whole interval of theta lies below -delta, and "not lower" when it lies above -delta; ${FIXED_CHECKS} ${spreadRule(each, null)} ${failureRule(each)} Reproduced when ${lower.needed} settings or more (a majority) show "lower", each at alpha_j/${numSettings - lower.needed + 1}; refuted when ${notLower.needed} or more show "not lower", each at alpha_j/${numSettings - notLower.needed + 1}, for then no majority can be lower, or when a majority shows the opposite; but below-margin when ${lower.needed} or more are shown to be lower by whatever amount, each at alpha_j/${numSettings - lower.needed + 1}, although no majority is lower by the margin; inconclusive otherwise. That is a partial conjunction in Bonferroni's form (Benjamini and Heller 2008): valid however the settings depend on each other. A setting that is not evaluable counts for neither side.`
}

/** What every setting of a claim over a whole map shows by itself. */
function mapFigure({ margin }: SettingsHypothesis, analysis: SettingsAnalysis, id: string): Figure | null {
  const { settings, lower, numSettings, numPairs, delta } = analysis
  const cells = settings.map(
    (each): GridCell => ({
      setting: settingCells(each.setting),
      outcome: each.verdict.outcome,
      words: effectWords(pairedEffect(margin, { ...each, delta }), 2).effect
    })
  )
  return settingsGrid({
    id: `${id}-map`,
    title: `Lower at ${lower.shown} of ${numSettings} settings; the claim needs ${lower.needed}`,
    description: `Every cell is what that setting shows by itself, ${numPairs} pairs each: exploratory. The verdict is of the whole map.`,
    axes: Object.keys(settings[0]?.setting ?? {}),
    cells
  })
}

/** One row a setting of the map, with its effect. */
function plotOf({ margin }: SettingsHypothesis, { cells }: SettingsEvidence, analysis: SettingsAnalysis): ClaimPlot {
  const { delta, settings } = analysis
  const { print } = pairedPrint(margin, delta)
  const rows = settings.map(({ setting, theta, verdict }): DotRow => {
    const text = theta === null ? verdict.outcome : print(theta, 3)
    return { label: settingText(setting), text, value: theta, mark: theta === null ? 'x' : 'o' }
  })
  const [first] = cells
  const what = first?.transform === 'difference' ? 'b - a' : 'b against a'
  const arms = first === undefined ? '' : `; a: ${first.control.arm}, b: ${first.treatment.arm}`
  return {
    title: `${first?.metric ?? ''}, ${what}, setting by setting${arms}`,
    plot: { rows, band: { lower: -delta, upper: delta }, reference: 0, effect: null },
    legend: marginLegend(margin, delta)
  }
}
