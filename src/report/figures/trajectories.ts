import { armLines } from '../../figures/armLines'
import { type Figure, figureOf } from '../../figures/figure'
import { INK } from '../../figures/palette'
import type { Band } from '../../judge/trajectory'
import { expectedBestPoint } from '../../problems/expectedBestPoint'
import type { Problem } from '../../runs/synthetic/types'
import { armName } from '../../text/armName'
import { plainLine, shorten } from '../../text/escape'
import { formatNumber } from '../../text/format'
import { evenlySpread } from '../data/evenlySpread'
import type { ReportTrajectory } from '../data/types'

const PANELS = [
  ['x', 'iterate x'],
  ['averageRegret', 'average regret R_t/t']
] as const
/** Points of an arm that are drawn. */
const MAX_POINTS = 20

/**
 * The iterate and the average regret of every arm of one synthetic experiment: the median of its runs and their range.
 *
 * @param problem shows the iterates between the bounds that they cannot leave, with the best point among them
 */
export function trajectoryChart(
  experiment: string,
  arms: readonly ReportTrajectory[],
  problem: Problem | null,
  id: string
): Figure | null {
  const rows = arms.flatMap(({ arm, at, x, averageRegret }) =>
    PANELS.flatMap(([panel]) => {
      const band = panel === 'x' ? x : averageRegret
      const drawn = evenlySpread([...at.keys()], MAX_POINTS)
      return drawn.map((index) => ({ panel, arm: armName(arm), step: at[index]!, ...pointOf(band, index) }))
    })
  )
  if (rows.length === 0) return null
  const names = arms.map(({ arm }) => armName(arm))
  const ends = arms.map(({ arm, at, x }) => `${armName(arm)} at x = ${formatNumber(x.median[at.length - 1]!, 3)}`)
  const steps = Math.max(...arms.flatMap(({ at }) => at))
  return figureOf({
    id: `${id}-trajectories`,
    title: `${shorten(plainLine(experiment), 60)} after ${grouped(steps)} steps: ${ends.join(', ')}`,
    description:
      'Lines are medians over the runs of an arm, seeds or starting points; the areas are their range. The dotted rule is the best fixed point; the regret is against that of the steps so far.',
    rows,
    numbers: ['step', 'median', 'low', 'high'],
    drawing: {
      hconcat: PANELS.map(([panel, title]) => panelOf(panel, title, names, panel === 'x' ? problem : null)),
      spacing: 34
    }
  })
}

/** A whole number with its thousands apart. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** Without a range where the runs do not differ. */
function pointOf({ median, low, high }: Band, index: number) {
  const [middle = null, from = null, to = null] = [median[index], low[index], high[index]]
  return from === to ? { median: middle, low: null, high: null } : { median: middle, low: from, high: to }
}

/** A line on a bound is a line, not an edge. */
function withRoom([lower, upper]: readonly [number, number]): [number, number] {
  const room = 0.04 * (upper - lower)
  return [lower - room, upper + room]
}

function panelOf(panel: string, title: string, names: readonly string[], problem: Problem | null): object {
  const { color, strokeDash } = armLines(names)
  const x = {
    field: 'step',
    type: 'quantitative',
    title: 'step t',
    scale: { nice: false, zero: false },
    axis: { format: '~s', tickCount: 5, grid: false }
  }
  const best = problem === null ? null : expectedBestPoint(problem)
  const scale = problem === null ? { zero: false } : { domain: withRoom(problem.domain), nice: false }
  const y = { type: 'quantitative', title, scale, axis: { format: '~g', tickCount: 6 } }
  return {
    width: 262,
    height: 190,
    transform: [{ filter: { field: 'panel', equal: panel } }],
    layer: [
      ...(best === null
        ? []
        : [
            {
              data: { values: [{ best }] },
              mark: { type: 'rule', strokeDash: [1, 3], color: INK },
              encoding: { y: { ...y, field: 'best' } }
            }
          ]),
      {
        transform: [{ filter: 'isValid(datum.low)' }],
        mark: { type: 'area', opacity: 0.15 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color }
      },
      { mark: { type: 'line', strokeWidth: 1.8 }, encoding: { x, y: { ...y, field: 'median' }, color, strokeDash } }
    ]
  }
}
