import type { Margin } from '../../../claims/types'
import { type Blocks, type Line, paragraph, type Table, table, words } from '../../../document/document'
import type { DotRow } from '../../../figures/dotPlot'
import { type Figure, figureOf } from '../../../figures/figure'
import { intervalRows } from '../../../figures/intervalRows'
import { outcomeEncoding } from '../../../figures/palette'
import { ratioScale } from '../../../figures/ratioScale'
import { type Sample, sampleChart } from '../../../figures/sampleChart'
import { mean } from '../../../stats/describe'
import { armName } from '../../../text/armName'
import { formatNumber } from '../../../text/format'
import { withLevel } from '../../shared/decisionWords'
import { countEffect, type Effect } from '../../shared/effect'
import type { LossFinding } from '../../shared/lossFinding'
import { finiteOrNull, shortName } from '../../shared/sampleFigure'
import type { ClaimPlot, Place, Show, Shown } from '../../show'
import { isTime } from '../curve'
import { pairedEffect } from '../effect'
import { findingOf } from '../finding'
import { deltaOf, pairEffect } from '../pairEffect'
import { marginLegend } from '../plot'
import { failureRule, intervalRule, marginWords } from '../rule'
import { pairedPlace } from '../show'
import type { PairedHypothesis } from '../types'
import { groupBlocks, groupHeading, logsBlocks, settingsTable } from './blocks'
import { describeLabels } from './cells'
import { scaleOfRuns } from './estimators'
import type { AdjudicatedGroup, Comparison, LogsAnalysis, LogsEvidence, LogsTypes } from './types'
import { effectCell, groupName, valueWords, whoseWords } from './words'

/** What a verdict on logs speaks of. */
export const LOGS_SCOPE =
  'Verdicts speak of the runs that these logs record: of the randomness that varied between runs of one setting, on ' +
  'the data and code that made them, which were not seen here. The average over settings is over these settings; what ' +
  'is said of a further one supposes that settings are drawn like these. Nothing was trained, and nothing in the logs ' +
  "could be checked against the program that wrote them. The test set's sampling error is not in the intervals."

/** What readers see of a comparison by logs. */
export const logsShow = {
  rule: (shown) => {
    const { claim, judgement } = shown
    return withLevel(logsRule(claim.hypothesis, judgement.evidence, judgement.analysis.groups.length), shown)
  },
  samples: ({ judgement: { evidence } }): Blocks => [
    paragraph(LOGS_SCOPE),
    logsBlocks(evidence, evidence.runs.length, evidence.mapping),
    table(
      ['run', 'arm', 'group', 'setting', 'number', 'value', 'failure'],
      evidence.runs.map((run) => [
        run.origin,
        run.arm,
        describeLabels(run.group) || '–',
        describeLabels(run.setting) || '–',
        run.id ?? '–',
        run.censored ? `> ${formatNumber(run.value, 6)}` : formatNumber(run.value, 6),
        run.failure ?? '–'
      ]),
      [5]
    )
  ],
  numbers: ({ claim, judgement: { analysis } }) =>
    analysis.groups.map(
      (group): Blocks => [analysis.groups.length > 1 && groupHeading(group, 4), groupBlocks(group, claim.hypothesis)]
    ),
  figures: (shown, id) => [runsFigure(shown, id), settingsFigure(shown, id)],
  plot: logsPlot,
  finding: logsFinding,
  failure: ({ claim, judgement: { analysis } }): (Table | string)[] =>
    analysis.groups
      .filter(({ settings }) => settings.length > 0)
      .map(({ settings }) => settingsTable(settings, claim.hypothesis))
} satisfies Partial<Show<LogsTypes>>

/** Of one group its effect; of several there is no one number. */
export function logsEffect(margin: Margin, { groups }: LogsAnalysis): Effect {
  const [only] = groups
  if (groups.length === 1) return pairedEffect(margin, effectNumbers(only!.overall, margin))
  const reproduced = groups.filter(({ overall }) => overall.verdict.outcome === 'reproduced').length
  return countEffect(reproduced, groups.length, 'groups', null)
}

/** In the figure of all claims. */
export function logsPlace(hypothesis: PairedHypothesis, { groups }: LogsAnalysis): Place | null {
  const [only] = groups
  return groups.length === 1 ? pairedPlace(hypothesis, effectNumbers(only!.overall, hypothesis.margin)) : null
}

function effectNumbers({ effect, pairs, control, treatment }: Comparison, margin: Margin) {
  const trained = [control, treatment].map(({ runs, numFailed }) => runs - numFailed)
  return {
    theta: effect?.theta ?? null,
    interval: effect?.interval ?? null,
    delta: deltaOf(margin),
    numPairs: pairs?.pairs ?? Math.min(...trained)
  }
}

