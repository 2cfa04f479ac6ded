import type { Claim, Verdict } from '../../kinds'
import type { PairedHypothesis, Resolution } from '../../kinds/comparison/types'
import type { UnseenValues } from '../../kinds/shared/types'
import type { Interval } from '../../stats/interval'
import type { OutsideFailure } from '../types'
import type { AcrossSettings } from './acrossSettings'

/** A claim's question to logs. */
export interface Question {
  readonly claim: Claim
  readonly hypothesis: PairedHypothesis
  /** seed: runs with the same number were started from the same seed, so they are pairs. */
  readonly pairing: 'number' | 'seed' | 'none'
  /** Loss of a model that has learned nothing; null where the compared value is no loss, or it is not known. */
  readonly chanceLevel: number | null
}

export type OutsideVerdict =
  | Verdict
  | { readonly outcome: 'not-evaluable'; readonly subtype: 'too-few-runs' }
  /** The average over these settings is decided, and would not be of settings like these. */
  | { readonly outcome: 'inconclusive'; readonly subtype: 'settings-disagree' }

/** Two arms compared over one setting or several, judged at one level. */
export interface Comparison {
  readonly verdict: OutsideVerdict
  /** The level at which it was decided. */
  readonly alphaJ: number
  readonly control: ArmSummary
  readonly treatment: ArmSummary
  /** Settings whose runs entered theta, of all that were compared. */
  readonly settingsUsed: number
  readonly settings: number
  /** unpaired: Welch and the permutation test. paired: t and sign flips over seeds. by-setting: over settings of one run. */
  readonly method: 'unpaired' | 'paired' | 'by-setting' | null
  readonly effect: EffectNumbers | null
  /** Settings like these, by random effects; null for fewer than 3 settings that have repeated runs. */
  readonly across: AcrossSettings | null
  /** What the times of a `time-to` claim are known to; null where there are none. */
  readonly resolution: Resolution | null
  /** Of `paired`: pairs within settings, and the seeds that they are blocks of; else null. */
  readonly pairs: { readonly pairs: number; readonly seeds: number } | null
  /** Smallest p that the exact test can have with so many runs. */
  readonly smallestExactP: number | null
  /** Pairs by run number, where the unpaired analysis decides, or the reverse; decides nothing. */
  readonly secondary: (EffectNumbers & { readonly method: 'paired' | 'unpaired'; readonly n: number }) | null
  /** Runs of an arm (or pairs) of which at least half are equal, and how frequent others may be; null where fewer are. */
  readonly unseen: UnseenValues | null
  /** Runs that trained and did not reach the threshold of a `time-to` claim; null where there is none. */
  readonly censored: Censored | null
  /** Exact test of equal failure rates, over the settings. */
  readonly pFailures: number
  /** theta with min(x, chance) on every run of both arms; null without a chance level. */
  readonly capped: { readonly theta: number; readonly interval: Interval } | null
}

export interface Censored {
  readonly control: number
  readonly treatment: number
  /** Epochs or steps for which runs were followed: what these count with. */
  readonly length: number
}

export interface EffectNumbers {
  /** Mean of ln b less mean of ln a, or of b less a; averaged over the settings. */
  readonly theta: number
  readonly interval: Interval
  /** Against the margin: of the interval's test, of the exact test, and what decides, the largest (of pairs that which allows for skewness included). */
  readonly pT: number
  readonly pExact: number
  readonly p: number
}

export interface ArmSummary {
  readonly runs: number
  readonly failures: Readonly<Partial<Record<OutsideFailure, number>>>
  readonly numFailed: number
  /**
   * Of the runs that trained, over one setting; null for fewer than 3, which could be told from it, and over several
   * settings. No extremes: these would be values of single runs.
   */
  readonly summary: { readonly mean: number; readonly standardDeviation: number } | null
}

/** A comparison that is ready to be judged at whatever level is left for it. */
export interface Comparable {
  /** null where there is too little data for one. */
  readonly p: number | null
  isDecided(alpha: number): boolean
  judge(alpha: number): Comparison
}
