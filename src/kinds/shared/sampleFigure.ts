import type { SampleChart } from '../../figures/sampleChart'
import { plainLine, shorten } from '../../text/escape'
import { formatNumber } from '../../text/format'
import type { AnyVerdict } from '../judged'
import type { MeanAnalysis } from './types'

const NAME_LIMIT = 40

/** A name as a figure has room for it. */
export function shortName(text: string): string {
  return shorten(plainLine(text), NAME_LIMIT)
}

export function finiteOrNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}

/** A target with its tolerance, as band and level. */
export function targetLevel(target: number, tolerance: number) {
  return {
    band: { from: target - tolerance, to: target + tolerance, words: '' },
    levels: [{ value: target, words: `target ${formatNumber(target)}` }]
  }
}

/** The mean with its interval, beside the samples that it is made of. */
export function meanSummary({ outcome }: AnyVerdict, { mean, interval }: MeanAnalysis): SampleChart['summary'] {
  return mean === null ? null : { center: mean, interval, outcome }
}