const PAIRING = {
  number:
    "Runs carry a number and no common seed: the unpaired analysis decides (Welch's interval with the exact permutation test as its co-check, exact where the arms' runs are alike but for a shift), and the pairs by number are shown beside it.",
  seed: 'Runs of both arms with the same number started from the same seed: the paired analysis decides (t interval with the exact sign-flip test as its co-check; both assume differences that are symmetric about theta, and p with their skewness allowed for has to agree), and the unpaired one is shown beside it.',
  none: "Runs carry no number: the unpaired analysis decides (Welch's interval with the exact permutation test as its co-check, exact where the arms' runs are alike but for a shift)."
} as const

/** How logs decide. */
export function logsRule(
  hypothesis: PairedHypothesis,
  evidence: Pick<LogsEvidence, 'by' | 'unit' | 'pairing'>,
  numGroups: number
): Line {
  const scale = 'absolute' in hypothesis.margin ? 'mean of b - a' : 'mean of ln b less that of ln a'
  const groups =
    numGroups > 1
      ? ` Each of the ${numGroups} groups is a question of its own, with a p value of its own in the family: the claim is reproduced where all are, refuted where one is.`
      : ''
  const unit = isTime(hypothesis) ? `, in ${evidence.unit}s` : ''
  return words`${whoseWords(evidence)}: nothing was run here. A run counts by its ${valueWords(hypothesis)}${unit}; theta is the ${scale}, b those of ${hypothesis.treatment} and a those of ${hypothesis.control}, averaged over the settings at which both have runs. ${PAIRING[evidence.pairing]} ${marginWords(hypothesis)} ${intervalRule(hypothesis.kind)} ${failureRule(hypothesis)}${groups}`
}

/** The value of every run, arm beside arm: of one setting, where there is room for them. */
function runsFigure({ claim, judgement: { evidence, analysis } }: Shown<LogsTypes>, id: string): Figure | null {
  const { control, treatment } = claim.hypothesis
  const [only] = analysis.groups
  const isOne = analysis.groups.length === 1 && only!.settings.length === 1 && only!.unmatched.length === 0
  if (!isOne || evidence.runs.length > MOST_RUNS_DRAWN) return null
  const arms = [control, treatment].map(armName)
  const samples = [control, treatment].flatMap((arm, index) =>
    evidence.runs
      .filter((run) => run.arm === arm)
      .map(
        (run, place): Sample => ({
          name: shortName(run.id ?? String(place + 1)),
          value: run.failure === null ? finiteOrNull(run.value) : null,
          series: arms[index]!,
          hollow: run.censored,
          note: run.failure ?? (run.censored ? 'did not reach the threshold: at least this' : '')
        })
      )
  )
  return sampleChart({
    id: `${id}-runs`,
    title: `${shortName(valueWords(claim.hypothesis))} of every run that the logs record`,
    description: [
      `Each point is a run: ${arms.join(' and ')}.`,
      ...(samples.some(({ value }) => value === null) ? ['Crosses at the bottom are runs that failed.'] : []),
      ...(samples.some(({ hollow }) => hollow) ? ['Hollow points did not reach the threshold.'] : [])
    ].join(' '),
    unit: evidence.pairing === 'none' ? 'run' : evidence.pairing === 'seed' ? 'seed' : 'run number',
    valueTitle: shortName(valueWords(claim.hypothesis)),
    samples,
    series: arms,
    band: null,
    levels: [],
    summary: null
  })
}

const MOST_RUNS_DRAWN = 120
const MOST_ROWS = 60
const PLOT_WIDTH = 300

/** The effect at every setting, and what decides: the average over them. */
function settingsFigure({ claim, judgement: { analysis } }: Shown<LogsTypes>, id: string): Figure | null {
  const { margin } = claim.hypothesis
  const all = analysis.groups.flatMap((group) => rowsOf(group, analysis.groups.length > 1))
  const averages = all.filter(({ isAverage }) => isAverage)
  const shown = (all.length > MOST_ROWS ? averages : all).slice(0, MOST_ROWS)
  if (shown.every(({ comparison }) => comparison.effect === null)) return null
  const rows = shown.map(({ name, comparison: { effect, verdict } }, index) => ({
    setting: `${index + 1}. ${shortName(name)}`,
    theta: effect?.theta ?? null,
    lower: finiteOrNull(effect?.interval.lower ?? null),
    upper: finiteOrNull(effect?.interval.upper ?? null),
    outcome: verdict.outcome,
    words: effectCell(effect, margin)
  }))
  const title =
    'absolute' in margin
      ? "the treatment's value less the control's"
      : "change of the treatment's value against the control's"
  const numbers = rows.flatMap(({ theta, lower, upper }) => [theta, lower, upper])
  return figureOf({
    id: `${id}-settings`,
    title: `${armName(claim.hypothesis.treatment)} against ${armName(claim.hypothesis.control)}, ${shortName(valueWords(claim.hypothesis))}, by setting`,
    description:
      'Marks are effects, lines their intervals; left of the dashed line the treatment has the lower value. What decides is the average; intervals of single settings have the level of one alone. Shape and colour tell the verdict.',
    rows,
    numbers: ['theta', 'lower', 'upper'],
    drawing: intervalRows({
      rows,
      name: 'setting',
      value: 'theta',
      width: PLOT_WIDTH,
      x: 'absolute' in margin ? { title } : ratioScale(numbers, PLOT_WIDTH, title),
      ...outcomeEncoding('outcome'),
      words: ['words']
    })
  })
}

