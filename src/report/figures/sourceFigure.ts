import { armLines } from '../../figures/armLines'
import type { Row } from '../../figures/csv'
import { FIGURE_WIDTH, type Figure, figureOf } from '../../figures/figure'
import { FAINT_INK, GRID } from '../../figures/palette'
import { wrapLines } from '../../figures/textWidth'
import { armName } from '../../text/armName'
import { plainLine, shorten } from '../../text/escape'
import { listedOutcome } from '../data/listedOutcome'
import { figureFinding, type PanelResult, shownWord } from '../data/sourcePanels'
import { effectOf, statusWords } from '../words'
import {
  type CurvePoint,
  type CurvesByRun,
  curveLayers,
  curvePoints,
  curveTable,
  drawnEpochs,
  epochAxis,
  seedColumn,
  unfolded
} from './curves'
import { LossScale } from './lossScale'
import { reportedLabel, reportedLabels, reportedMarks } from './reportedLosses'

/** Points of a panel: a figure has several, each as small as a postage stamp. */
const MAX_POINTS = 400
const MAX_TICKS = 5
const HEIGHT = 150
const MAX_WIDTH = 262
/** Room to the left of a panel for its axis, and beneath for the other. */
const AXIS = 56
const UNDER = 54
/** Between the words over two panels. */
const GAP = 12
const TITLE_SIZE = 11
const WORDS_SIZE = 10
const LINE = 13
/** Longest texts from outside, in characters. */
const TITLE_LIMIT = 80
const WORDS_LIMIT = 120
const METRIC_LIMIT = 24

/** A panel with what is drawn of it. */
interface Panel {
  readonly result: PanelResult
  readonly points: readonly CurvePoint[]
  readonly epochs: readonly number[]
  readonly title: readonly string[]
  readonly words: readonly string[]
}

/**
 * A figure of a source as it arranges it, drawn from the runs made here, with the numbers that it reports on the same axes.
 *
 * @param results what a report has of its panels, in its rows: `panelResults`
 */
export function sourceFigure(results: readonly (readonly PanelResult[])[], runs: CurvesByRun, id: string): Figure {
  const columns = Math.max(...results.map((row) => row.length))
  const width = Math.min(MAX_WIDTH, Math.floor(FIGURE_WIDTH / columns) - AXIS)
  const panels = results.map((row) => level(row.map((result) => panelOf(result, runs, width))))
  const all = panels.flat()
  const drawn = all.flatMap(({ result }) => (result.evidence === null ? [] : [result.evidence]))
  const arms = [...new Set(drawn.flatMap(({ control, treatment }) => [armName(control.arm), armName(treatment.arm)]))]
  const pairs = drawn.flatMap((evidence) => evidence.pairs)
  const seeds = [...new Set(pairs.map(({ seed }) => seed))].sort((a, b) => a - b).map(seedColumn)
  return figureOf({
    id,
    title: figureFinding(results.flat()),
    description:
      "In the places of the source's own plots: thin lines are runs made here, thick ones the medians of their seeds, epoch by epoch. Dotted rules and grey bands are what is reported of the source's plots.",
    rows: all.flatMap((panel) => rowsOf(panel, seeds)),
    numbers: ['panel', 'epoch', ...seeds, 'low', 'high'],
    drawing: {
      concat: panels.flatMap((row, index) => [
        ...row.map((panel) => drawingOf(panel, { width, seeds, arms })),
        ...(index < panels.length - 1 ? Array.from({ length: columns - row.length }, () => blank(width)) : [])
      ]),
      columns,
      bounds: 'flush',
      spacing: {
        column: AXIS,
        // Over the first row there is the title of the figure.
        row: UNDER + LINE * Math.max(0, ...panels.slice(1).map(([first]) => linesOver(first!)))
      }
    }
  })
}

/** The same number of lines over every panel of a row, so that their titles stand side by side. */
function level(row: readonly Panel[]): Panel[] {
  const lines = Math.max(...row.map(linesOver))
  return row.map((panel) => {
    const missing = Array<string>(lines - linesOver(panel)).fill('')
    return { ...panel, words: [...panel.words, ...missing] }
  })
}

function linesOver({ title, words }: Panel): number {
  return title.length + words.length
}

