import type { Optional } from '../../claims/fileTypes'
import type { Count } from '../../json/scalars'
import type { Interval } from '../../stats/interval'
import type { VerdictWith, Warnings } from '../judged'
import type { Arrival } from '../shared/types'

/** The treatment arrives at `target` on more seeds than the control: exact McNemar over the pairs. */
export interface ConvergesMoreOftenHypothesis {
  readonly kind: 'converges-more-often'
  /** Arm b, which the claim praises. */
  readonly treatment: string
  /** Arm a, which it is compared with. */
  readonly control: string
  /** Metric that is taken. */
  readonly metric: string
  /** Where the iterate should end. */
  readonly target: number
  /** A value this near to the target counts as being there. */
  readonly tolerance: number
}

/** Two arms over seeds, each run a success or not, in seed order. */
export interface ConvergesMoreOftenEvidence {
  readonly kind: 'converges-more-often'
  /** Metric that is taken. */
  readonly metric: string
  /** Arm a, which is compared with. */
  readonly control: string
  /** Arm b, which the claim praises. */
  readonly treatment: string
  /** Where the iterate should end. */
  readonly target: number
  /** A value this near to the target counts as being there. */
  readonly tolerance: number
  /** The pairs, in seed order. */
  readonly pairs: readonly ContrastPair[]
}

/** Two runs that share a seed. */
export interface ContrastPair {
  /** Seed of the runs. */
  readonly seed: Count
  /** x_1 of the run. */
  readonly initialPoint: number
  readonly control: Arrival
  readonly treatment: Arrival
}

/** On how many seeds each arm arrives, pair by pair. */
export interface ConvergesMoreOftenAnalysis {
  readonly kind: 'converges-more-often'
  /** Pairs of runs. */
  readonly numPairs: Count
  /** Pairs in which both arms arrived. */
  readonly both: Count
  /** Pairs in which only the treatment arrived. */
  readonly onlyTreatment: Count
  /** Pairs in which only the control arrived. */
  readonly onlyControl: Count
  /** Pairs in which neither arm arrived. */
  readonly neither: Count
  /** Pairs in which a run was still moving: counted both ways. */
  readonly unsettled: Count
  /** Clopper-Pearson interval of the treatment's share of the pairs that differ; the test is McNemar's. */
  readonly interval: Interval
  readonly warnings: Warnings
}

export type ConvergesMoreOftenFile = Optional<ConvergesMoreOftenHypothesis, 'metric'>

/** Refuted: the control arrives more often. `not-settled`: runs are still moving, and their end decides. */
export type ConvergesMoreOftenVerdict = VerdictWith<'opposite', 'not-settled', 'no-data'>

export interface ConvergesMoreOftenTypes {
  readonly file: ConvergesMoreOftenFile
  readonly hypothesis: ConvergesMoreOftenHypothesis
  readonly evidence: ConvergesMoreOftenEvidence
  readonly analysis: ConvergesMoreOftenAnalysis
  readonly verdict: ConvergesMoreOftenVerdict
}
