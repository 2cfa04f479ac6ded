import type { armLines } from '../../figures/armLines'
import { integerTicks } from '../../figures/integerTicks'
import type { PairedEvidence } from '../../kinds/comparison/types'
import { armName } from '../../text/armName'
import { evenlySpread } from '../data/evenlySpread'
import type { ReportRunRow } from '../data/types'

/** Losses that span more than this factor are drawn on a logarithmic scale. */
const LINEAR_SPAN = 5
const MIN_EPOCHS = 12

/** A loss of a run after an epoch; one that is no number, or has no logarithm, has no place in a picture. */
export interface CurvePoint {
  readonly metric: string
  readonly arm: string
  readonly seed: number
  readonly epoch: number
  readonly loss: number
}

/** What a report keeps of the course of its runs, by their keys. */
export type CurvesByRun = ReadonlyMap<string, Pick<ReportRunRow, 'curve'>>

/**
 * The losses of every run of a comparison, as far as the report keeps them. The control comes last, so that its dashes lie
 * on the other line where both go the same way.
 */
export function curvePoints(
  { control, treatment, pairs }: PairedEvidence,
  runs: CurvesByRun,
  metrics: readonly string[]
): CurvePoint[] {
  const [controlName, treatmentName] = [armName(control.arm), armName(treatment.arm)]
  return pairs.flatMap((pair) => [
    ...pointsOf(treatmentName, pair.seed, runs.get(pair.treatment.runKey), metrics),
    ...pointsOf(controlName, pair.seed, runs.get(pair.control.runKey), metrics)
  ])
}

function pointsOf(
  arm: string,
  seed: number,
  run: Pick<ReportRunRow, 'curve'> | undefined,
  metrics: readonly string[]
): CurvePoint[] {
  const { curve } = run ?? {}
  if (curve === undefined) return []
  return metrics.flatMap((metric) =>
    (curve.losses[metric] ?? []).flatMap((loss, index) =>
      Number.isFinite(loss) && loss > 0 ? [{ metric, arm, seed, epoch: curve.epochs[index]!, loss }] : []
    )
  )
}

/**
 * The epochs that are drawn, evenly spread, the first and the last among them: no screen shows more points, and a page
 * has room for many figures.
 *
 * @param maxPoints of all runs together, unless that leaves fewer than 12 epochs
 */
export function drawnEpochs(points: readonly CurvePoint[], maxPoints: number): readonly number[] {
  if (points.length === 0) return []
  const epochs = [...new Set(points.map(({ epoch }) => epoch))].sort((a, b) => a - b)
  return evenlySpread(epochs, Math.max(MIN_EPOCHS, Math.floor((epochs.length * maxPoints) / points.length)))
}

/** The column of a seed in a table of curves. */
export function seedColumn(seed: number): string {
  return `seed_${seed}`
}

/** A row an epoch of an arm, with a column for each seed: shorter than a row a point, and easier to read. */
export function curveTable(
  points: readonly CurvePoint[],
  epochs: readonly number[],
  seeds: readonly string[]
): Record<string, string | number | null>[] {
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

/** Turns the columns of the seeds into rows, `seed` and `loss`. */
export function unfolded(seeds: readonly string[]): object[] {
  return [{ fold: seeds, as: ['seed', 'loss'] }, { filter: 'isValid(datum.loss)' }]
}

export function isLogarithmic(losses: readonly number[]): boolean {
  return Math.max(...losses) / Math.min(...losses) > LINEAR_SPAN
}

/** Epochs to the right: whole ones, at most `maxTicks` of them labelled. */
export function epochAxis(epochs: readonly number[], maxTicks: number) {
  const values = integerTicks(1, Math.max(...epochs), maxTicks)
  return {
    field: 'epoch',
    type: 'quantitative',
    title: 'epoch',
    scale: { nice: false, zero: false },
    axis: { values, format: 'd', grid: false }
  }
}

/** Every run as a thin line, and the median of each arm as a thick one, epoch by epoch. */
export function curveLayers(x: object, y: object, { color, strokeDash }: ReturnType<typeof armLines>): object[] {
  return [
    {
      mark: { type: 'line', strokeWidth: 0.7, strokeOpacity: 0.35 },
      encoding: { x, y: { ...y, field: 'loss' }, color, detail: { field: 'seed' } }
    },
    {
      mark: { type: 'line', strokeWidth: 2.4 },
      encoding: { x, y: { ...y, field: 'loss', aggregate: 'median' }, color, strokeDash }
    }
  ]
}
