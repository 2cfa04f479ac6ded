import { failureMessage } from '../report/failureMessage'
import type { ClaimOutcome } from '../report/types'
import type { OutcomeName } from '../spec/types'
import { compareWithRegistered } from '../verdict/registered'

declare global {
  namespace jest {
    interface Matchers<R> {
      /**
       * The measured outcome of a claim is `outcome`, and its subtype is `subtype` where one is given. A provisional
       * verdict and a claim that could not run have no outcome that matches.
       */
      toHaveOutcome(outcome: OutcomeName, subtype?: string): R
    }
  }
}

/** The matcher behind `expect(outcome).toHaveOutcome('refuted')`. */
export function toHaveOutcome(received: ClaimOutcome, outcome: OutcomeName, subtype?: string) {
  const wanted = subtype === undefined ? outcome : `${outcome} (${subtype})`
  if (received.kind !== 'judged') {
    const measured = received.kind === 'could-not-run' ? `could-not-run: ${received.reason}` : received.kind
    const remedy = received.kind === 'could-not-run' ? `\n  to mend:  ${received.remedy}` : ''
    return { pass: false, message: () => `${measured}\n  expected: ${wanted}${remedy}` }
  }
  const { judgement } = received
  const { verdict, provisional } = judgement
  const pass = !provisional && verdict.outcome === outcome && (subtype === undefined || verdict.subtype === subtype)
  const comparison = compareWithRegistered(received.claim, judgement.profile, judgement)
  return {
    pass,
    message: () => `expected ${pass ? 'another outcome than ' : ''}${wanted}\n${failureMessage(judgement, comparison)}`
  }
}
