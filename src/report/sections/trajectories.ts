import {
  type Block,
  codeText,
  figureBlock,
  heading,
  joined,
  paragraph,
  type Section,
  table,
  words
} from '../../document/document'
import { groupBy } from '../../json/groupBy'
import type { Band } from '../../judge/trajectory'
import { shorten } from '../../text/escape'
import { formatCount, formatNumber } from '../../text/format'
import type { Report, ReportTrajectory } from '../data/types'
import { trajectoryChart } from '../figures/trajectories'
import { type Context, drawnExperiments, nameOf } from './context'

/** Shares of a run at which the tables look. */
const SHARES = [0.02, 0.1, 0.25, 0.5, 0.75, 1]
const DIGITS = 3

/** How x and the average regret went on the synthetic problems: a table an experiment, in a page a figure. */
export function trajectories({ report, links }: Context): Section | null {
  const blocks = links === null ? tables(report) : figures(report)
  if (blocks.length === 0) return null
  return { anchor: 'trajectories', title: 'Trajectories of the synthetic problems', blocks }
}

function tables({ trajectories = [] }: Report): Block[] {
  if (trajectories.length === 0) return []
  const experiments = groupBy(trajectories, ({ experiment }) => experiment)
  return [
    paragraph(
      words`Median over the runs of an arm (seeds or starting points) and, where they differ, the range: x after t updates, and the average regret R_t/t against the best fixed point of the steps so far. ${codeText('report.json')} has up to 50 points of each under ${codeText('trajectories')}.`
    ),
    ...[...experiments].flatMap(([experiment, arms]) => experimentTable(experiment, arms))
  ]
}

function experimentTable(experiment: string, arms: readonly ReportTrajectory[]): Block[] {
  const steps = (arms[0]?.at ?? []).filter((_, index, { length }) =>
    SHARES.some((share) => index === Math.max(0, Math.round(share * length) - 1))
  )
  const rows = steps.map((step) => [
    step,
    ...arms.flatMap(({ at, x, averageRegret }) => {
      const index = at.indexOf(step)
      return index < 0 ? ['–', '–'] : [bandCell(x, index), bandCell(averageRegret, index)]
    })
  ])
  const names = arms.map(({ arm }) => shorten(arm, 40))
  const headers = ['t', ...names.flatMap((name) => [words`x of ${name}`, words`R_t/t of ${name}`])]
  const runs = arms.map(({ numRuns, numDiverged }, index) => {
    const diverged = numDiverged === 0 ? '' : `, ${numDiverged} diverged`
    return words`${names[index]!}: ${formatCount(numRuns, 'run')}${diverged}`
  })
  return [
    heading(3, nameOf(experiment, 100)),
    paragraph([joined(runs, '; '), '.']),
    table(
      headers,
      rows,
      headers.map((_, index) => index)
    )
  ]
}

function bandCell({ median, low, high }: Band, index: number): string {
  const [middle, from, to] = [median, low, high].map((values) => formatNumber(values[index]!, DIGITS)) as [
    string,
    string,
    string
  ]
  return from === middle && to === middle ? middle : `${middle} (${from} to ${to})`
}

function figures(report: Report): Block[] {
  const byExperiment = groupBy(report.trajectories ?? [], ({ experiment }) => experiment)
  return drawnExperiments(report).flatMap((experiment, index) => {
    const arms = byExperiment.get(experiment)!
    const spec = report.experiments[experiment]
    const problem = spec?.kind === 'synthetic' ? spec.problem : null
    const figure = trajectoryChart(experiment, arms, problem, `experiment-${index + 1}`)
    return figure === null ? [] : [figureBlock(figure)]
  })
}
