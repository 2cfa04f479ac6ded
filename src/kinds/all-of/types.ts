import type { OutcomeName } from '../../claims/types'
import type { Double } from '../../json/scalars'
import type { BelowMargin, VerdictWith, Warnings } from '../judged'

/**
 * Reproduced where all of the named claims are; refuted where one of k is refuted at alpha/k; below-margin where all are
 * reproduced or below-margin, and one of k is short of its margin at alpha/k.
 */
export interface AllOfHypothesis {
  readonly kind: 'all-of'
  /** Their ids. */
  readonly claims: readonly string[]
}

/** The claims that an `all-of` claim is made of: it has no runs of its own. */
export interface AllOfEvidence {
  readonly kind: 'all-of'
  /** Their ids. */
  readonly claims: readonly string[]
}

/** The members of a claim that is made of others. */
export interface AllOfAnalysis {
  readonly kind: 'all-of'
  /** The claims that it is made of. */
  readonly members: readonly MemberAnalysis[]
  /** Level at which a single member refutes the whole: alpha_j over their number. */
  readonly memberAlpha: number
  readonly warnings: Warnings
}

/** A member as its `all-of` claim sees it, whatever its own family says of it. */
export interface MemberAnalysis {
  /** Id of the claim. */
  readonly claim: string
  /** p value of the claim; null where it has none. */
  readonly p: Double | null
  /** At alpha_j: all of them must be reproduced. */
  readonly outcome: OutcomeName
  /** At alpha_j over the number of members: one that is refuted refutes the whole. */
  readonly outcomeAtShare: OutcomeName
}

/**
 * `member-refuted`: at least one member is, at alpha over the number of members. `member-below-margin`: one is
 * below-margin, so that not all hold, but whether the others do is open.
 */
export type AllOfVerdict = BelowMargin | VerdictWith<'member-refuted', 'member-below-margin', 'no-data'>

export interface AllOfTypes {
  readonly file: AllOfHypothesis
  readonly hypothesis: AllOfHypothesis
  readonly evidence: AllOfEvidence
  readonly analysis: AllOfAnalysis
  readonly verdict: AllOfVerdict
}
