import { isFromLogs } from '../../kinds'
import type { CouldNotRunClaim, Report } from './types'

/** Claims that wait for runs: nothing is wrong with them, and a later report may judge them. */
export function pendingClaims({ claims }: Pick<Report, 'claims'>): CouldNotRunClaim[] {
  return claims.filter((entry) => entry.kind === 'could-not-run').filter(waitsForRuns)
}

/** Logs that nobody gave do not come of themselves. */
export function waitsForLogs({
  cause,
  claim: { hypothesis, experiment }
}: Pick<CouldNotRunClaim, 'cause' | 'claim'>): boolean {
  return cause === 'not-run' && isFromLogs(hypothesis.kind, experiment)
}

function waitsForRuns(entry: CouldNotRunClaim): boolean {
  return entry.cause === 'not-run' && !waitsForLogs(entry)
}
