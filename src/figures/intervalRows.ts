import { DEFAULT_FONT_SIZE } from './figure'
import { named } from './named'
import { INK } from './palette'
import { textWidth } from './textWidth'

/** How far from the plot the words beside it begin, and the room between their columns, in pixels. */
const WORDS_AT = 14
const GAP = 12

export interface IntervalRows<Name extends string, Words extends string> {
  /** From top to bottom. */
  readonly rows: readonly Readonly<Record<Name | Words, string>>[]
  /** The column that names each row. */
  readonly name: Name
  /** The column of the values; `lower` and `upper` hold the intervals. */
  readonly value: string
  /** Of the plot alone, in pixels. */
  readonly width: number
  /** Scale, title and ticks of the values. */
  readonly x: object
  readonly color: object
  readonly shape: object
  /** Columns of words beside the plot. */
  readonly words: readonly Words[]
}

/** One value a row with its interval: a dashed line at no difference, the intervals, the values, words beside them. */
export function intervalRows<Name extends string, Words extends string>({
  rows,
  name,
  value,
  width,
  x,
  color,
  shape,
  words
}: IntervalRows<Name, Words>): object {
  const place = (field: string) => ({ field, type: 'quantitative', ...x })
  const order = rows.map((row) => row[name])
  const y = { ...named(name, order), title: null, axis: { ticks: false, domain: false } }
  const widestOf = (field: Words) => Math.max(0, ...rows.map((row) => textWidth(row[field], DEFAULT_FONT_SIZE)))
  const before = (column: number) =>
    words.slice(0, column).reduce((sum, field) => sum + widestOf(field) + GAP, WORDS_AT)
  return {
    width,
    height: { step: 18 },
    encoding: { y },
    layer: [
      { mark: { type: 'rule', strokeDash: [3, 3] }, encoding: { x: { datum: 0, ...x }, y: null } },
      {
        transform: [{ filter: 'isValid(datum.lower) && isValid(datum.upper)' }],
        mark: { type: 'rule', strokeWidth: 2 },
        encoding: { x: place('lower'), x2: { field: 'upper' }, color }
      },
      {
        transform: [{ filter: `isValid(datum.${value})` }],
        mark: { type: 'point', filled: true, size: 60, opacity: 1 },
        encoding: { x: place(value), color, shape }
      },
      ...words.map((field, column) => ({
        mark: { type: 'text', align: 'left' },
        encoding: { x: { value: width + before(column) }, text: { field }, color: { value: INK } }
      }))
    ]
  }
}
