import { outcomeInWords } from '../../claims/outcomes'
import type { Margin } from '../../claims/types'
import { type Blocks, type Line, labelled, list, type Table, table, words } from '../../document/document'
import type { DotRow } from '../../figures/dotPlot'
import { type Figure, figureOf } from '../../figures/figure'
import { intervalRows } from '../../figures/intervalRows'
import { outcomeEncoding } from '../../figures/palette'
import { ratioScale } from '../../figures/ratioScale'
import { armName } from '../../text/armName'
import { formatNumber, formatP, formatPercent } from '../../text/format'
import { pairedEffect, pairedPrint } from '../comparison/effect'
import { marginLegend } from '../comparison/plot'
import { effectRule, FIXED_CHECKS, failureRule, marginWords, spreadRule } from '../comparison/rule'
import { shortSettings } from '../lower-at-majority/judge'
import { withLevel } from '../shared/decisionWords'
import { countEffect, type Effect, effectWords } from '../shared/effect'
import { sharePlace } from '../shared/place'
import { finiteOrNull, shortName } from '../shared/sampleFigure'
import type { ClaimPlot, Show, Shown } from '../show'
import { taskHypothesis } from './evidence'
import type { Estimate, TaskAnalysis, TasksAnalysis, TasksHypothesis, TasksTypes } from './types'

export const tasksShow: Show<TasksTypes> = {
  rule: (shown) => withLevel(rule(shown.claim.hypothesis, shown.judgement.analysis), shown, false),
  effect: effectOf,
  // One row a task: its pairs are in report.json.
  samples: ({ claim, judgement }) => taskTable(claim.hypothesis, judgement.analysis),
  numbers: ({ claim, judgement }) => numbers(claim.hypothesis, judgement.analysis, judgement.p),
  figures: (shown, id) => [forestFigure(shown, id)],
  plot: ({ claim, judgement }) => plotOf(claim.hypothesis, judgement.analysis),
  place: ({ decides, margin }, { better, numTasks, average, delta }) => {
    if (decides === 'majority') return sharePlace(better.shown, numTasks, better.needed / numTasks)
    if (average === null || 'absolute' in margin || margin.epsilon > 0) return null
    return { panel: 'ratio', center: average.mean, interval: average.interval, reference: delta }
  },
  failure: ({ claim, judgement }) => [taskTable(claim.hypothesis, judgement.analysis)],
  missing: ({ analysis, verdict }) => {
    const { better, notBetter, minPairs, tasks } = analysis
    const short = shortSettings({ settings: tasks, minPairs, lower: better, notLower: notBetter }, verdict)
    return short.length === 0 ? null : { numPairs: Math.min(...short.map(({ numPairs }) => numPairs)), minPairs }
  }
}

function effectOf(
  { decides, margin }: TasksHypothesis,
  { better, numTasks, numPairs, average, delta }: TasksAnalysis
): Effect {
  if (decides === 'majority') {
    return { ...countEffect(better.shown, numTasks, 'tasks', numPairs), unit: `tasks of ${numTasks}` }
  }
  const theta = average?.mean ?? null
  return {
    ...pairedEffect(margin, { theta, interval: average?.interval ?? null, delta, numPairs }),
    unit: 'average theta'
  }
}

const MOST_ROWS = 60
const PLOT_WIDTH = 300
const AVERAGE = 'average'

