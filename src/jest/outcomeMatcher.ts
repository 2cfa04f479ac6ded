import type { OutcomeName, ProfileName } from '../claims/types'
import { InputError } from '../errors'
import type { ReportClaim } from '../report/data/types'
import { failureMessage } from '../report/failureMessage'

/** What became of a claim, and the profile where it is known. */
export type TestedOutcome = ReportClaim & { readonly profile?: ProfileName }

interface OutcomeMatcher<R> {
  /**
   * The measured outcome of a claim is `outcome`, and its subtype is `subtype` where one is given. A provisional
   * verdict and a claim that could not run have no outcome: neither this nor its negation passes.
   */
  toHaveOutcome(outcome: OutcomeName, subtype?: string): R
}

declare global {
  namespace jest {
    // For those who use the types of @types/jest.
    interface Matchers<R> extends OutcomeMatcher<R> {}
  }
}

declare module 'expect' {
  // For those who import from @jest/globals.
  interface Matchers<R> extends OutcomeMatcher<R> {}
}

/**
 * The matcher behind `expect(outcome).toHaveOutcome('refuted')`; `describeClaims` has installed it.
 *
 * @throws InputError where something else than a claim of `verify(...).report.claims` is expected on
 * @example (not run) expect.extend({ toHaveOutcome })
 */
export function toHaveOutcome(
  this: { readonly isNot?: boolean },
  received: TestedOutcome,
  outcome: OutcomeName,
  subtype?: string
) {
  const wanted = `${this.isNot ? 'another outcome than ' : ''}${subtype === undefined ? outcome : `${outcome} (${subtype})`}`
  switch (received?.kind) {
    case 'judged': {
      const { verdict, provisional } = received.judgement
      const same = verdict.outcome === outcome && (subtype === undefined || verdict.subtype === subtype)
      return {
        pass: provisional ? this.isNot === true : same,
        message: () => `expected ${wanted}\n${failureMessage(received, received.profile ?? null)}`
      }
    }
    case 'could-not-run': {
      const { reason, remedy } = received
      return undecided(this, `could-not-run: ${reason}\n  expected: ${wanted}\n  to mend:  ${remedy}`)
    }
    case 'not-in-profile':
      return undecided(this, `not-in-profile\n  expected: ${wanted}`)
    default:
      received satisfies never
      throw new InputError('toHaveOutcome takes what became of a claim', {
        expected: 'an element of (await verify(options)).report.claims',
        received: typeof received
      })
  }
}

function undecided({ isNot }: { readonly isNot?: boolean }, message: string) {
  return { pass: isNot === true, message: () => message }
}
