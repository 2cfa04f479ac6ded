import type { OutcomeName } from '../../claims/types'
import type { VerdictWith } from '../judged'

/** Reproduced where all of the named claims are; refuted where one of k is refuted at alpha/k. */
export interface AllOfHypothesis {
  readonly kind: 'all-of'
  readonly claims: readonly string[]
}

/** The claims that an `all-of` claim is made of: it has no runs of its own. */
export interface AllOfEvidence {
  readonly kind: 'all-of'
  readonly claims: readonly string[]
}

export interface AllOfAnalysis {
  readonly kind: 'all-of'
  readonly members: readonly MemberAnalysis[]
  /** Level at which a single member refutes the whole: alpha_j over their number. */
  readonly memberAlpha: number
  readonly warnings: readonly string[]
}

/** A member as its `all-of` claim sees it, whatever its own family says of it. */
export interface MemberAnalysis {
  readonly claim: string
  readonly p: number | null
  /** At alpha_j: all of them must be reproduced. */
  readonly outcome: OutcomeName
  /** At alpha_j over the number of members: one that is refuted refutes the whole. */
  readonly outcomeAtShare: OutcomeName
}

/** At least one member is refuted at alpha over the number of members. */
export type AllOfVerdict = VerdictWith<'member-refuted', never, 'no-data'>

export interface AllOfTypes {
  readonly file: AllOfHypothesis
  readonly hypothesis: AllOfHypothesis
  readonly evidence: AllOfEvidence
  readonly analysis: AllOfAnalysis
  readonly verdict: AllOfVerdict
}
