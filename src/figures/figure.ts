import type { TopLevelSpec } from 'vega-lite'
import { csvOf, type Row } from './csv'
import { BAND, FAINT_INK, GRID, INK, PAPER } from './palette'
import { wrapLines } from './textWidth'

/** A figure as data: what it shows, and how it is drawn. */
export interface Figure {
  /** Part of an id of an element and of a file's name: letters, digits and hyphens. */
  readonly id: string
  /** The finding, computed from the numbers. */
  readonly title: string
  /** How to read it. */
  readonly description: string
  /** Vega-Lite, its data inside. */
  readonly spec: FigureSpec
  /** The data alone, as CSV. */
  readonly csv: string
  /** Beside a sentence that says the same: nothing stands under it, and nothing of it is handed out. */
  readonly isSmall?: true
}

export type FigureSpec = TopLevelSpec

/** Width of a figure's title and of most plots, in pixels. */
export const FIGURE_WIDTH = 620
const TITLE_SIZE = 13
/** Of every text but titles, in pixels. */
export const DEFAULT_FONT_SIZE = 11

/** A legend of lines: as thick and as opaque as the medians, whatever else has the same colour. */
export const LINE_LEGEND = { symbolType: 'stroke', symbolOpacity: 1, symbolSize: 400, symbolStrokeWidth: 2 } as const

export interface FigureParts {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly rows: readonly Row[]
  /** Columns that hold numbers; all others hold text. */
  readonly numbers: readonly string[]
  /** The drawing, a unit, a layer or a concatenation: everything but data, title and looks. */
  readonly drawing: object
}

/** Completes a figure: all have the same looks, and their data inside. */
export function figureOf({ id, title, description, rows, numbers, drawing }: FigureParts): Figure {
  const csv = csvOf(rows)
  const parse = Object.fromEntries(numbers.map((column) => [column, 'number']))
  const spec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v5.json',
    title: { text: wrapLines(title, TITLE_SIZE, FIGURE_WIDTH) },
    description: title,
    data: { values: csv, format: { type: 'csv', parse } },
    ...drawing,
    config: FIGURE_CONFIG
  }
  // A drawing is written as plain data; the compiler checks it, and reports what it does not know.
  return { id, title, description, spec: spec as FigureSpec, csv }
}

export const FONT = 'Helvetica, Arial, sans-serif'

/** The looks of all figures. */
export const FIGURE_CONFIG = {
  aria: false,
  background: PAPER,
  font: FONT,
  padding: 8,
  view: { stroke: null },
  title: {
    anchor: 'start',
    frame: 'bounds',
    color: INK,
    fontSize: TITLE_SIZE,
    fontWeight: 600,
    lineHeight: 17,
    offset: 10
  },
  axis: {
    labelColor: INK,
    titleColor: INK,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    domainColor: FAINT_INK,
    tickColor: FAINT_INK,
    gridColor: GRID,
    labelLimit: 0,
    titleLimit: 0,
    labelOverlap: 'greedy',
    labelFlush: false
  },
  header: { labelColor: INK, titleColor: INK, labelFontSize: 11, labelFontWeight: 600 },
  legend: {
    labelColor: INK,
    titleColor: INK,
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    labelLimit: 0,
    orient: 'bottom',
    title: null
  },
  text: { color: INK, fontSize: 11 },
  rule: { color: FAINT_INK },
  rect: { color: BAND }
}
