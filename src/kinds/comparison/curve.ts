import { formatNumber } from '../../text/format'
import type { FasterHypothesis, PairedHypothesis } from './types'

/** What a run's whole curve is made into; null for claims about final values. */
export function curveOf(hypothesis: PairedHypothesis): FasterHypothesis['by'] | null {
  return hypothesis.kind === 'faster' ? hypothesis.by : null
}

/** Whether a claim counts each run by the time that it takes to a threshold. */
export function isTime(hypothesis: PairedHypothesis): boolean {
  return curveOf(hypothesis)?.kind === 'time-to'
}

/** What is waited for. @example thresholdWords('train.loss', { threshold: 0.3 }) // 'time until train.loss is 0.3 or less' */
export function thresholdWords(
  metric: string,
  { threshold, upwards }: { readonly threshold: number; readonly upwards?: boolean }
): string {
  return `time until ${metric} is ${formatNumber(threshold, 15)} or ${upwards ? 'more' : 'less'}`
}

/**
 * Whether a claim compares losses by their ratio alone. Absolute margins, times and losses with a floor under them are on
 * scales of their own.
 */
export function isRatio(hypothesis: PairedHypothesis): boolean {
  const { margin } = hypothesis
  return !isTime(hypothesis) && !('absolute' in margin) && margin.epsilon === 0
}
