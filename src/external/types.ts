import type { OutcomeName } from '../claims/types'
import type { Count, Digest, PositiveInteger, Probability, Text } from '../json/scalars'
import type { Labels } from '../kinds/comparison/logs/types'
import type { PairedHypothesis } from '../kinds/comparison/types'
import type { Warnings } from '../kinds/judged'
import type { Interval } from '../stats/interval'

/** Raised whenever a reader of the old form would misread the new one. */
export const EXTERNAL_FORMAT_VERSION = 2

/**
 * The content of `external/<name>.json`: what claims came to on run logs that somebody else made. Aggregates and digests
 * only, no value of a single run and no date, so that it can be committed where the logs cannot.
 */
export interface ExternalFile {
  /** Path of this schema, so that an editor explains the file. */
  readonly $schema?: string
  /** Marks the file as external evidence. */
  readonly format: 'claimcheck-external-evidence'
  /** Raised whenever a reader of the old form would misread the new one. */
  readonly formatVersion: typeof EXTERNAL_FORMAT_VERSION
  /** What a verdict speaks of, and what it does not. */
  readonly scope: Text
  /** The logs. */
  readonly evidence: {
    /** Of the logs, as the mapping describes them. */
    readonly description: string | null
    /** SHA-256 of the canonical JSON of [path, SHA-256 of the content] of every file, by path. */
    readonly digest: Digest
    /** Files of the logs. */
    readonly numFiles: PositiveInteger
  }
  /** Where things stand in the logs. */
  readonly mapping: {
    /** SHA-256 of the mapping's file. */
    readonly digest: Digest
  }
  /**
   * By id.
   *
   * @minItems 1
   */
  readonly claims: readonly ExternalClaim[]
}

/** A claim as logs decided it. */
export interface ExternalClaim {
  /** `<source key>/<slug>`. */
  readonly id: Text
  /** SHA-256 of what decides it by logs: hypothesis, decision, family and the runs that it is about. */
  readonly hash: Digest
  /** Key of its source. */
  readonly source: Text
  /** What is compared. */
  readonly hypothesis: PairedHypothesis
  /** Experiments that ask the same question. */
  readonly about: readonly string[]
  /** Which runs of the logs it is about. */
  readonly where: Labels
  /** That of its groups where they have all the same. */
  readonly outcome: OutcomeName
  /** null where there is none, or the groups have not all the same. */
  readonly subtype: string | null
  /** Its family's error rate. */
  readonly alpha: Probability
  /** Claims that share it. */
  readonly familySize: PositiveInteger
  /** Each a question of its own, over its settings. */
  readonly groups: readonly ExternalGroup[]
  readonly warnings: Warnings
}

/** One data set and model, say. */
export interface ExternalGroup {
  /** What the group is. */
  readonly group: Labels
  /** The decisive verdict. */
  readonly outcome: OutcomeName
  /** How it is refuted, or why it is open; null where there is none. */
  readonly subtype: string | null
  /** The level that Holm left. */
  readonly alphaJ: Probability
  /** The verdict in plain words. */
  readonly sentence: Text
  /** Averaged over the settings. */
  readonly effect: ExternalEffect | null
  /** Over settings like these, by random effects; null for fewer than 3 with repeated runs. */
  readonly across: ExternalAcross | null
  /** What times to a threshold are known to; null for other values. */
  readonly resolution: ExternalResolution | null
  readonly runs: ArmRuns
  /** Settings whose runs entered the effect, of all that were compared. */
  readonly settingsUsed: Count
  /** Settings at which both arms have runs. */
  readonly settings: Count
  /** Settings whose own interval lies below or above 0. */
  readonly directions: {
    /** The treatment is lower. */
    readonly below: Count
    /** The treatment is higher. */
    readonly above: Count
  }
  /** Its settings, one by one. */
  readonly strata: readonly ExternalStratum[]
  /** Each arm at its own best setting: exploratory. null where there is but one setting, or nothing to choose by. */
  readonly tuned: ExternalTuned | null
}

/** What settings say of settings like these, at the level of the verdict. */
export interface ExternalAcross {
  /** Estimated mean effect. */
  readonly mean: number
  /** Estimated standard deviation of the settings' effects. */
  readonly tau: number
  /** Of the mean. */
  readonly interval: OutsideInterval
  /** Of the effect at one further setting. */
  readonly prediction: OutsideInterval
}

