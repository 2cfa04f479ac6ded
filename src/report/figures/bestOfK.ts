import { type Figure, figureOf, LINE_LEGEND } from '../../figures/figure'
import { integerTicks } from '../../figures/integerTicks'
import { CONTROL, TREATMENT } from '../../figures/palette'
import { armName } from '../../text/armName'
import { plainLine, shorten } from '../../text/escape'
import { formatNumber } from '../../text/format'
import type { BestOfKSensitivity } from '../sensitivity/types'

const WITHOUT = 'without replacement'
const WITH = 'with replacement'
const DASHES = {
  domain: [WITHOUT, WITH],
  range: [
    [1, 0],
    [4, 3]
  ]
}
const MAX_TICKS = 12

/** The lowest loss that a search of k settings would have found on average, for each arm. */
export function bestOfKChart({ metric, arms }: BestOfKSensitivity, id: string): Figure | null {
  const rows = arms.flatMap(({ arm, withReplacement, withoutReplacement }) =>
    [[WITHOUT, withoutReplacement] as const, [WITH, withReplacement] as const].flatMap(([search, losses]) =>
      losses.flatMap((loss, index) =>
        Number.isFinite(loss) ? [{ arm: armName(arm), search, k: index + 1, loss }] : []
      )
    )
  )
  if (rows.length === 0) return null
  const names = [...new Set(rows.map(({ arm }) => arm))]
  const best = names.map((name) => {
    const own = rows.filter(({ arm, search }) => arm === name && search === WITHOUT)
    return own.length === 0 ? `${name} –` : `${name} ${formatNumber(Math.min(...own.map(({ loss }) => loss)))}`
  })
  return figureOf({
    id: `${id}-best`,
    title: `Best ${shorten(plainLine(metric), 40)} of the whole grid: ${best.join(', ')}`,
    description:
      'The lowest value that a search of k settings of this grid would have found, on average. A grid is no random search: this describes and estimates nothing.',
    rows,
    numbers: ['k', 'loss'],
    drawing: {
      width: 440,
      height: 190,
      encoding: {
        x: {
          field: 'k',
          type: 'quantitative',
          title: 'settings tried, k',
          axis: { values: integerTicks(1, Math.max(...rows.map(({ k }) => k)), MAX_TICKS), format: 'd', grid: false }
        },
        y: {
          field: 'loss',
          type: 'quantitative',
          title: shorten(plainLine(metric), 40),
          scale: { zero: false },
          axis: { format: '~g' }
        },
        color: { field: 'arm', type: 'nominal', scale: { domain: names, range: [CONTROL, TREATMENT] } }
      },
      // In layers, since the legend of one mark for both would show neither dash.
      layer: [
        {
          mark: 'line',
          encoding: { strokeDash: { field: 'search', type: 'nominal', scale: DASHES, legend: LINE_LEGEND } }
        },
        {
          mark: { type: 'point', filled: true, size: 28, opacity: 1 },
          encoding: {
            shape: { field: 'arm', type: 'nominal', scale: { domain: names, range: ['triangle-up', 'circle'] } }
          }
        }
      ]
    }
  })
}
