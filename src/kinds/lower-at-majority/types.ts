import type { MarginFile, Optional } from '../../claims/fileTypes'
import type { At, Margin, Setting } from '../../claims/types'
import type { Count, Double } from '../../json/scalars'
import type { Interval } from '../../stats/interval'
import type { PairedEvidence, PairedVerdict } from '../comparison/types'
import type { BelowMargin, VerdictWith, Warnings } from '../judged'

/**
 * The claim over the whole map: at a majority of the grid's settings, both arms at the same one, the treatment's metric
 * is lower by at least the margin. Nothing is tuned: every setting of the grid is judged, each on the same seeds.
 */
export interface SettingsHypothesis {
  readonly kind: 'lower-at-majority'
  /** Metric that is compared. */
  readonly metric: string
  /** At which point of a run the metric is taken. */
  readonly at: At
  /** Arm that the claim praises (b). */
  readonly treatment: string
  /** Arm that it is compared with (a). */
  readonly control: string
  readonly margin: Margin
}

export type SettingsFile = Optional<Omit<SettingsHypothesis, 'margin'>, 'at'> & { readonly margin?: MarginFile }

/** Two arms at every setting of a grid, both at the same one. */
export interface SettingsEvidence {
  readonly kind: 'settings'
  /**
   * One comparison a setting, in the order of the grid; each of its arms names the setting.
   *
   * @minItems 1
   */
  readonly cells: readonly PairedEvidence[]
}

/** What is shown of a whole map, and, as an exploration beside it, of each of its settings. */
export interface SettingsAnalysis {
  readonly kind: 'settings'
  /** Pairs at each setting. */
  readonly numPairs: Count
  /** Settings of the grid. */
  readonly numSettings: Count
  /** Smallest n with 2^(1-n) <= alpha_j over the majority: with it each of the three statements can be shown. */
  readonly minPairs: Count
  /** ln(1 + margin), or the absolute margin. */
  readonly delta: Double
  /** That a majority is lower by at least the margin: the claim. */
  readonly lower: Conjunction
  /** That too many are not lower by at least the margin for a majority to be: its refutation. */
  readonly notLower: Conjunction
  /** That a majority is higher by at least the margin: its opposite. */
  readonly opposite: Conjunction
  /** That a majority is lower, by whatever amount; left out where an older claimcheck judged it. */
  readonly lowerAtAll?: Conjunction
  /** Settings that nothing but failures keeps from the statement that they would complete; where none would be: from `lower`. */
  readonly failing: Count
  /** Outcomes of the single settings, which Holm's procedure over the map decides at alpha_j. Exploratory. */
  readonly counts: SettingCounts
  /** In the order of the grid. */
  readonly settings: readonly SettingAnalysis[]
  readonly warnings: Warnings
}

/** That at least so many settings have a property (Benjamini & Heller 2008). */
export interface Conjunction {
  /** Settings that it takes. */
  readonly needed: Count
  /** Level at which a setting has to show it: alpha_j / (number of settings - needed + 1). */
  readonly level: number
  /** Settings that show it at that level. */
  readonly shown: Count
  /** Smallest alpha_j at which it is shown by theta; null where the map is not evaluable. */
  readonly p: Double | null
}

/** How many settings came to what. */
export interface SettingCounts {
  /** Lower by at least the margin. */
  readonly lower: Count
  /** Not lower by at least the margin, nor lower by less. */
  readonly notLower: Count
  /** Lower by less than the margin; left out where an older claimcheck judged it. */
  readonly belowMargin?: Count
  /** Neither is shown. */
  readonly undecided: Count
  /** Too many failures, or no logarithm. */
  readonly notEvaluable: Count
}

/** One setting by itself, as a claim of kind `lower` about it. */
export interface SettingAnalysis {
  readonly setting: Setting
  /** Pairs in which both arms trained. */
  readonly numPairs: Count
  /** Runs of the control that failed. */
  readonly controlFailures: Count
  /** Runs of the treatment that failed. */
  readonly treatmentFailures: Count
  /** As of a comparison; null with fewer than 2 pairs, or where a loss has no logarithm. */
  readonly theta: Double | null
  /** Standard deviation of r; null where it is not defined. */
  readonly standardDeviation: Double | null
  /** Its level is that of Holm's procedure over the map. */
  readonly interval: Interval | null
  /** Two-sided, of theta = -delta; null where it is not evaluable. */
  readonly p: Double | null
  /** What the pairs say of this setting alone. */
  readonly verdict: PairedVerdict
}

/**
 * `no-majority`: too many settings are not lower for a majority to be lower; `below-margin` where a majority is lower
 * all the same, by less than the margin.
 */
export type SettingsVerdict =
  | BelowMargin
  | VerdictWith<
      'opposite' | 'no-majority',
      'failures',
      Extract<PairedVerdict, { readonly outcome: 'not-evaluable' }>['subtype']
    >

export interface SettingsTypes {
  readonly file: SettingsFile
  readonly hypothesis: SettingsHypothesis
  readonly evidence: SettingsEvidence
  readonly analysis: SettingsAnalysis
  readonly verdict: SettingsVerdict
}
