import type { VerdictWith } from '../judged'

/** Something holds at every step of every run, exactly: a single violation refutes. */
export interface InvariantHypothesis {
  readonly kind: 'invariant'
  readonly arm: string
  /** The effective step alpha_t/sqrt(v_t) (v as it divides the step) never grows from one step to the next. */
  readonly property: 'effective-step-never-grows'
}

/** Something that has to hold at every step, run by run. */
export interface InvariantEvidence {
  readonly kind: 'invariant'
  readonly property: 'effective-step-never-grows'
  readonly arm: string
  readonly samples: readonly InvariantSample[]
}

export interface InvariantSample {
  readonly seed: number
  readonly initialPoint: number
  readonly runKey: string
  /** Steps that were checked, from the first to this one: fewer than the run's where it diverged. */
  readonly numSteps: number
  readonly diverged: boolean
  /** Number of steps at which it did not hold. */
  readonly violations: number
  /** The first of them, from 2; null where there is none. */
  readonly firstViolation: number | null
  /** Largest ratio of an effective step to the one before it, > 1; null without a violation. */
  readonly worstRatio: number | null
}

export interface InvariantAnalysis {
  readonly kind: 'invariant'
  readonly numRuns: number
  /** Steps that were checked, in all runs together. */
  readonly numSteps: number
  readonly violatingRuns: number
  readonly violations: number
  readonly diverged: number
  readonly worstRatio: number | null
  readonly warnings: readonly string[]
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
