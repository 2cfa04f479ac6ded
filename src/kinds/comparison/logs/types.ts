import type { ClaimWith, OutcomeName } from '../../../claims/types'
import type { Count, Digest, Double, Probability, Text } from '../../../json/scalars'
import type { Interval } from '../../../stats/interval'
import type { Warnings } from '../../judged'
import type { UnseenValues } from '../../shared/types'
import type { ComparisonFile, FasterFile, PairedHypothesis, PairedVerdict, Resolution } from '../types'

/** Names with values, such as a point of a grid. */
export type Labels = Readonly<Record<string, string | number | boolean>>

// -------------------------------------------------------------------------------------------- evidence

/** Runs as logs record them, and what their mapping says of them. */
export interface LogsEvidence {
  readonly kind: 'logs'
  /** Whose runs they are, as the claim says; null where it does not. */
  readonly by: 'us' | 'others' | null
  /** Of the logs, as the mapping describes them. */
  readonly description: string | null
  /** SHA-256 of the canonical JSON of [path, SHA-256 of the content] of every file, by path. */
  readonly digest: Digest
  /** Files of the logs. */
  readonly numFiles: Count
  /** SHA-256 of the mapping's file. */
  readonly mapping: Digest
  /** Which runs of the logs the claim is about: values of groups and settings; {} for all. */
  readonly where: Labels
  /** seed: runs with the same number were started from the same seed, so they are pairs; none: they have no number. */
  readonly pairing: 'number' | 'seed' | 'none'
  /** What runs are counted in: the unit of a time to a threshold. */
  readonly unit: 'epoch' | 'step' | 'second'
  /** Loss of a model that has learned nothing; null where it is not known. */
  readonly chanceLevel: Double | null
  /** Whether a training loss tells which runs trained; else the claim's own metric does. */
  readonly hasTrainLoss: boolean
  /** Metric by which settings are chosen; null where none is mapped. */
  readonly select: string | null
  /** Why runs were left out, and how many. */
  readonly leftOut: readonly LeftOutRuns[]
  /** What was noticed where the logs were read. */
  readonly notes: Warnings
  /** Those of the claim's two arms. */
  readonly runs: readonly OutsideRun[]
}

/** Runs that are not used. */
export interface LeftOutRuns {
  /** In a few words. */
  readonly why: Text
  /** How many. */
  readonly count: Count
}

/** A run that logs record, as far as a claim needs it. */
export interface OutsideRun {
  /** Path of its log inside the folder, with `#` and a key where a file holds several runs. */
  readonly origin: string
  /** As the claim names it. */
  readonly arm: string
  /** Question that it belongs to: a data set and model, say. */
  readonly group: Labels
  /** Its place in the grid. */
  readonly setting: Labels
  /** Run number or seed; null where runs have none. */
  readonly id: string | null
  /** What the claim's hypothesis makes of the run's metric: its final value, as a rule; NaN where there is none. */
  readonly value: Double
  /** `time-to`: the evaluations between which the value lies, the second one showing the threshold; else left out. */
  readonly within?: readonly [Double, Double]
  /** `time-to`: the run ended before the threshold was reached, and the value is its length. Else false. */
  readonly censored: boolean
  /** Final training loss, which decides whether the run trained at all; NaN where there is none. */
  readonly trainLoss: Double
  /** Final value of the metric by which settings are chosen; NaN where there is none, null where nothing is chosen. */
  readonly selection: Double | null
  /**
   * null: it trained. `diverged`: its metric or training loss is no finite number at the end. `chance`: final training
   * loss >= 0.98 x chance level. `incomplete`: its log ends early, and the mapping says that it died. `missing`: there is
   * no log, and the mapping says that it died.
   */
  readonly failure: OutsideFailure | null
}

/** How a run failed. */
export type OutsideFailure = 'diverged' | 'chance' | 'incomplete' | 'missing'

// -------------------------------------------------------------------------------------------- analysis

/** A claim's question to logs. */
export interface Question {
  readonly claim: ClaimWith<PairedHypothesis>
  readonly hypothesis: PairedHypothesis
  readonly pairing: LogsEvidence['pairing']
  /** Loss of a model that has learned nothing; null where the compared value is no loss, or it is not known. */
  readonly chanceLevel: number | null
}

/** What logs can say of a claim, beside what pairs of runs can. */
export type LogsVerdict =
  | PairedVerdict
  | {
      readonly outcome: 'not-evaluable'
      readonly subtype: 'too-few-runs'
    }
  | GroupsDiffer
  | {
      readonly outcome: 'inconclusive'
      /** The average over these settings is decided, and would not be of settings like these. */
      readonly subtype: 'settings-disagree'
    }

