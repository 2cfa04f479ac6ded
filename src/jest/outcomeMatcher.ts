import type { OutcomeName } from '../claims/types'
import { InputError } from '../errors'
import { compareWithRegistered } from '../judge/registered'
import type { ClaimOutcome } from '../report/data/types'
import { failureMessage } from '../report/failureMessage'

/** An outcome, and the command that repeats it where another engine or folder than the usual one was used. */
export type TestedOutcome = ClaimOutcome & { readonly replay?: string }

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
      const { claim, judgement } = received
      const { verdict, provisional } = judgement
      const same = verdict.outcome === outcome && (subtype === undefined || verdict.subtype === subtype)
      const comparison = compareWithRegistered(claim, judgement.profile, judgement)
      return {
        pass: provisional ? this.isNot === true : same,
        message: () => `expected ${wanted}\n${failureMessage(judgement, comparison, received.replay)}`
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
