import { INK } from './palette'

export interface IntervalRows {
  /** The column that names each row, and its values from top to bottom. */
  readonly row: { readonly field: string; readonly order: readonly string[] }
  /** The column of the values; `lower` and `upper` hold the intervals. */
  readonly value: string
  /** Of the plot alone, in pixels. */
  readonly width: number
  /** Scale, title and ticks of the values. */
  readonly x: object
  readonly color: object
  readonly shape: object
  /** Columns of words beside the plot, and how far from its right edge each begins, in pixels. */
  readonly words: readonly (readonly [field: string, offset: number])[]
}

/** One value a row with its interval: a dashed line at no difference, the intervals, the values, words beside them. */
export function intervalRows({ row, value, width, x, color, shape, words }: IntervalRows): object {
  const place = (field: string) => ({ field, type: 'quantitative', ...x })
  const y = { field: row.field, type: 'nominal', sort: row.order, title: null, axis: { ticks: false, domain: false } }
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
      ...words.map(([field, offset]) => ({
        mark: { type: 'text', align: 'left' },
        encoding: { x: { value: width + offset }, text: { field }, color: { value: INK } }
      }))
    ]
  }
}
