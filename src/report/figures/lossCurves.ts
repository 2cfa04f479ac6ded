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

/** More points are thinned, epoch by epoch: no screen shows them, and a page has room for many figures. */
const MAX_POINTS = 800
const MIN_EPOCHS = 12

const METRICS = ['train.loss', 'test.loss'] as const
type Metric = (typeof METRICS)[number]

interface CurvePoint {
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
  const points = evidence.pairs.flatMap((pair) => [
    ...pointsOf(control, pair.seed, runs.get(pair.control.runKey)),
    ...pointsOf(treatment, pair.seed, runs.get(pair.treatment.runKey))
  ])
  const epochs = thinned(
    [...new Set(points.map(({ epoch }) => epoch))].sort((a, b) => a - b),
    points.length
  )
  if (epochs.length < 2) return null
  const metrics = METRICS.filter((metric) => points.some((point) => point.metric === metric))
  const seeds = evidence.pairs.map(({ seed }) => seedColumn(seed))
  const rows = tableOf(points, epochs, seeds)
  const arms = [control, treatment] as const
  return figureOf({
    id: `${id}-curves`,
    title: metrics.map((metric) => finding(metric, points, arms)).join('; '),
    description: 'Every thin line is a run, the thick ones are the medians of the seeds, epoch by epoch.',
    rows,
    numbers: ['epoch', ...seeds],
    drawing: {
      transform: [{ fold: seeds, as: ['seed', 'loss'] }, { filter: 'isValid(datum.loss)' }],
      hconcat: metrics.map((metric) => {
        const losses = points.filter((point) => point.metric === metric).map(({ loss }) => loss)
        return panelOf(metric, Math.max(...losses) / Math.min(...losses) > LINEAR_SPAN, arms, epochs)
      }),
      spacing: 34
    }
  })
}

function seedColumn(seed: number): string {
  return `seed_${seed}`
}

/** Evenly spread epochs, the first and the last among them, so many that all runs together stay within the limit. */
function thinned(epochs: readonly number[], numPoints: number): readonly number[] {
  const count = Math.max(MIN_EPOCHS, Math.floor((epochs.length * MAX_POINTS) / numPoints))
  if (count >= epochs.length) return epochs
  const step = (epochs.length - 1) / (count - 1)
  return Array.from({ length: count }, (_, index) => epochs[Math.round(index * step)]!)
}

/** A row an epoch of an arm, with a column for each seed: shorter than a row a point, and easier to read. */
function tableOf(points: readonly CurvePoint[], epochs: readonly number[], seeds: readonly string[]): Row[] {
  const kept = new Set(epochs)
  const rows = new Map<string, Record<string, string | number | null>>()
  for (const { metric, arm, epoch, seed, loss } of points) {
    if (!kept.has(epoch)) continue
    const key = `${metric} ${epoch} ${arm}`
    if (!rows.has(key)) rows.set(key, { metric, arm, epoch, ...Object.fromEntries(seeds.map((name) => [name, null])) })
    rows.get(key)![seedColumn(seed)] = loss
  }
  return [...rows.values()]
}

/** A loss that is no number, or none with a logarithm, has no place in the picture. */
function pointsOf(arm: string, seed: number, run: ReportRunRow | undefined): CurvePoint[] {
  const { curve } = run ?? {}
  if (curve === undefined) return []
  return METRICS.flatMap((metric) =>
    (curve.losses[metric] ?? []).flatMap((loss, index) =>
      Number.isFinite(loss) && loss > 0 ? [{ metric, arm, seed, epoch: curve.epochs[index]!, loss }] : []
    )
  )
}

function finding(metric: Metric, points: readonly CurvePoint[], arms: readonly string[]): string {
  const last = Math.max(...points.filter((point) => point.metric === metric).map(({ epoch }) => epoch))
  const medians = arms.map((arm) =>
    median(
      points
        .filter((point) => point.metric === metric && point.arm === arm && point.epoch === last)
        .map(({ loss }) => loss)
    )
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

/** Whole epochs, at most seven. */
function epochTicks(epochs: readonly number[]): number[] {
  const last = Math.max(...epochs)
  const step = Math.ceil(last / 7)
  return Array.from({ length: Math.floor(last / step) }, (_, index) => (index + 1) * step)
}

function panelOf(metric: Metric, logarithmic: boolean, arms: readonly string[], epochs: readonly number[]): object {
  const scale = logarithmic ? { type: 'log' } : { zero: false }
  const x = {
    field: 'epoch',
    type: 'quantitative',
    title: 'epoch',
    scale: { nice: false, zero: false },
    axis: { values: epochTicks(epochs), format: 'd', grid: false }
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
        mark: { type: 'line', strokeWidth: 0.7, strokeOpacity: 0.35 },
        encoding: { x, y: { ...y, field: 'loss' }, color, detail: { field: 'seed' } }
      },
      {
        mark: { type: 'line', strokeWidth: 2.4 },
        encoding: { x, y: { ...y, field: 'loss', aggregate: 'median' }, color, strokeDash: dash }
      }
    ]
  }
}
