import type { ListedOutcome } from '../claims/outcomes'
import { plainLine } from '../text/escape'
import { formatNumber } from '../text/format'
import { type Figure, figureOf } from './figure'
import { named } from './named'
import { OUTCOME_LOOKS, outcomeEncoding, PAPER } from './palette'
import { textWidth } from './textWidth'

const LINE_HEIGHT = 15
const FONT_SIZE = 11

/** Between lines of words in a cell, also where the data are read as text. */
export const LINE_BREAK = ' / '

/** One setting of a grid and what a claim came to there. */
export interface GridCell {
  /** A value an axis, as it is shown; the cells are in the order of the grid. */
  readonly setting: Readonly<Record<string, string>>
  readonly outcome: ListedOutcome
  /** Words under the outcome, in lines: the effect, or where the arms end. */
  readonly words: string
}

export interface SettingsGrid {
  readonly id: string
  readonly title: string
  readonly description: string
  /** One to three: across, down, and one picture a value. */
  readonly axes: readonly string[]
  readonly cells: readonly GridCell[]
}

/** Outcomes over the settings of a grid, by colour, symbol and word. */
export function settingsGrid({ id, title, description, axes, cells }: SettingsGrid): Figure | null {
  const [across, down = null, apart = null] = axes
  if (across === undefined || cells.length === 0 || axes.length > 3) return null
  const rows = cells.map(({ setting, outcome, words }) => ({
    ...setting,
    outcome,
    symbol: `${OUTCOME_LOOKS[outcome].symbol} ${outcome}`,
    words
  }))
  const valuesOf = (axis: string | null) =>
    axis === null ? [] : [...new Set(cells.flatMap(({ setting }) => setting[axis] ?? []))]
  const place = (axis: string) => ({
    // A dot or a bracket in a field's name would be read as a path into it.
    ...named(axis, valuesOf(axis)),
    axis: { labelAngle: 0, title: axis, labelOverlap: false }
  })
  const lines = rows.flatMap(({ symbol, words }) => [symbol, ...words.split(LINE_BREAK)])
  const widest = Math.max(...lines.map((line) => textWidth(line, FONT_SIZE)))
  const numLines = 1 + Math.max(...rows.map(({ words }) => words.split(LINE_BREAK).length))
  const line = { type: 'text', baseline: 'middle', lineBreak: LINE_BREAK, lineHeight: LINE_HEIGHT }
  const grid = {
    width: Math.ceil(widest + 12) * valuesOf(across).length,
    height: (LINE_HEIGHT * numLines + 14) * Math.max(1, valuesOf(down).length),
    layer: [
      {
        mark: { type: 'rect', stroke: PAPER, strokeWidth: 2, opacity: 0.22 },
        encoding: { color: outcomeEncoding('outcome').color }
      },
      {
        mark: { ...line, dy: (-LINE_HEIGHT * (numLines - 1)) / 2, fontWeight: 600 },
        encoding: { text: { field: 'symbol' } }
      },
      {
        mark: { ...line, dy: (-LINE_HEIGHT * (numLines - 3)) / 2 },
        encoding: { text: { field: 'words' } }
      }
    ],
    encoding: { x: place(across), ...(down !== null && { y: place(down) }) }
  }
  const facet = { field: apart, type: 'nominal', sort: valuesOf(apart), title: apart }
  return figureOf({
    id,
    title,
    description,
    rows,
    numbers: [],
    drawing: apart === null ? grid : { facet: { row: facet }, spec: grid }
  })
}

/** How often each outcome occurs. @example tallyWords([{ outcome: 'refuted' }, { outcome: 'refuted' }]) // '2 refuted' */
export function tallyWords(cells: readonly Pick<GridCell, 'outcome'>[]): string {
  const outcomes = [...new Set(cells.map(({ outcome }) => outcome))]
  return outcomes.map((each) => `${cells.filter(({ outcome }) => outcome === each).length} ${each}`).join(', ')
}

/** The values of a setting as its cell shows them. */
export function settingCells(setting: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const entries = Object.entries(setting).map(([axis, value]) => [
    axis,
    typeof value === 'number' ? formatNumber(value, 15) : plainLine(String(value))
  ])
  return Object.fromEntries(entries)
}