/** Of several groups that are so in ways that differ, or not all. */
export interface GroupsDiffer {
  /** Of at least one, or of all. */
  readonly outcome: 'refuted' | 'not-evaluable'
  /** Nothing that all groups have. */
  readonly subtype: null
}

/** What logs say of a claim. */
export interface LogsAnalysis {
  readonly kind: 'logs'
  /** Questions of their own, each over its settings; the claim holds where it does in all of them. */
  readonly groups: readonly AdjudicatedGroup[]
  readonly warnings: Warnings
}

/** One question: a data set and model, say. */
export interface AdjudicatedGroup {
  /** What the group is. */
  readonly group: Labels
  /** Decides: the average effect over the settings. */
  readonly overall: Comparison
  /** Its effect at a level of 95 %, whatever Holm left: to be put beside other evidence. */
  readonly effect95: EffectNumbers | null
  /**
   * Each setting, with Holm over the settings of the group, by the interval's test: the exact one, which with few runs has
   * no p as small as Holm's levels, has to agree at the claim's alpha. Exploratory, but where there is one only: then it
   * is what decides.
   */
  readonly settings: readonly AdjudicatedSetting[]
  /** Settings whose own interval, at the claim's alpha, lies below or above 0: where both are, the average hides it. */
  readonly directions: {
    /** The treatment is lower. */
    readonly below: Count
    /** The treatment is higher. */
    readonly above: Count
  }
  /** Settings at which only one arm has runs: in no comparison. */
  readonly unmatched: readonly UnmatchedSetting[]
  /** Runs that are in no pair, where pairs decide: the other arm has none of the same number at the setting. */
  readonly withoutPartner: readonly WithoutPartner[]
  /** Exploratory; null where no metric of tuning is mapped, or there is but one setting. */
  readonly tuned: AdjudicatedTuning | null
}

/** A setting of one arm alone. */
export interface UnmatchedSetting {
  /** What the setting is. */
  readonly setting: Labels
  /** The arm that has runs there. */
  readonly arm: string
}

/** A run in no pair. */
export interface WithoutPartner {
  /** Name of its arm. */
  readonly arm: string
  /** Its run number or seed; null where it has none. */
  readonly id: string | null
  /** Path of its log, with `#` and a key where a file holds several runs. */
  readonly origin: string
}

/** A setting of the grid, judged by itself. */
export interface AdjudicatedSetting {
  /** What the setting is. */
  readonly setting: Labels
  /** With Holm over the settings. */
  readonly corrected: Comparison
  /** The same at the claim's own alpha, as if it were the only setting. */
  readonly alone: Comparison
}

/** Each arm at its own best setting, by runs that had no part in the choice. */
export interface AdjudicatedTuning extends TunedWords {
  /** Metric whose mean over the choosing half chose the setting. */
  readonly select: string
  /** Of the runs that had no part in the choice; null where there are too few runs, and the effect is but described. */
  readonly comparison: Comparison | null
  /** Its effect at a level of 95 %. */
  readonly effect95: EffectNumbers | null
}

/** What the choices were. */
export interface TunedWords {
  /** The effect over ways of halving, where there are too few runs for a verdict; else null. */
  readonly splits: TunedSplits | null
  /** Settings that the control chose. */
  readonly control: readonly TunedChoice[]
  /** Settings that the treatment chose. */
  readonly treatment: readonly TunedChoice[]
}

/** How an effect hangs on which runs choose the settings: described, never judged, since the halves share their runs. */
export interface TunedSplits {
  /** Ways of halving the runs. */
  readonly number: Count
  /** Of them, those in which both arms could choose. */
  readonly used: Count
  /** Over these; null where there are none. */
  readonly effect: {
    /** Mean effect. */
    readonly mean: Double
    /** Smallest effect. */
    readonly lowest: Double
    /** Largest effect. */
    readonly highest: Double
  } | null
}

/** A setting that an arm chose. */
export interface TunedChoice {
  /** What the setting is. */
  readonly setting: Labels
  /** In how many of the ways of halving it was chosen. */
  readonly times: Count
  /** Names of the settings whose chosen value is the smallest or the largest number of the grid. */
  readonly onEdge: readonly string[]
}

