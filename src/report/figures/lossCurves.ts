import type { PairedEvidence } from '../../evidence/types'
import { plainLine, shorten } from '../escape'
import { formatNumber } from '../format'
import type { ReportRunRow } from '../types'
import type { Row } from './csv'
import { type Figure, figureOf, LINE_LEGEND } from './figure'
import { CONTROL, TREATMENT } from './palette'

const NAME_LIMIT = 40
/** Losses that span more than this factor are drawn on a logarithmic scale. */
const LINEAR_SPAN = 5

const METRICS = ['train.loss', 'test.loss'] as const
type Metric = (typeof METRICS)[number]

interface CurveRow extends Row {
  readonly metric: Metric
  readonly arm: string
  readonly seed: number
  readonly epoch: number
  readonly loss: number
}

/** The losses of every run of a comparison, each seed thin and the median of each arm thick. */
export function lossCurves(
  evidence: PairedEvidence,
  runs: ReadonlyMap<string, ReportRunRow>,
  id: string
): Figure | null {
  const control = shorten(plainLine(evidence.control.arm), NAME_LIMIT)
  const treatment = shorten(plainLine(evidence.treatment.arm), NAME_LIMIT)
  const rows = evidence.pairs.flatMap((pair) => [
    ...curveRows(control, pair.seed, runs.get(pair.control.runKey)),
    ...curveRows(treatment, pair.seed, runs.get(pair.treatment.runKey))
  ])
  if (new Set(rows.map(({ epoch }) => epoch)).size < 2) return null
  const metrics = METRICS.filter((metric) => rows.some((row) => row.metric === metric))
  return figureOf({
    id: `${id}-curves`,
    title: metrics.map((metric) => finding(metric, rows, [control, treatment])).join('; '),
    description: 'Every thin line is a run, the thick ones are the medians of the seeds, epoch by epoch.',
    rows,
    numbers: ['seed', 'epoch', 'loss'],
    drawing: {
      hconcat: metrics.map((metric) =>
        panelOf(
          metric,
          rows.filter((row) => row.metric === metric),
          [control, treatment]
        )
      ),
      spacing: 34
    }
  })
}

/** A loss that is no number, or none with a logarithm, has no place in the picture. */
function curveRows(arm: string, seed: number, run: ReportRunRow | undefined): CurveRow[] {
  const { curve } = run ?? {}
  if (curve === undefined) return []
  return METRICS.flatMap((metric) =>
    (curve.losses[metric] ?? []).flatMap((loss, index) =>
      Number.isFinite(loss) && loss > 0 ? [{ metric, arm, seed, epoch: curve.epochs[index]!, loss }] : []
    )
  )
}

function finding(metric: Metric, rows: readonly CurveRow[], arms: readonly [string, string]): string {
  const last = Math.max(...rows.filter((row) => row.metric === metric).map(({ epoch }) => epoch))
  const medians = arms.map((arm) =>
    median(rows.filter((row) => row.metric === metric && row.arm === arm && row.epoch === last).map(({ loss }) => loss))
  )
  const words = arms.map((arm, index) => `${arm} ${medians[index] === null ? '–' : formatNumber(medians[index]!)}`)
  return `Median ${metric} after ${last} epochs: ${words.join(', ')}`
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

function panelOf(metric: Metric, rows: readonly CurveRow[], arms: readonly [string, string]): object {
  const losses = rows.map(({ loss }) => loss)
  const logarithmic = Math.max(...losses) / Math.min(...losses) > LINEAR_SPAN
  const scale = logarithmic ? { type: 'log' } : { zero: false }
  const x = {
    field: 'epoch',
    type: 'quantitative',
    title: 'epoch',
    scale: { nice: false, zero: false },
    axis: { tickMinStep: 1, format: 'd', grid: false }
  }
  const y = {
    type: 'quantitative',
    title: `${metric}${logarithmic ? ' (log)' : ''}`,
    scale,
    axis: { format: '~g', tickCount: 6 }
  }
  const color = {
    field: 'arm',
    type: 'nominal',
    scale: { domain: arms, range: [CONTROL, TREATMENT] },
    legend: LINE_LEGEND
  }
  const dash = {
    field: 'arm',
    type: 'nominal',
    scale: {
      domain: arms,
      range: [
        [5, 2],
        [1, 0]
      ]
    },
    legend: LINE_LEGEND
  }
  return {
    width: 262,
    height: 200,
    transform: [{ filter: { field: 'metric', equal: metric } }],
    layer: [
      {
        mark: { type: 'line', strokeWidth: 0.7, opacity: 0.35 },
        encoding: { x, y: { ...y, field: 'loss' }, color, detail: { field: 'seed' } }
      },
      {
        mark: { type: 'line', strokeWidth: 2.4 },
        encoding: { x, y: { ...y, field: 'loss', aggregate: 'median' }, color, strokeDash: dash }
      }
    ]
  }
}
