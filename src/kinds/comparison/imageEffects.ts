import type { ImageBlocks, MeasuredRun } from '../../claims/runs'
import type { Margin } from '../../claims/types'
import { epsilonOf } from './pairEffect'
import type { RecordedImages } from './types'

/** Of the effects of blocks, which enter a variance alone. */
const DIGITS = 5

/** One run's metric by blocks of images. */
interface BlockValues {
  readonly sizes: readonly number[]
  /** Mean of each block. */
  readonly values: readonly number[]
}

/** The images that a metric is a mean over; null for one whose images no run records by blocks. */
export function splitOf(metric: string): RecordedImages['split'] | null {
  const [split, quantity] = metric.split('.')
  const isMean = quantity === 'loss' || quantity === 'accuracy'
  return isMean && (split === 'validation' || split === 'test') ? split : null
}

/**
 * How much each block of images moves the effect of a pair: the influence of the block on r = ln((b + eps)/(a + eps)), or on
 * d = b - a, as a share of the whole times the number of blocks, so that the mean over the blocks is 0. For d exact; for r
 * the first term of the expansion in the blocks' means (the delta method): (b_j - b)/(b + eps) - (a_j - a)/(a + eps).
 *
 * @returns one number a block, to five digits; null where a run has no blocks, or a mean no logarithm
 * @see Davison & Hinkley 1997, Bootstrap Methods and their Application, section 2.7.2, on the influence of a ratio
 */
export function imageEffects(
  metric: string,
  margin: Margin,
  control: MeasuredRun,
  treatment: MeasuredRun
): readonly number[] | null {
  const a = blockValues(metric, control)
  const b = blockValues(metric, treatment)
  if (a === null || b === null || a.sizes.length !== b.sizes.length || a.sizes.length < 2) return null
  const influences = [a, b].map((run) => influencesOf(run, margin))
  if (!influences.flat().every(Number.isFinite)) return null
  return influences[1]!.map((influence, block) => Number((influence - influences[0]![block]!).toPrecision(DIGITS)))
}

function blockValues(metric: string, { imageBlocks }: MeasuredRun): BlockValues | null {
  const split = splitOf(metric)
  const blocks = split === null ? undefined : imageBlocks?.[split]
  if (blocks === undefined) return null
  return { sizes: blocks.sizes, values: metric.endsWith('.loss') ? blocks.losses : accuracies(blocks) }
}

function accuracies({ sizes, errors }: ImageBlocks): number[] {
  return (errors ?? []).map((wrong, block) => 1 - wrong / sizes[block]!)
}

/** NaN where the run's mean has no logarithm. */
function influencesOf({ sizes, values }: BlockValues, margin: Margin): number[] {
  const numImages = sizes.reduce((sum, size) => sum + size, 0)
  const whole = values.reduce((sum, value, block) => sum + value * sizes[block]!, 0) / numImages
  const scale = 'absolute' in margin ? 1 : whole + epsilonOf(margin)
  const share = sizes.length / numImages
  return values.map((value, block) => (scale > 0 ? ((value - whole) / scale) * sizes[block]! * share : Number.NaN))
}