/** Two arms compared over one setting or several, judged at one level. */
export interface Comparison {
  readonly verdict: LogsVerdict
  /** The level at which it was decided. */
  readonly alphaJ: Probability
  readonly control: ArmSummary
  readonly treatment: ArmSummary
  /** Settings whose runs entered theta, of all that were compared. */
  readonly settingsUsed: Count
  /** Settings at which both arms have runs. */
  readonly settings: Count
  /** unpaired: Welch and the permutation test. paired: t and sign flips over seeds. by-setting: over settings of one run. */
  readonly method: 'unpaired' | 'paired' | 'by-setting' | null
  /** null where there is too little for one. */
  readonly effect: EffectNumbers | null
  /** Settings like these, by random effects; null for fewer than 3 settings that have repeated runs. */
  readonly across: AcrossSettings | null
  /** What the times of a `time-to` claim are known to; null where there are none. */
  readonly resolution: Resolution | null
  /** Of `paired`; else null. */
  readonly pairs: {
    /** Pairs within settings. */
    readonly pairs: Count
    /** Seeds, which they are blocks of. */
    readonly seeds: Count
  } | null
  /** Smallest p that the exact test can have with so many runs. */
  readonly smallestExactP: Probability | null
  /** Pairs by run number, where the unpaired analysis decides, or the reverse; decides nothing. */
  readonly secondary: SecondaryEffect | null
  /** Runs of an arm (or pairs) of which at least half are equal, and how frequent others may be; null where fewer are. */
  readonly unseen: UnseenValues | null
  /** Runs that trained and did not reach the threshold of a `time-to` claim; null where there is none. */
  readonly censored: Censored | null
  /** Exact test of equal failure rates, over the settings. */
  readonly pFailures: Probability
  /** With min(x, chance) on every run of both arms; null without a chance level. */
  readonly capped: {
    /** Averaged over the settings. */
    readonly theta: Double
    readonly interval: Interval
  } | null
}

/** Runs that did not reach a threshold. */
export interface Censored {
  /** Of the control. */
  readonly control: Count
  /** Of the treatment. */
  readonly treatment: Count
  /** How long runs were followed: what these count with. */
  readonly length: Double
}

/** An effect as tests see it. */
export interface EffectNumbers {
  /** Mean of ln b less mean of ln a, or of b less a; averaged over the settings. */
  readonly theta: Double
  readonly interval: Interval
  /** Against the margin, of the interval's test. */
  readonly pT: Probability
  /** Of the exact test. */
  readonly pExact: Probability
  /** What decides, the largest (of pairs that which allows for skewness included). */
  readonly p: Probability
}

/** The analysis that does not decide. */
export interface SecondaryEffect extends EffectNumbers {
  /** How the runs go together in it. */
  readonly method: 'paired' | 'unpaired'
  /** Pairs, or runs of the smaller arm. */
  readonly n: Count
}

/** What the settings that were run say of settings like these. */
export interface AcrossSettings {
  /** Estimated mean effect over settings like these. */
  readonly mean: Double
  /** Estimated standard deviation of their effects, without what runs of one setting vary by. */
  readonly tau: Double
  /** Of the mean. */
  readonly interval: Interval
  /** Of the effect at one further setting. */
  readonly prediction: Interval
}

/** How runs failed; ways in which none did are left out. */
export interface LogFailures {
  /** No finite number at the end. */
  readonly diverged?: Count
  /** It learned nothing. */
  readonly chance?: Count
  /** Its log ends early. */
  readonly incomplete?: Count
  /** It has no log. */
  readonly missing?: Count
}

/** How the runs of an arm went. */
export interface ArmSummary {
  /** All of them. */
  readonly runs: Count
  /** Those that failed, by how. */
  readonly failures: LogFailures
  /** Those that failed. */
  readonly numFailed: Count
  /**
   * Of the runs that trained, over one setting; null for fewer than 3, which could be told from it, and over several
   * settings. No extremes: these would be values of single runs.
   */
  readonly summary: {
    /** Of the runs' values. */
    readonly mean: Double
    /** Of the runs' values. */
    readonly standardDeviation: Double
  } | null
}

/** A comparison that is ready to be judged at whatever level is left for it. */
export interface Comparable {
  /** null where there is too little data for one. */
  readonly p: number | null
  isDecided(alpha: number): boolean
  judge(alpha: number): Comparison
}

/** How many comparisons had which outcome. */
export type GroupCounts = Readonly<Record<OutcomeName, Count>>

/** A comparison by logs, as the kinds see it. */
export interface LogsTypes {
  readonly file: ComparisonFile | FasterFile
  readonly hypothesis: PairedHypothesis
  readonly evidence: LogsEvidence
  readonly analysis: LogsAnalysis
  readonly verdict: LogsVerdict
}
