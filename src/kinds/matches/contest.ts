import type { Contest } from '../kind'
import { commonVerdict } from '../shared/commonVerdict'
import type { MatchesEvidence, MatchesVerdict } from './types'

/** Matches at several settings of their arm. */
export const matchesContest: Contest<MatchesEvidence, MatchesVerdict> = {
  arms: ({ arm }) => [arm],
  withArm: (_, _arm, from) => from,
  // Below at one setting and above at another leaves nothing that is true of both.
  across: (verdicts) => commonVerdict<MatchesVerdict>(verdicts, () => SELECTION, SELECTION)
}

const SELECTION = { outcome: 'inconclusive', subtype: 'selection' } as const