/** A forest plot: a row a task, and what they say together below. */
function forestFigure({ claim, judgement: { analysis, verdict } }: Shown<TasksTypes>, id: string): Figure | null {
  const { hypothesis } = claim
  const { margin, metric, treatment, control, decides } = hypothesis
  const { tasks, average, better, numTasks, numPairs, delta } = analysis
  const all = tasks.map((task, index) => ({
    task: `${index + 1}. ${shortName(task.name)}`,
    theta: task.theta,
    lower: finiteOrNull(task.interval?.lower ?? null),
    upper: finiteOrNull(task.interval?.upper ?? null),
    outcome: task.verdict.outcome,
    words: taskEffectWords(margin, { ...task, delta }).join(' ')
  }))
  const together =
    average === null
      ? []
      : [
          {
            task: AVERAGE,
            theta: average.mean,
            lower: average.interval.lower,
            upper: average.interval.upper,
            outcome: decides === 'average' ? verdict.outcome : ('inconclusive' as const),
            words: taskEffectWords(margin, { theta: average.mean, interval: average.interval, delta, numPairs }).join(
              ' '
            )
          }
        ]
  const rows = [...all.slice(0, MOST_ROWS), ...together]
  if (rows.every(({ theta }) => theta === null)) return null
  const values = rows.flatMap(({ theta, lower, upper }) => [theta, lower, upper])
  const title = 'absolute' in margin ? 'b - a' : 'change of b against a'
  const found =
    decides === 'majority'
      ? `better on ${better.shown} of ${numTasks} tasks; the claim needs ${better.needed}`
      : average === null
        ? 'too few tasks for an average'
        : `on average ${effectWords(effectOf(hypothesis, analysis)).effect}`
  return figureOf({
    id: `${id}-tasks`,
    title: `${armName(treatment)} against ${armName(control)}, ${shortName(metric)}: ${found}`,
    description: `Marks are effects, lines their intervals, ${numPairs} pairs a task: each is what that task shows by itself, which is exploratory. The last row is the average over tasks like these, by random effects. b: ${treatment}, a: ${control}; ${hypothesis.better} is better.`,
    rows,
    numbers: ['theta', 'lower', 'upper'],
    drawing: intervalRows({
      rows,
      name: 'task',
      value: 'theta',
      width: PLOT_WIDTH,
      x: 'absolute' in margin ? { title } : ratioScale(values, PLOT_WIDTH, title),
      ...outcomeEncoding('outcome'),
      words: ['words']
    })
  })
}

function taskEffectWords(margin: Margin, found: Parameters<typeof pairedEffect>[1]): readonly [string, string] {
  const { effect, interval } = effectWords(pairedEffect(margin, found))
  return [effect, interval]
}

/** One row a task: what each shows by itself, which is exploratory. */
function taskTable({ margin }: TasksHypothesis, { tasks, delta }: TasksAnalysis): Table {
  const rows = tasks.map((task) => {
    const [effect, interval] = taskEffectWords(margin, { ...task, delta })
    return [
      task.name,
      String(task.numPairs),
      `${task.controlFailures}:${task.treatmentFailures}`,
      effect,
      interval,
      task.interval === null ? '–' : formatPercent(task.interval.level),
      formatP(task.p),
      byItself(task)
    ]
  })
  return table(
    ['task', 'n', 'failed (control:treatment)', 'effect', 'interval', 'level', 'p', 'by itself'],
    rows,
    [1, 2, 5, 6]
  )
}

function byItself({ verdict }: TaskAnalysis): string {
  return verdict.outcome === 'reproduced' ? 'better' : outcomeInWords(verdict)
}

function numbers({ margin, decides }: TasksHypothesis, analysis: TasksAnalysis, p: number | null): Blocks {
  const { better, notBetter, opposite, betterAtAll, numTasks, average, delta, secondary } = analysis
  const questions = [
    ['better by at least the margin', better],
    ['not better by at least the margin', notBetter],
    ['worse by at least the margin', opposite],
    ['better, by whatever amount', betterAtAll]
  ] as const
  const { name, print } = pairedPrint(margin, delta)
  const between = ({ lower, upper }: { readonly lower: number; readonly upper: number }) =>
    `[${print(lower, 3)}, ${print(upper, 3)}]`
  const estimate = ({ value, interval }: Estimate) =>
    `${formatNumber(value)} [${formatNumber(interval.lower)}, ${formatNumber(interval.upper)}]`
  return [
    list([
      `p = ${formatP(p)}, the smallest alpha_j at which the claim is decided${decides === 'majority' ? ': the smallest of the first three' : ''}.`
    ]),
    labelled(decides === 'majority' ? 'At a majority, which decides.' : 'At a majority, beside the verdict.'),
    table(
      ['shown of a task', 'it takes', 'each at level', 'shown at', 'p'],
      questions.map(([what, { needed, level, shown, p: own }]) => [
        what,
        `${needed} of ${numTasks}`,
        formatNumber(level),
        String(shown),
        formatP(own)
      ]),
      [1, 2, 3, 4]
    ),
    average === null
      ? labelled('On average.', 'Fewer than 3 tasks can be judged: no average.')
      : labelled(
          decides === 'average' ? 'On average, which decides.' : 'On average, beside the verdict.',
          `Random effects over ${average.numTasks} tasks (Hartung-Knapp-Sidik-Jonkman, ${formatPercent(average.interval.level)}): ${name}${print(average.mean, 3)} ${between(average.interval)}, p = ${formatP(average.p)} (with skewness allowed for ${formatP(average.pSkew)}); ${between(average.prediction)} on one further task; tau = ${formatNumber(average.tau)}. It takes the tasks as independent draws from one normal distribution.`
        ),
    secondary !== null && [
      labelled(
        'Beside the verdict, never decisive (Agarwal et al. 2021).',
        '95 % intervals by stratified bootstrap: pairs are drawn anew within each task, the tasks stay these.'
      ),
      table(
        ['beside the verdict', 'value'],
        [
          ['probability of improvement', estimate(secondary.improvement)],
          ...(secondary.interquartileMean === null
            ? []
            : [
                [
                  'absolute' in margin ? 'interquartile mean of b - a' : 'interquartile mean of ln(b/a)',
                  estimate(secondary.interquartileMean)
                ]
              ]),
          ...(secondary.scores === undefined
            ? []
            : [
                ['interquartile mean of a', estimate(secondary.scores.control)],
                ['interquartile mean of b', estimate(secondary.scores.treatment)]
              ])
        ]
      )
    ]
  ]
}

