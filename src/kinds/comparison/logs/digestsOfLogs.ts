import type { LogsEvidence } from './types'

/** What a claim was judged by, where that are logs: these and their mapping, by digests. */
export function digestsOfLogs(evidence: { readonly kind: string } | LogsEvidence) {
  return 'digest' in evidence ? { mapping: evidence.mapping, evidence: evidence.digest } : null
}
