import { median } from 'simple-statistics'
import { armLines } from '../../figures/armLines'
import { type Figure, figureOf } from '../../figures/figure'
import type { PairedEvidence } from '../../kinds/comparison/types'
import { armName } from '../../text/armName'
import { formatNumber } from '../../text/format'
import type { ReportRunRow } from '../data/types'
import {
  type CurvePoint,
  curveLayers,
  curvePoints,
  curveTable,
  drawnEpochs,
  epochAxis,
  isLogarithmic,
  seedColumn,
  unfolded
} from './curves'

const MAX_POINTS = 800
const MAX_TICKS = 7

const METRICS = ['train.loss', 'test.loss'] as const
type Metric = (typeof METRICS)[number]

/** The losses of every run of a comparison, each seed thin and the median of each arm thick. */
export function lossCurves(
  evidence: PairedEvidence,
  runs: ReadonlyMap<string, ReportRunRow>,
  id: string
): Figure | null {
  const points = curvePoints(evidence, runs, METRICS)
  const epochs = drawnEpochs(points, MAX_POINTS)
  if (epochs.length < 2) return null
  const arms = [armName(evidence.control.arm), armName(evidence.treatment.arm)]
  const metrics = METRICS.filter((metric) => points.some((point) => point.metric === metric))
  const seeds = evidence.pairs.map(({ seed }) => seedColumn(seed))
  return figureOf({
    id: `${id}-curves`,
    title: metrics.map((metric) => finding(metric, points, arms)).join('; '),
    description: 'Every thin line is a run, the thick ones are the medians of the seeds, epoch by epoch.',
    rows: curveTable(points, epochs, seeds),
    numbers: ['epoch', ...seeds],
    drawing: {
      transform: unfolded(seeds),
      hconcat: metrics.map((metric) => {
        const losses = points.filter((point) => point.metric === metric).map(({ loss }) => loss)
        return panelOf(metric, isLogarithmic(losses), arms, epochs)
      }),
      spacing: 34
    }
  })
}

function finding(metric: Metric, points: readonly CurvePoint[], arms: readonly string[]): string {
  const last = Math.max(...points.filter((point) => point.metric === metric).map(({ epoch }) => epoch))
  const words = arms.map((arm) => {
    const losses = points
      .filter((point) => point.metric === metric && point.arm === arm && point.epoch === last)
      .map(({ loss }) => loss)
    return `${arm} ${losses.length === 0 ? '–' : formatNumber(median(losses))}`
  })
  return `Median ${metric} after ${last} epochs: ${words.join(', ')}`
}

function panelOf(metric: Metric, logarithmic: boolean, arms: readonly string[], epochs: readonly number[]): object {
  const y = {
    type: 'quantitative',
    title: `${metric}${logarithmic ? ' (log)' : ''}`,
    scale: logarithmic ? { type: 'log' } : { zero: false },
    axis: { format: '~g', tickCount: 6 }
  }
  return {
    width: 262,
    height: 200,
    transform: [{ filter: { field: 'metric', equal: metric } }],
    layer: curveLayers(epochAxis(epochs, MAX_TICKS), y, armLines(arms))
  }
}
