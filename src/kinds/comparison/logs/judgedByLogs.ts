import type { ClaimWith } from '../../../claims/types'
import type { Judgeable } from '../../judged'
import { NoLogarithmError } from '../pairEffect'
import type { PairedHypothesis } from '../types'
import { judgeLogs } from './judge'
import type { LogsEvidence, LogsTypes, LogsVerdict } from './types'

const VERDICT: LogsVerdict = { outcome: 'not-evaluable', subtype: 'no-logarithm' }

/** The same for a family, which goes on without a claim whose losses have no logarithm. */
export function judgedByLogs(claim: ClaimWith<PairedHypothesis>, evidence: LogsEvidence): Judgeable<LogsTypes> {
  try {
    return judgeLogs(claim, evidence)
  } catch (error) {
    if (!(error instanceof NoLogarithmError)) throw error
    const warnings = [...evidence.notes, error.explanation]
    return {
      evidence,
      p: null,
      looks: null,
      isDecided: () => false,
      verdict: () => VERDICT,
      judge: () => ({
        verdict: VERDICT,
        analysis: { kind: 'logs', groups: [], warnings },
        p: null,
        provisionalWhy: null,
        open: false
      })
    }
  }
}
