import type { Interval } from '../stats/interval'

/** Numbers on one line each, over a common scale, in plain characters. */
export interface DotPlot {
  readonly rows: readonly DotRow[]
  /** Marked by dots: what is too small to matter, or what counts as being there. Infinite ends are open. */
  readonly band: { readonly lower: number; readonly upper: number }
  /** Marked by a bar: no difference, or the target; null for none. */
  readonly reference: number | null
  /** The effect and its interval, below the rows; null where there is none. */
  readonly effect: (DotRow & { readonly interval: Interval | null }) | null
}

export interface DotRow {
  readonly label: string
  /** As printed, in front of the plot. */
  readonly text: string
  /** null: there is no number, and `text` says why. */
  readonly value: number | null
  /** One character; `o` is left to what counts, `x` to what does not. */
  readonly mark: string
}

const MIN_FIELD = 16
const MAX_FIELD = 100

/**
 * Draws a dot plot, every line at most `columns` wide where that leaves 16 columns for the scale. ASCII, so that it looks
 * the same in a log.
 *
 * @returns one text a row, then the effect; where labels leave no room beside them, each stands on a line of its own
 * @example
 * const row = { label: 'seed 0', text: '+5 %', value: 5, mark: 'o' }
 * dotPlot({ rows: [row], band: { lower: -1, upper: 1 }, reference: 0, effect: null }, 40)
 * // ['seed 0  +5 %  [ ....|...             o ]']
 */
export function dotPlot({ rows, band, reference, effect }: DotPlot, columns: number): string[] {
  const all = effect === null ? rows : [...rows, effect]
  const labelWidth = Math.max(0, ...all.map(({ label }) => label.length))
  const textWidth = Math.max(0, ...all.map(({ text }) => text.length))
  const isStacked = columns - labelWidth - textWidth - 6 < MIN_FIELD
  const beside = isStacked ? 0 : labelWidth
  const field = Math.min(MAX_FIELD, Math.max(MIN_FIELD, columns - beside - textWidth - 6))
  const ends = [band.lower, band.upper, reference, effect?.interval?.lower, effect?.interval?.upper]
  const place = scaleOf([...all.map(({ value }) => value), ...ends], field)
  const background = Array.from({ length: field }, (_, column): string =>
    place(band.lower) <= column && column <= place(band.upper) ? '.' : ' '
  )
  if (reference !== null) background[place(reference)] = '|'
  const line = ({ label, text }: DotRow, cells: readonly string[]) =>
    `${isStacked ? `${label}\n` : label.padEnd(labelWidth)}  ${text.padStart(textWidth)}  [${cells.join('')}]`
  const drawn = rows.map((row) => line(row, marked(background, row, place)))
  if (effect === null) return drawn
  const cells = [...background]
  if (effect.interval !== null) {
    const [from, to] = [place(effect.interval.lower), place(effect.interval.upper)]
    cells.fill('=', from, to + 1)
  }
  return [...drawn, line(effect, marked(cells, effect, place))]
}

function marked(cells: readonly string[], { value, mark }: DotRow, place: (value: number) => number): string[] {
  if (value === null) return [...cells]
  return cells.map((cell, column) => (column === place(value) ? mark : cell))
}

/** The column of a value, 0 to `field - 1`; what is infinite stands at the edge. */
function scaleOf(values: readonly (number | null | undefined)[], field: number): (value: number) => number {
  const finite = values.filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  const lowest = Math.min(...finite)
  const span = Math.max(...finite) - lowest
  return (value) => {
    if (span === 0) return Number.isFinite(value) ? Math.floor(field / 2) : value < 0 ? 0 : field - 1
    // A column of air at both ends, so that a mark is never taken for a bracket.
    const column = 1 + Math.round(((value - lowest) / span) * (field - 3))
    return Math.min(field - 1, Math.max(0, column))
  }
}