function rule(hypothesis: TasksHypothesis, { better, notBetter, numTasks }: TasksAnalysis): Line {
  const each = taskHypothesis(hypothesis)
  const where =
    hypothesis.axis === undefined
      ? words`On each of ${numTasks} tasks, claims on an experiment each:`
      : words`On each of ${numTasks} tasks, the values of ${hypothesis.axis}:`
  const scale =
    hypothesis.scores === undefined
      ? ''
      : ' Values are normalised task by task: (value - low)/(high - low), as "scores" of the claim states them.'
  const side = hypothesis.better === 'lower' ? 'below -delta' : 'above delta'
  if (hypothesis.decides === 'average') {
    return words`${where} ${effectRule(each)}${scale} ${marginWords(each)} The effects of the tasks, each with its standard error, are taken as draws from a normal distribution: random effects by Hartung, Knapp, Sidik and Jonkman, with t of one degree of freedom fewer than tasks. Reproduced when the whole interval of the average lies ${side}; refuted when it lies on the other side of it, but below-margin when it also lies on the claimed side of 0; inconclusive otherwise. p with the skewness of the effects over tasks allowed for has to agree; where at least half of the tasks have the same effect nothing is decided. ${failureRule(each)} Failures are counted over all tasks.`
  }
  return words`${where} ${effectRule(each)}${scale} ${marginWords(each)} A task shows "better" when the whole interval of theta lies ${side}, and "not better" when it lies on the other side of it; ${FIXED_CHECKS} ${spreadRule(each, null)} ${failureRule(each)} Reproduced when ${better.needed} tasks or more (a majority) show "better", each at alpha_j/${numTasks - better.needed + 1}; refuted when ${notBetter.needed} or more show "not better", each at alpha_j/${numTasks - notBetter.needed + 1}, or a majority is worse by the margin; but below-margin when a majority is shown to be better by whatever amount; inconclusive otherwise. That is a partial conjunction in Bonferroni's form (Benjamini and Heller 2008): valid however the tasks depend on each other.`
}

/** One row a task. */
function plotOf(
  { margin, metric, treatment, control }: TasksHypothesis,
  { tasks, delta, average }: TasksAnalysis
): ClaimPlot {
  const { print } = pairedPrint(margin, delta)
  const rows = tasks.map(({ name, theta, verdict }): DotRow => {
    const text = theta === null ? verdict.outcome : print(theta, 3)
    return { label: name, text, value: theta, mark: theta === null ? 'x' : 'o' }
  })
  const effect =
    average === null
      ? null
      : { label: AVERAGE, text: print(average.mean, 3), value: average.mean, mark: 'O', interval: average.interval }
  return {
    title: `${metric}, ${'absolute' in margin ? 'b - a' : 'b against a'}, task by task; a: ${control}, b: ${treatment}`,
    plot: { rows, band: { lower: -delta, upper: delta }, reference: 0, effect },
    legend: [...marginLegend(margin, delta), ...(average === null ? [] : ['=== interval of the average'])]
  }
}
