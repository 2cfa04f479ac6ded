import type { ArmEvidence } from '../../evidence/types'
import type { EngineIdentity, RunSeeds } from '../../plan/types'
import type { Substitution } from '../../spec/substituteData'
import type { Claim, Experiment, Grid, ProfileName, Setting, Tuning } from '../../spec/types'
import type { FlipProbability } from '../../stats/flipProbability'
import type { LatinSquareAnalysis } from '../../stats/latinSquare'
import type { FailureCounts } from '../../verdict/failures'
import type { Interval, Judgement, VarianceReport } from '../../verdict/types'

/** What can be varied, one thing at a time. */
export const VARIATIONS = ['seed', 'init', 'order', 'dropout', 'learningRate', 'beta1', 'beta2'] as const
export type Variation = (typeof VARIATIONS)[number]

/** Raised whenever a reader of the old form would misread the new one. */
export const SENSITIVITY_FORMAT_VERSION = 1

/** The content of `sensitivity.json`: a function of the claim, the options and the records. No clock. */
export type SensitivityReport = MeasuredSensitivity | SensitivityNotRun

interface SensitivityBase {
  readonly format: 'claimcheck-sensitivity'
  readonly formatVersion: typeof SENSITIVITY_FORMAT_VERSION
  readonly claim: Claim
  readonly profile: ProfileName
  /** At the profile. */
  readonly experiment: Experiment
  readonly by: readonly Variation[]
  readonly firstSeed: number
  /** K: values of each seed stream in the designs that vary them. */
  readonly size: number
  /** `--seeds`; null where the claim's own number of pairs was used. */
  readonly seedsOverride: number | null
  /** `--data`: the dataset that another one stood in for; left out where none did. */
  readonly substitutions?: readonly Substitution[]
}

/** Infrastructure or something missing: no scientific outcome. */
export interface SensitivityNotRun extends SensitivityBase {
  readonly outcome: 'could-not-run'
  readonly cause: 'missing-data' | 'missing-engine' | 'crash'
  readonly reason: string
  readonly remedy: string
}

export interface MeasuredSensitivity extends SensitivityBase {
  readonly outcome: 'measured'
  readonly engine: EngineIdentity
  /** How a pair becomes one number; the arms alone are on the same scale (ln of the loss, or the metric itself). */
  readonly scale: 'log-ratio' | 'difference'
  /** Where the seeds are varied: as the claim's own tuning chose them, {} for an arm as it stands. */
  readonly settings: Readonly<Record<'control' | 'treatment', ArmEvidence>>
  /** Each run once, by key. */
  readonly runs: readonly { readonly key: string; readonly resultDigest: string }[]
  readonly pairs: PairsSensitivity | null
  readonly square: SquareSensitivity | null
  /** One stream at a time, in the order init, order, dropout. */
  readonly streams: readonly StreamSensitivity[]
  readonly map: MapSensitivity | null
  readonly tuned: TunedSensitivity | null
  readonly bestOfK: BestOfKSensitivity | null
}

/** How the effect spreads over some pairs. */
export interface PairSpread {
  readonly failures: FailureCounts
  /** Pairs in which both arms trained, in the order of the design. */
  readonly effects: readonly { readonly seeds: RunSeeds; readonly effect: number }[]
  /** The rest is null with fewer than 2 of them. */
  readonly mean: number | null
  readonly standardDeviation: number | null
  /** Chi-square interval of the standard deviation, for normal effects. */
  readonly standardDeviationInterval: Interval | null
  readonly armStandardDeviations: { readonly control: number; readonly treatment: number } | null
  /** A study of one pair concludes the opposite. */
  readonly flip: FlipProbability | null
  /** A study of one run an arm, each with a seed of its own, concludes the opposite. */
  readonly unpairedFlip: FlipProbability | null
}

/** All seeds at once: the claim's own pairs. */
export interface PairsSensitivity {
  readonly spread: PairSpread
  readonly variance: VarianceReport | null
}

export interface StreamSensitivity {
  readonly stream: 'init' | 'order' | 'dropout'
  readonly spread: PairSpread
}

/** K x K pairs: init varies over the rows, order over the columns, dropout over (row + column) mod K. */
export interface SquareSensitivity {
  readonly size: number
  /** Whether dropout is a factor: the model has a Dropout layer. */
  readonly hasDropout: boolean
  readonly failures: FailureCounts
  /** Row by row; null where an arm failed. */
  readonly cells: readonly (readonly { readonly seeds: RunSeeds; readonly effect: number | null }[])[]
  /** null where a cell failed: the analysis needs them all. */
  readonly analysis: {
    readonly effect: LatinSquareAnalysis
    readonly control: LatinSquareAnalysis
    readonly treatment: LatinSquareAnalysis
  } | null
}

export type ReportedJudgement = Omit<Judgement, 'claim' | 'profile'>

/** The claim judged in every cell of the grid, both arms with the same setting. Exploratory: Holm within the map. */
export interface MapSensitivity {
  readonly axes: readonly (keyof Grid)[]
  readonly numPairs: number
  readonly cells: readonly { readonly setting: Setting; readonly judgement: ReportedJudgement }[]
}

/** Each arm with the setting that tuning chose for it, on fresh seeds: conditional on that choice. */
export interface TunedSensitivity {
  readonly tuning: Tuning
  /** The claim's own tuning; false where it takes its arms as they stand and this one was added. */
  readonly ownTuning: boolean
  readonly numPairs: number
  readonly judgement: ReportedJudgement
}

/** What a search of k settings of the grid would have found, by the selection metric. Descriptive. */
export interface BestOfKSensitivity {
  readonly metric: string
  readonly arms: readonly BestOfKArm[]
}

export interface BestOfKArm {
  readonly arm: string
  /** A value a setting, in the grid's order: the mean over the selection seeds; Infinity where a run diverged. */
  readonly losses: readonly number[]
  /** With replacement, k = 1, 2, ... (Dodge et al. 2019). */
  readonly withReplacement: readonly number[]
  /** Without replacement, k = 1, 2, ... (Tang et al. 2020). */
  readonly withoutReplacement: readonly number[]
}
