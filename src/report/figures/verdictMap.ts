import { plainLine, shorten } from '../escape'
import { formatNumber } from '../format'
import type { MapSensitivity, MeasuredSensitivity } from '../sensitivity/types'
import { effectWords } from '../words'
import type { Row } from './csv'
import { type Figure, figureOf } from './figure'
import { OUTCOME_LOOKS, outcomeEncoding, PAPER } from './palette'

const CELL = { width: 108, height: 46 }

/** The verdict at every setting of a grid, both arms with the same one. */
export function verdictMap({ claim }: MeasuredSensitivity, map: MapSensitivity, id: string): Figure | null {
  const [across, down = null, apart = null] = map.axes
  if (across === undefined || map.cells.length === 0) return null
  const rows = map.cells.map(({ setting, judgement }): Row => {
    const { outcome } = judgement.verdict
    const axisValues = map.axes.map((axis) => [axis, formatNumber(setting[axis]!, 15)] as const)
    return {
      ...Object.fromEntries(axisValues),
      outcome,
      symbol: `${OUTCOME_LOOKS[outcome].symbol} ${outcome}`,
      effect: effectWords(claim, judgement, 2).effect
    }
  })
  const outcomes = [...new Set(rows.map(({ outcome }) => outcome))]
  const counts = outcomes.map((outcome) => `${outcome} at ${rows.filter((row) => row.outcome === outcome).length}`)
  const name = shorten(plainLine(claim.id), 60)
  const valuesOf = (axis: string | null) => (axis === null ? [] : [...new Set(rows.map((row) => String(row[axis])))])
  const place = (axis: string | null, angle: number) =>
    axis === null
      ? {}
      : { field: axis, type: 'nominal', sort: valuesOf(axis), axis: { labelAngle: angle, title: axis } }
  const cells = {
    width: CELL.width * valuesOf(across).length,
    height: CELL.height * Math.max(1, valuesOf(down).length),
    layer: [
      {
        mark: { type: 'rect', stroke: PAPER, strokeWidth: 2, opacity: 0.22 },
        encoding: { color: outcomeEncoding('outcome').color }
      },
      { mark: { type: 'text', baseline: 'middle', dy: -8 }, encoding: { text: { field: 'symbol' } } },
      { mark: { type: 'text', baseline: 'middle', dy: 9 }, encoding: { text: { field: 'effect' } } }
    ],
    encoding: { x: place(across, 0), ...(down !== null && { y: place(down, 0) }) }
  }
  return figureOf({
    id: `${id}-map`,
    title:
      outcomes.length === 1
        ? `${name} is ${outcomes[0]} at each of ${rows.length} settings`
        : `${name} depends on the setting: ${counts.join(', ')} of ${rows.length}`,
    description: `Every cell is the claim judged with both arms at that setting, ${map.numPairs} pairs each: exploratory, Holm's procedure over the map.`,
    rows,
    numbers: [],
    drawing:
      apart === null
        ? cells
        : { facet: { row: { field: apart, type: 'nominal', sort: valuesOf(apart), title: apart } }, spec: cells }
  })
}
