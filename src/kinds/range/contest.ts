import type { Contest } from '../kind'
import { commonVerdict } from '../shared/commonVerdict'
import type { RangeEvidence, RangeVerdict } from './types'

/** Ranges at several settings of their arm. */
export const rangeContest: Contest<RangeEvidence, RangeVerdict> = {
  arms: ({ arm }) => [arm],
  withArm: (_, _arm, from) => from,
  // Below at one setting and above at another, refuted as it is, leaves nothing that is true of both but that.
  across: (verdicts) => commonVerdict<RangeVerdict>(verdicts, () => SELECTION, SELECTION)
}

const SELECTION = { outcome: 'inconclusive', subtype: 'selection' } as const