interface SettingRow {
  readonly name: string
  readonly comparison: Comparison
  readonly isAverage: boolean
}

function rowsOf(group: AdjudicatedGroup, isNamed: boolean): SettingRow[] {
  const name = isNamed ? groupName(group.group) : ''
  const settings = group.settings.length > 1 ? group.settings : []
  const average = settings.length > 1 ? 'average' : 'all runs'
  return [
    ...settings.map(({ setting, alone }) => ({
      name: [name, describeLabels(setting)].filter((part) => part !== '').join(': '),
      comparison: alone,
      isAverage: false
    })),
    { name: [name, average].filter((part) => part !== '').join(': '), comparison: group.overall, isAverage: true }
  ]
}

/** One row a setting and the average of a single group; of one setting a row a run, against the mean of the control. */
function logsPlot(shown: Shown<LogsTypes>): ClaimPlot {
  const { claim, judgement } = shown
  const { margin, metric, control, treatment } = claim.hypothesis
  const { groups } = judgement.analysis
  const delta = deltaOf(margin)
  const rows = groups.flatMap((group) => rowsOf(group, groups.length > 1))
  const row = ({ name, comparison: { effect } }: SettingRow, mark: string): DotRow => ({
    label: shortName(name),
    text: effect === null ? 'no effect' : effectCell(effect, margin),
    value: effect?.theta ?? null,
    mark: effect === null ? 'x' : mark
  })
  const last = groups.length === 1 ? rows.at(-1)! : null
  const isOne = last !== null && rows.length === 1
  const what = `${metric}, ${'absolute' in margin ? 'b - a' : 'b against a'}`
  return {
    title: `${what}, ${isOne ? 'run by run against the mean of a' : 'setting by setting'}; a: ${control}, b: ${treatment}`,
    plot: {
      rows: isOne ? runRows(shown) : rows.filter((each) => each !== last).map((each) => row(each, 'o')),
      band: { lower: -delta, upper: delta },
      reference: 0,
      effect: last === null ? null : { ...row(last, 'O'), interval: last.comparison.effect?.interval ?? null }
    },
    legend: [
      ...(isOne ? [`- runs of ${armName(control)}, o of ${armName(treatment)}`] : []),
      ...marginLegend(margin, delta),
      ...(last?.comparison.effect ? ['=== interval'] : [])
    ]
  }
}

function runRows({ claim, judgement: { evidence, analysis } }: Shown<LogsTypes>): DotRow[] {
  const { hypothesis } = claim
  if (analysis.groups[0]!.overall.effect === null) return []
  const scale = scaleOfRuns(hypothesis, pairEffect(claim, hypothesis))
  const ofControl = evidence.runs.filter(({ arm, failure }) => arm === hypothesis.control && failure === null)
  const center = mean(ofControl.map(scale))
  const [first, second] = [hypothesis.control, hypothesis.treatment].map((arm) =>
    evidence.runs.filter((run) => run.arm === arm)
  )
  return [...first!, ...second!].map((run): DotRow => {
    const label = shortName(`${run.arm} ${run.id ?? ''}`.trimEnd())
    if (run.failure !== null) return { label, text: run.failure, value: null, mark: 'x' }
    const mark = run.arm === hypothesis.control ? '-' : 'o'
    return { label, text: formatNumber(run.value), value: scale(run) - center, mark }
  })
}

/** Of one group as far as its verdict shows it. */
function logsFinding({ claim: { hypothesis }, judgement: { verdict, analysis } }: Shown<LogsTypes>): LossFinding {
  const theta = analysis.groups.length === 1 ? (analysis.groups[0]!.overall.effect?.theta ?? null) : null
  return findingOf(hypothesis, verdict, theta)
}
