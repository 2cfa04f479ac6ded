import type { ListedOutcome } from '../claims/outcomes'
import type { Interval } from '../stats/interval'
import type { Row } from './csv'
import { FIGURE_WIDTH, type Figure, figureOf } from './figure'
import { named } from './named'
import { BAND, CONTROL, FAINT_INK, OUTCOME_LOOKS, TREATMENT } from './palette'

/** The name of the last place of the axis, which shows what all samples say together. */
const ALL = 'all'

/** One value of a seed or a starting point. */
export interface Sample {
  /** What the axis says: a seed, or a starting point. */
  readonly name: string
  /** null where the run has none; `note` says why. */
  readonly value: number | null
  /** Whose value it is, where two arms are shown. */
  readonly series: string
  /** Drawn hollow: it was run and has no say, or it does not hold the claim. */
  readonly hollow: boolean
  readonly note: string
}

/** A level with its words, such as a margin or a target. */
export interface Level {
  readonly value: number
  readonly words: string
}

export interface SampleChart {
  readonly id: string
  readonly title: string
  readonly description: string
  /** What the axis of names counts: "seed", "starting point". */
  readonly unit: string
  readonly valueTitle: string
  readonly samples: readonly Sample[]
  /** One or two names: the control first. */
  readonly series: readonly string[]
  /** Band in which a difference counts as none, or in which a value has to lie. */
  readonly band: { readonly from: number; readonly to: number; readonly words: string } | null
  readonly levels: readonly Level[]
  /** What all samples say together, with the colour of its verdict. */
  readonly summary: {
    readonly center: number
    readonly interval: Interval | null
    readonly outcome: ListedOutcome
  } | null
  /** Values at which the axis has ticks, and Vega's expression for their labels; the usual ones where left out. */
  readonly ticks?: { readonly valuesFor: (low: number, high: number) => readonly number[]; readonly label: string }
}

const HEIGHT = 190
const LEVEL_SIZE = 10

/** Samples one beside the other in their order, with the levels that they are compared with. */
export function sampleChart(chart: SampleChart): Figure {
  const { id, title, description, unit, valueTitle, samples, series, band, levels, summary, ticks } = chart
  const rows = samples.map(
    ({ name, value, series, hollow, note }): Row => ({ sample: name, series, value, hollow, note })
  )
  const [low, high] = domainOf(chart)
  const names = [...new Set(samples.map(({ name }) => name))]
  const order = summary === null ? names : [...names, ALL]
  const step = Math.max(10, Math.min(34, Math.floor(FIGURE_WIDTH / Math.max(order.length, 1))))
  const width = step * order.length
  const y = { type: 'quantitative', scale: { domain: [low, high], nice: false, zero: false } }
  const axis =
    ticks === undefined ? { grid: true } : { grid: true, values: ticks.valuesFor(low, high), labelExpr: ticks.label }
  const x = named('sample', order)
  const fixed = (values: object) => ({ values: [values] })
  const color = {
    field: 'series',
    type: 'nominal',
    scale: { domain: series, range: series.length === 1 ? [TREATMENT] : [CONTROL, TREATMENT] },
    legend: series.length === 1 ? null : {}
  }
  const shape = {
    field: 'series',
    type: 'nominal',
    scale: { domain: series, range: series.length === 1 ? ['circle'] : ['triangle-up', 'circle'] },
    legend: series.length === 1 ? null : {}
  }
  const words = [...levels, ...(band === null ? [] : [{ value: band.to, words: band.words }])].filter(
    (level) => level.words !== ''
  )
  return figureOf({
    id,
    title,
    description,
    rows,
    numbers: ['value'],
    drawing: {
      width,
      height: HEIGHT,
      layer: [
        ...(band === null
          ? []
          : [
              {
                data: fixed({ from: Math.max(band.from, low), to: Math.min(band.to, high) }),
                mark: { type: 'rect', color: BAND },
                encoding: { y: { ...y, field: 'from' }, y2: { field: 'to' } }
              }
            ]),
        ...levels.map(({ value }) => ({
          data: fixed({ value }),
          mark: { type: 'rule', strokeDash: [4, 3], color: FAINT_INK },
          encoding: { y: { ...y, field: 'value' } }
        })),
        ...apart(words, low, high).map(({ value, at, words }) => ({
          data: fixed({ value, words }),
          mark: { type: 'text', align: 'left', baseline: 'middle', fontSize: LEVEL_SIZE, color: FAINT_INK },
          encoding: { x: { value: width + 5 }, y: { value: at }, text: { field: 'words' } }
        })),
        {
          transform: [{ filter: 'isValid(datum.value)' }],
          mark: { type: 'point', size: 36, strokeWidth: 2, opacity: 1 },
          encoding: {
            x: { ...x, title: unit, axis: { labelAngle: 0, ticks: false } },
            y: { ...y, field: 'value', title: valueTitle, axis },
            color,
            shape,
            fillOpacity: { condition: { test: "datum.hollow === 'true'", value: 0 }, value: 1 },
            fill: { ...color, legend: series.length === 1 ? null : {} }
          }
        },
        {
          transform: [{ filter: '!isValid(datum.value)' }],
          mark: { type: 'text', text: '×', fontSize: 16, fontWeight: 'bold', baseline: 'bottom' },
          encoding: { x, y: { value: HEIGHT }, color }
        },
        ...summaryLayers(summary, x, y)
      ]
    }
  })
}

function summaryLayers(summary: SampleChart['summary'], x: object, y: object): object[] {
  if (summary === null) return []
  const { center, interval, outcome } = summary
  const { color, shape } = OUTCOME_LOOKS[outcome]
  const bounds = interval === null || ![interval.lower, interval.upper].every(Number.isFinite) ? null : interval
  const values = [{ sample: ALL, center, lower: bounds?.lower ?? center, upper: bounds?.upper ?? center }]
  return [
    {
      data: { values },
      mark: { type: 'rule', strokeWidth: 2.5, color },
      encoding: { x, y: { ...y, field: 'lower' }, y2: { field: 'upper' } }
    },
    {
      data: { values },
      mark: { type: 'point', filled: true, size: 100, opacity: 1, color, shape },
      encoding: { x, y: { ...y, field: 'center' } }
    }
  ]
}

/** From the lowest to the highest of what is shown, with a little room. */
function domainOf({ samples, band, levels, summary }: SampleChart): [number, number] {
  const shown = [
    ...samples.map(({ value }) => value),
    ...(band === null ? [] : [band.from, band.to]),
    ...levels.map(({ value }) => value),
    ...(summary === null ? [] : [summary.center, summary.interval?.lower, summary.interval?.upper])
  ].filter((value): value is number => typeof value === 'number' && Number.isFinite(value))
  const [low, high] = [Math.min(...shown), Math.max(...shown)]
  if (shown.length === 0) return [0, 1]
  const room = 0.06 * (high - low) || Math.abs(high) * 0.01 || 1
  return [low - room, high + room]
}

/** Places for words beside their levels, from the top, in pixels, that do not overlap. */
function apart(levels: readonly Level[], low: number, high: number) {
  const gap = LEVEL_SIZE + 3
  const placed: { value: number; words: string; at: number }[] = []
  for (const level of [...levels].sort((a, b) => b.value - a.value)) {
    const wanted = HEIGHT * (1 - (level.value - low) / (high - low))
    placed.push({ ...level, at: Math.max(wanted, (placed.at(-1)?.at ?? Number.NEGATIVE_INFINITY) + gap) })
  }
  return placed
}
