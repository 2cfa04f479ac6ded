import type { Optional } from '../../claims/fileTypes'
import type { Interval } from '../../stats/interval'
import type { VerdictWith } from '../judged'
import type { Arrival } from '../shared/types'

/** The treatment arrives at `target` on more seeds than the control: exact McNemar over the pairs. */
export interface ContrastHypothesis {
  readonly kind: 'contrast'
  readonly treatment: string
  readonly control: string
  readonly metric: string
  readonly target: number
  readonly tolerance: number
}

/** Two arms over seeds, each run a success or not, in seed order. */
export interface ContrastEvidence {
  readonly kind: 'contrast'
  readonly metric: string
  readonly control: string
  readonly treatment: string
  readonly target: number
  readonly tolerance: number
  readonly pairs: readonly ContrastPair[]
}

export interface ContrastPair {
  readonly seed: number
  readonly initialPoint: number
  readonly control: Arrival
  readonly treatment: Arrival
}

/** On how many seeds each arm arrives, pair by pair. */
export interface ContrastAnalysis {
  readonly kind: 'contrast'
  readonly numPairs: number
  readonly both: number
  readonly onlyTreatment: number
  readonly onlyControl: number
  readonly neither: number
  /** Pairs in which a run was still moving: counted both ways. */
  readonly unsettled: number
  /** Clopper-Pearson interval of the treatment's share of the pairs that differ; the test is McNemar's. */
  readonly interval: Interval
  readonly warnings: readonly string[]
}

export type ContrastFile = Optional<ContrastHypothesis, 'metric'>

/** Refuted: the control arrives more often. `not-settled`: runs are still moving, and their end decides. */
export type ContrastVerdict = VerdictWith<'opposite', 'not-settled', 'no-data'>

export interface ContrastTypes {
  readonly file: ContrastFile
  readonly hypothesis: ContrastHypothesis
  readonly evidence: ContrastEvidence
  readonly analysis: ContrastAnalysis
  readonly verdict: ContrastVerdict
}
