import type { OutcomeName } from '../../claims/types'
import { columnVariance, crossedLayout } from '../../stats/crossedLayout'
import { mean } from '../../stats/describe'
import { studentTQuantile } from '../../stats/distributions'
import { squareAndAdd } from '../../stats/squareAndAdd'
import { inSafeScale } from '../../stats/unitScale'
import { type ComparisonSample, comparisonVerdict } from './comparisonVerdict'
import { bothTrained } from './failures'
import type { LocationTest } from './locationTest'
import type { ImageAnalysis, Pair } from './types'

/**
 * What a comparison says when its images are a random sample too, crossed with the seeds: every run is evaluated on the
 * same images. To the interval over seeds, whichever it is, comes what the blocks of images have in common over the pairs,
 * a t interval over blocks; the images are one sample at every look, so looking at more seeds does not repeat it.
 *
 * @param pairs those that entered the verdict
 * @param alpha of both intervals
 * @param overSeeds outcome of the sample itself
 * @returns null where a pair that trained has no blocks of images, or there are fewer than 2
 */
export function overImages(
  sample: ComparisonSample,
  pairs: readonly Pair[],
  alpha: number,
  overSeeds: OutcomeName
): ImageAnalysis | null {
  const rows = pairs.filter(bothTrained).map(({ imageEffects }) => imageEffects)
  if (rows.length < 2 || !rows.every((row) => row !== undefined)) return null
  const halfWidth = imageHalfWidth(rows, alpha)
  const { location } = sample
  const interval = squareAndAdd(mean(location.values), location.interval(alpha), halfWidth)
  const wider: LocationTest = {
    ...location,
    interval: () => interval,
    side: (reference, level) => {
      const isInside = interval.lower <= reference && reference <= interval.upper
      const side = location.side(reference, level)
      return isInside && (side === 'below' || side === 'above') ? 'open' : side
    }
  }
  const { outcome } = comparisonVerdict({ ...sample, location: wider }, alpha)
  return { halfWidth, interval, ...(outcome !== overSeeds && { outcome }) }
}

/** Half of the t interval over the blocks of images alone. */
function imageHalfWidth(rows: readonly (readonly number[])[], alpha: number): number {
  const { unit } = inSafeScale(rows.flat())
  const layout = crossedLayout(rows.map((row) => row.map((value) => value / unit)))
  return -studentTQuantile(alpha / 2, layout.columns.df) * Math.sqrt(columnVariance(layout)) * unit
}
