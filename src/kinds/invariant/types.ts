import type { Count, Digest, Double } from '../../json/scalars'
import type { VerdictWith, Warnings } from '../judged'

/** Something holds at every step of every run, exactly: a single violation refutes. */
export interface InvariantHypothesis {
  readonly kind: 'invariant'
  /** The arm that it speaks of. */
  readonly arm: string
  /** The effective step alpha_t/sqrt(v_t) (v as it divides the step) never grows from one step to the next. */
  readonly property: 'effective-step-never-grows'
}

/** Something that has to hold at every step, run by run. */
export interface InvariantEvidence {
  readonly kind: 'invariant'
  readonly property: 'effective-step-never-grows'
  /** The arm that is claimed about. */
  readonly arm: string
  /** The samples, in seed order. */
  readonly samples: readonly InvariantSample[]
}

/** What was found in one run. */
export interface InvariantSample {
  /** Seed of the runs. */
  readonly seed: Count
  /** x_1 of the run. */
  readonly initialPoint: number
  /** Key of the run. */
  readonly runKey: Digest
  /** Steps that were checked, from the first to this one: fewer than the run's where it diverged. */
  readonly numSteps: Count
  /** Whether the run diverged. */
  readonly diverged: boolean
  /** Number of steps at which it did not hold. */
  readonly violations: Count
  /** The first of them, from 2; null where there is none. */
  readonly firstViolation: Count | null
  /** Largest ratio of an effective step to the one before it, > 1; null without a violation. */
  readonly worstRatio: Double | null
}

/** How often something did not hold. */
export interface InvariantAnalysis {
  readonly kind: 'invariant'
  /** Runs that were checked. */
  readonly numRuns: Count
  /** Steps that were checked, in all runs together. */
  readonly numSteps: Count
  /** Runs with a violation. */
  readonly violatingRuns: Count
  /** Steps at which the property was violated. */
  readonly violations: Count
  /** Runs that diverged. */
  readonly diverged: Count
  /** Largest ratio of a step to the one before it. */
  readonly worstRatio: Double | null
  readonly warnings: Warnings
}

/** Some step of some run violates it; a run that kept it as far as it went diverged. */
export type InvariantVerdict = VerdictWith<'violated', 'failures', 'no-data'>

export interface InvariantTypes {
  readonly file: InvariantHypothesis
  readonly hypothesis: InvariantHypothesis
  readonly evidence: InvariantEvidence
  readonly analysis: InvariantAnalysis
  readonly verdict: InvariantVerdict
}