/** Where the mean difference of times lies by the evaluations between which they are known. */
export interface ExternalResolution {
  /** At the least. */
  readonly lowest: number
  /** At the most. */
  readonly highest: number
  /** Longest time between two evaluations that a time lies between. */
  readonly step: number
}

/** A setting of the logs' grid, judged alone at the claim's own error rate. */
export interface ExternalStratum {
  /** What the setting is. */
  readonly setting: Labels
  /** Its own verdict. */
  readonly outcome: OutcomeName
  /** How it is refuted, or why it is open; null where there is none. */
  readonly subtype: string | null
  /** null where there is too little. */
  readonly effect: ExternalEffect | null
  readonly runs: ArmRuns
}

/**
 * Each arm at its own best setting, by runs that had no part in the choice. Judged where every arm has at least 10 runs at
 * every setting: the first, third, ... choose, the others are judged. Else only described, over ways of halving the runs.
 */
export interface ExternalTuned {
  /** Metric whose mean over the choosing half chose the setting. */
  readonly select: Text
  /** The verdict; null where there are too few runs for one. */
  readonly outcome: OutcomeName | null
  /** How it is refuted, or why it is open; null where there is none. */
  readonly subtype: string | null
  /** Of the judged half; null where there is too little. */
  readonly effect: ExternalEffect | null
  /** Where nothing is judged: the effect over the ways of halving; else null. */
  readonly splits: ExternalSplits | null
  /** Those judged; where nothing is, all at settings that both arms have. */
  readonly runs: ArmRuns
  /** Settings that the control chose. */
  readonly control: readonly ExternalChoice[]
  /** Settings that the treatment chose. */
  readonly treatment: readonly ExternalChoice[]
}

/** An effect as it hangs on which runs choose the settings. No interval: the halves share their runs. */
export interface ExternalSplits {
  /** Ways of halving the runs: all, or 200 drawn where they are more than 252. */
  readonly number: Count
  /** Of them, those in which both arms had runs to choose by and to judge. */
  readonly used: Count
  /** Over these; null where there are none. */
  readonly effect: {
    /** Mean. */
    readonly mean: number
    /** Smallest. */
    readonly lowest: number
    /** Largest. */
    readonly highest: number
  } | null
}

/** A setting that was chosen. */
export interface ExternalChoice {
  /** What the setting is. */
  readonly setting: Labels
  /** In how many of the ways of halving. */
  readonly times: Count
}

/**
 * Mean of ln b less mean of ln a, or of b less a, with its 95 % interval whatever level Holm left; of a stratum at the
 * claim's own error rate.
 */
export interface ExternalEffect {
  /** Mean of ln b less mean of ln a, or of b less a. */
  readonly theta: number
  /** Its interval. */
  readonly interval: OutsideInterval
  /** Against the margin: the largest of the tests that have to agree: the interval's, the exact one and, of pairs, the one that allows for skewness. */
  readonly p: Probability
}

/** An interval whose bounds are finite. */
export interface OutsideInterval extends Interval {
  /** Lower bound. */
  readonly lower: number
  /** Upper bound. */
  readonly upper: number
}

/** Runs of each arm, and those of them that failed. */
export interface ArmRuns {
  /** Runs of the control. */
  readonly control: Count
  /** Runs of the treatment. */
  readonly treatment: Count
  /** Runs of the control that failed. */
  readonly controlFailures: Count
  /** Runs of the treatment that failed. */
  readonly treatmentFailures: Count
}

/** One group of one claim, as far as a report puts it beside its own measurements. */
export interface ExternalResult
  extends Omit<ExternalGroup, 'sentence' | 'strata' | 'alphaJ' | 'directions' | 'across' | 'resolution'> {
  /** Id of the claim that was adjudicated. */
  readonly claim: string
  /** Key of the source of the claim. */
  readonly source: string
  readonly hypothesis: PairedHypothesis
  /** Experiments that ask the same question. */
  readonly about: readonly string[]
  /** Digest of the logs. */
  readonly evidence: Digest
}