function panelOf(result: PanelResult, runs: CurvesByRun, width: number): Panel {
  const { panel, evidence, data, arms } = result
  const points = evidence === null ? [] : curvePoints(evidence, runs, [panel.metric])
  const epochs = drawnEpochs(points, MAX_POINTS)
  const isDrawn = epochs.length > 1
  const shown = shownWord(panel)
  const told = [
    ...(shown === null ? [] : [arms === null ? shown : `${armName(arms.treatment)} ${shown}`]),
    // Where nothing is drawn there is no axis to draw them on.
    ...(isDrawn ? [] : panel.reported.map(reportedLabel)),
    ...(panel.reported.length === 0 ? ['no number'] : [])
  ]
  const lines = [
    ...(data === null ? [] : [`data: ${data}`]),
    ...(told.length === 0 ? [] : [`source: ${told.join(', ')}`]),
    ...hereWords(result)
  ]
  return {
    result,
    points: isDrawn ? points : [],
    epochs,
    title: wrapLines(shorten(plainLine(panel.title), TITLE_LIMIT), TITLE_SIZE, width + AXIS - GAP),
    words: lines.flatMap((line) => wrapLines(wordsOf(line), WORDS_SIZE, width + AXIS - GAP))
  }
}

/** A number stays with its unit. */
function wordsOf(line: string): string {
  return shorten(plainLine(line), WORDS_LIMIT).replace(/ (?=%)/g, '\u00a0')
}

function hereWords({ entry }: PanelResult): string[] {
  // Of the others the panel itself says why it is empty.
  if (entry?.kind !== 'judged') return []
  const effect = listedOutcome(entry) === 'not-measured' ? null : effectOf(entry.claim, entry.judgement).words(3)
  return [`here: ${statusWords(entry)}${effect === null ? '' : `, ${effect}`}`]
}

/** The curves of a panel, then what is reported of it. */
function rowsOf({ result, points, epochs }: Panel, seeds: readonly string[]): Row[] {
  const {
    number: panel,
    panel: { metric, reported }
  } = result
  const none = Object.fromEntries(seeds.map((seed) => [seed, null]))
  return [
    ...curveTable(points, epochs, seeds).map((row) => ({
      panel,
      ...row,
      metric: metricName(metric),
      reported: null,
      low: null,
      high: null
    })),
    ...reported.map((loss) => ({
      panel,
      metric: metricName(metric),
      arm: null,
      epoch: null,
      ...none,
      reported: reportedLabel(loss),
      low: loss.low,
      high: loss.high
    }))
  ]
}

function metricName(metric: string): string {
  return shorten(plainLine(metric), METRIC_LIMIT)
}

interface Looks {
  readonly width: number
  readonly seeds: readonly string[]
  readonly arms: readonly string[]
}

function drawingOf({ result, points, epochs, title, words }: Panel, { width, seeds, arms }: Looks): object {
  const { panel, number, missing } = result
  const frame = {
    width,
    height: HEIGHT,
    title: {
      text: title,
      subtitle: words,
      anchor: 'start',
      frame: 'group',
      fontSize: TITLE_SIZE,
      lineHeight: LINE,
      subtitleColor: FAINT_INK,
      subtitleFontSize: WORDS_SIZE,
      subtitleLineHeight: LINE,
      offset: 8
    }
  }
  if (points.length === 0) return { ...frame, ...emptyPanel(missing ?? 'no course that can be drawn', width) }
  const losses = [...points.map(({ loss }) => loss), ...panel.reported.flatMap(({ low, high }) => [low, high])]
  const scale = new LossScale(losses, HEIGHT)
  const y = {
    type: 'quantitative',
    title: `${metricName(panel.metric)}${scale.logarithmic ? ' (log)' : ''}`,
    scale: scale.asScale,
    axis: { format: '~g', ...scale.ticks }
  }
  const x = epochAxis(epochs, MAX_TICKS)
  return {
    ...frame,
    transform: [{ filter: { field: 'panel', equal: number } }],
    layer: [
      ...reportedMarks(panel.reported, y),
      { transform: unfolded(seeds), layer: curveLayers(x, y, armLines(arms)) },
      ...reportedLabels(panel.reported, scale)
    ]
  }
}

/** Fills a row that is shorter than the others. */
function blank(width: number): object {
  return { width, height: HEIGHT, data: { values: [{}] }, mark: { type: 'point', opacity: 0 } }
}

/** Why a panel has no curves, in its place: the arrangement stays that of the source. */
function emptyPanel(why: string, width: number): object {
  const lines = wrapLines(why, WORDS_SIZE, width - 20)
  return {
    data: { values: [{}] },
    view: { stroke: GRID, strokeDash: [4, 3] },
    mark: { type: 'text', text: lines, color: FAINT_INK, fontSize: WORDS_SIZE, lineHeight: LINE },
    encoding: { x: { value: width / 2 }, y: { value: HEIGHT / 2 - ((lines.length - 1) * LINE) / 2 } }
  }
}
