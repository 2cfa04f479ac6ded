import type { Band } from '../../judge/trajectory'
import { escapeMarkdown, shorten } from '../../text/escape'
import { formatCount, formatNumber } from '../../text/format'
import { markdownTable } from '../../text/table'
import type { Report, ReportTrajectory } from '../types'

/** Shares of a run at which the tables look. */
const SHARES = [0.02, 0.1, 0.25, 0.5, 0.75, 1]
const DIGITS = 3

/** How x and the average regret went on the synthetic problems, a table an experiment; '' without any. */
export function trajectorySection({ trajectories = [] }: Report): string {
  if (trajectories.length === 0) return ''
  const experiments = [...new Set(trajectories.map(({ experiment }) => experiment))]
  const tables = experiments.map((experiment) =>
    experimentTable(
      experiment,
      trajectories.filter((each) => each.experiment === experiment)
    )
  )
  return [
    '## Trajectories of the synthetic problems',
    'Median over the runs of an arm (seeds or starting points) and, where they differ, the range: x after t updates, and the average regret R_t/t against the best fixed point of the steps so far. `report.json` has up to 50 points of each under `trajectories`.',
    ...tables
  ].join('\n\n')
}

function experimentTable(experiment: string, arms: readonly ReportTrajectory[]): string {
  const steps = (arms[0]?.at ?? []).filter((_, index, { length }) =>
    SHARES.some((share) => index === Math.max(0, Math.round(share * length) - 1))
  )
  const rows = steps.map((step) => [
    String(step),
    ...arms.flatMap(({ at, x, averageRegret }) => {
      const index = at.indexOf(step)
      return index < 0 ? ['–', '–'] : [bandCell(x, index), bandCell(averageRegret, index)]
    })
  ])
  const names = arms.map(({ arm }) => escapeMarkdown(shorten(arm, 40)))
  const headers = ['t', ...names.flatMap((name) => [`x of ${name}`, `R_t/t of ${name}`])]
  const runs = arms.map(({ numRuns, numDiverged }, index) => {
    const diverged = numDiverged === 0 ? '' : `, ${numDiverged} diverged`
    return `${names[index]}: ${formatCount(numRuns, 'run')}${diverged}`
  })
  const numeric = headers.map((_, index) => index)
  return `### ${escapeMarkdown(shorten(experiment, 100))}\n\n${runs.join('; ')}.\n\n${markdownTable(headers, rows, numeric)}`
}

function bandCell({ median, low, high }: Band, index: number): string {
  const [middle, from, to] = [median, low, high].map((values) => formatNumber(values[index]!, DIGITS)) as [
    string,
    string,
    string
  ]
  return from === middle && to === middle ? middle : `${middle} (${from} to ${to})`
}
