import type { ClaimcheckError } from '../errors'

/** A failure of the infrastructure as a report tells it: why, and what helps. */
export interface Crash {
  readonly cause: 'crash'
  readonly reason: string
  readonly remedy: string
}

/** What stopped a claim or a study; the error's own remedy where it has one. */
export function crashOf(error: ClaimcheckError): Crash {
  const again = 'run the same command again: finished runs are kept; `npx claimcheck doctor` checks the machine'
  return { cause: 'crash', reason: error.explanation, remedy: error.details.remedy ?? again }
}
