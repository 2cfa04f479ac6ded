import type { ProfileName, Setting, Tuning } from '../../claims/types'
import type { Claim, Judgement } from '../../kinds'
import type { FailureCounts } from '../../kinds/comparison/failures'
import type { VarianceReport } from '../../kinds/comparison/types'
import type { ArmEvidence } from '../../kinds/shared/types'
import type { Substitution } from '../../load/substituteData'
import type { Experiment } from '../../runs/runKinds'
import type { EngineIdentity, RunSeeds } from '../../runs/types'
import type { FlipProbability } from '../../stats/flipProbability'
import type { Interval } from '../../stats/interval'
import type { LatinSquareAnalysis } from '../../stats/latinSquare'

/** What can be varied, one thing at a time. */
export const VARIATIONS = [
  'seed',
  'init',
  'order',
  'dropout',
  'learningRate',
  'beta1',
  'beta2',
  'choices',
  'effective-step'
] as const
/** One topic of the experiment's choices alone: `choice:loss function`. */
export type ChoiceVariation = `choice:${string}`
/** An axis of the grid by its name: `setting:momentum`. */
export type SettingVariation = `setting:${string}`
export type Variation = (typeof VARIATIONS)[number] | ChoiceVariation | SettingVariation

/** Whether the arms of an option are tuned again, or keep the settings that they have without it. */
export const CHOICE_SETTINGS = ['base', 'retuned'] as const
export type ChoiceSettings = (typeof CHOICE_SETTINGS)[number]

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
  /** `--settings`; left out where no choices were asked for. */
  readonly choiceSettings?: ChoiceSettings
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
  readonly choices: ChoicesSensitivity | null
  readonly effectiveStep: EffectiveStepSensitivity | null
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
  readonly axes: readonly string[]
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

/**
 * The claim under what its source leaves open, one choice changed at a time. Exploratory: Holm within the table, the
 * claim as it is among its members.
 */
export interface ChoicesSensitivity {
  /** How the arms were tuned, in each row anew; null where they keep their settings. */
  readonly tuning: Tuning | null
  readonly numPairs: number
  /** The claim as it is. */
  readonly base: ReportedJudgement
  readonly options: readonly OptionSensitivity[]
  /** Options under which the claim's own numbers mean nothing. */
  readonly leftOut: readonly { readonly topic: string; readonly option: string; readonly why: string }[]
  /** Every topic with the option of it that decides most, the most decisive first. */
  readonly ranking: readonly TopicInfluence[]
}

export interface OptionSensitivity {
  readonly topic: string
  readonly option: string
  /** What the experiment has instead, in words. */
  readonly base: string
  /** What changes: JSON Pointers into the experiment's file. */
  readonly set: Readonly<Record<string, unknown>>
  readonly judgement: ReportedJudgement
  /** At this profile it changes no run. */
  readonly sameRuns: boolean
  /** null where fewer than 2 pairs trained both here and in the base. */
  readonly shift: EffectShift | null
  readonly influence: Influence
}

/** The pairs' effects less those of the base, seed by seed, on the claim's scale. */
export interface EffectShift {
  readonly numPairs: number
  readonly mean: number
  /** t interval; those of all options hold together (Bonferroni). */
  readonly interval: Interval
}

/**
 * `flips`: reproduced becomes refuted, or the reverse. `changes`: another outcome, but not the opposite. `moves`: the same
 * outcome, and the interval of the shift leaves 0 out. `none`: no shift was shown. `not-evaluable`: here, or in the base.
 */
export type Influence = 'flips' | 'changes' | 'moves' | 'none' | 'not-evaluable'

export interface TopicInfluence {
  readonly topic: string
  readonly option: string
  readonly influence: Influence
  readonly shift: number | null
}

/**
 * The treatment against the control at the same alpha, and against the control at the alpha that gives it the same mean
 * effective step: the geometric mean over the epochs of `train.effectiveStep`. Exploratory: Holm within the two.
 */
export interface EffectiveStepSensitivity {
  /** The treatment's, as tuned or as it stands; the control gets it too, but for the alpha of the second comparison. */
  readonly setting: Setting
  readonly selectionSeeds: readonly number[]
  /** Of the treatment on the selection seeds, their geometric mean; null where a run diverged. */
  readonly treatmentStep: number | null
  /** Values of the control's alpha that were tried, in that order. */
  readonly search: readonly StepTrial[]
  /** The ratio came within this of 1. */
  readonly tolerance: number
  readonly isMatched: boolean
  readonly numPairs: number
  readonly equalRate: StepComparison
  /** At the best alpha that was tried; null where a diverged run left none. */
  readonly equalStep: StepComparison | null
  readonly explained: ExplainedEffect | null
  readonly conclusion: StepConclusion
}

export interface StepTrial {
  readonly learningRate: number
  /** Of the control on the selection seeds, over the treatment's; null where a run diverged. */
  readonly ratio: number | null
}

export interface StepComparison {
  /** Of the control. */
  readonly learningRate: number
  /** Geometric means over the pairs in which both arms trained; null without one. */
  readonly controlStep: number | null
  readonly treatmentStep: number | null
  /** Treatment over control, on these pairs, with its 95 % interval; null with fewer than 2 of them. */
  readonly ratio: { readonly mean: number; readonly interval: Interval } | null
  readonly judgement: ReportedJudgement
}

/** The effect at the same alpha less that at the same step, pair by pair, on the claim's scale. */
export interface ExplainedEffect {
  readonly numPairs: number
  readonly mean: number
  readonly interval: Interval
  /** Of the effect at the same alpha, on these pairs; above 1 where the sign turns. Infinite where that effect is 0. */
  readonly share: number
}

/**
 * By the intervals of the two effects: `no-difference`: at the same alpha 0 is inside. Else, at the same step: `explained`:
 * 0 is inside; `remains`: the same sign; `turns`: the other one. `not-matched`: no alpha gave the same step.
 * `not-evaluable`: too few pairs trained.
 */
export type StepConclusion = 'no-difference' | 'explained' | 'remains' | 'turns' | 'not-matched' | 'not-evaluable'
