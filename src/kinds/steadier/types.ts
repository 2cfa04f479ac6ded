import type { TuningFile } from '../../claims/fileTypes'
import type { At, Tuning } from '../../claims/types'
import type { Count, Double, Text } from '../../json/scalars'
import type { Interval } from '../../stats/interval'
import type { GuardedFailures } from '../comparison/failures'
import type { PairedEvidence, PairedVerdict } from '../comparison/types'
import type { Warnings } from '../judged'
import type { UnseenValues } from '../shared/types'

/** The treatment's metric varies less over the seeds than the control's, by at least the margin. */
export interface SteadierHypothesis {
  readonly kind: 'steadier'
  /** A metric that the experiment's runs record, such as `test.loss`. */
  readonly metric: Text
  /** At which point of a run the metric is taken. */
  readonly at: At
  /** Arm that the claim praises (b). */
  readonly treatment: Text
  /** Arm that it is compared with (a). */
  readonly control: Text
  /** Smallest difference of interest, fixed before the first run. */
  readonly margin: SpreadMargin
  /** Of what the standard deviation is taken: `logarithms` of the values make it relative to their size. */
  readonly of: 'values' | 'logarithms'
  /** How each arm's setting is chosen; null takes the arms as they stand. */
  readonly tuning: Tuning | null
}

/** Of the ratio of two standard deviations. */
export interface SpreadMargin {
  /**
   * 0.1 where the control's is at least 1.1 times the treatment's; 0 for a bare direction.
   *
   * @minimum 0
   */
  readonly relative: number
  /**
   * Rates of failed runs that differ by no more are alike; left out for 0.1.
   *
   * @minimum 0
   * @exclusiveMaximum 1
   */
  readonly failures?: number
}

export interface SteadierFile extends Omit<SteadierHypothesis, 'at' | 'margin' | 'of' | 'tuning'> {
  readonly at?: At
  readonly margin?: { readonly relative?: number; readonly failures?: number }
  readonly of?: 'values' | 'logarithms'
  readonly tuning?: TuningFile
}

/** Two arms over the seeds that they share. */
export interface SteadierEvidence extends Omit<PairedEvidence, 'kind' | 'images'> {
  readonly kind: 'steadier'
}

/** The ratio of two standard deviations over paired seeds. */
export interface SteadierAnalysis {
  readonly kind: 'steadier'
  /** Pairs in which both arms trained. */
  readonly numPairs: Count
  /** Smallest n with 2^(1-n) <= alpha_j: with fewer pairs no swaps show anything. */
  readonly minPairs: Count
  /** Of the control's values, or logarithms; null with fewer than 3 pairs, or where a value has no logarithm. */
  readonly controlDeviation: Double | null
  /** Of the treatment's. */
  readonly treatmentDeviation: Double | null
  /** ln of the ratio, treatment to control, by the jackknife; null as the deviations are. */
  readonly logRatio: Double | null
  /** Jackknife t interval of it; unbounded where half of an arm's values are equal. */
  readonly interval: Interval | null
  /** ln(1 + margin). */
  readonly delta: Double
  /** Two-sided p against -delta, by the jackknife's t; null where there is none, as the others. */
  readonly pJackknife: Double | null
  /** The same with the skewness of the pseudo-values allowed for. */
  readonly pSkew: Double | null
  /** The same by swaps within pairs. */
  readonly pSwap: Double | null
  /** The same of Pitman and Morgan, for normal pairs; never decisive. */
  readonly pPitmanMorgan: Double | null
  /** Of the arms over the seeds; null where it is not defined. */
  readonly correlation: Double | null
  readonly failures: GuardedFailures
  /** Of the arm in which more values are equal; left out where fewer than half are in both. */
  readonly unseen?: UnseenValues
  readonly warnings: Warnings
}

export interface SteadierTypes {
  readonly file: SteadierFile
  readonly hypothesis: SteadierHypothesis
  readonly evidence: SteadierEvidence
  readonly analysis: SteadierAnalysis
  /** As of `lower`, said of the logarithm of the ratio. */
  readonly verdict: PairedVerdict
}
