import type { FasterHypothesis, PairedHypothesis } from './types'

/** What a run's whole curve is made into; null for claims about final values. */
export function curveOf(hypothesis: PairedHypothesis): FasterHypothesis['by'] | null {
  return hypothesis.kind === 'faster' ? hypothesis.by : null
}

/** Whether a claim counts each run by the time that it takes to a threshold. */
export function isTime(hypothesis: PairedHypothesis): boolean {
  return curveOf(hypothesis)?.kind === 'time-to'
}

/**
 * Whether a claim compares losses by their ratio alone. Absolute margins, times and losses with a floor under them are on
 * scales of their own.
 */
export function isRatio(hypothesis: PairedHypothesis): boolean {
  const { margin } = hypothesis
  return !isTime(hypothesis) && !('absolute' in margin) && margin.epsilon === 0
}
