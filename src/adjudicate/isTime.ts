import type { PairedHypothesis } from '../kinds/comparison/types'

/** Whether a claim counts each run by the time that it takes to a threshold. */
export function isTime(hypothesis: PairedHypothesis): boolean {
  return hypothesis.kind === 'faster' && hypothesis.by.kind === 'time-to'
}
