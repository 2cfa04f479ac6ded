import type { RandomStream } from '../../src/random/streams'
import type { ComparedKind } from './worlds'

/** Every rule is tried at this error rate. */
export const ALPHA = 0.05

/** How one simulated study ended. */
export interface StudyOutcome {
  /** Pairs or seeds that it used. */
  readonly n: number
  /** Reproduced, below-margin or refuted. */
  readonly decided: boolean
  /** Something that the verdict says is not so: of a family, what any of its verdicts says. */
  readonly wrong: boolean
  /** The interval holds the truth; null where there is no one interval. */
  readonly covered: boolean | null
}

/** A rule under one truth: what is simulated again and again. */
export interface Trial {
  /** Names the trial's random stream. */
  readonly id: string
  /** Id of the rule. */
  readonly rule: string
  /** How the data scatter: a shape of errors, `bernoulli`, or the source of real runs. */
  readonly errors: string
  /**
   * The truth. Pairs: how far theta lies below -delta in standard deviations; 0 is on the margin, negative above it.
   * Equivalence: theta in margins; -1 and 1 are on them. Shares: the true share. Families: how many claims are true.
   */
  readonly effect: number
  /** The truth lies on the boundary that the rule tests, where errors are most frequent. */
  readonly onBoundary: boolean
  /** The rule's assumption holds, so that its error rate is promised. */
  readonly promised: boolean
  /** The error rate that it has where its assumption holds; left out: ALPHA. */
  readonly nominal?: number
  /** The truth in words, where `effect` alone does not tell it. */
  readonly truth?: string
  /** Studies are drawn one after the other from the trial's stream. */
  study(random: RandomStream): StudyOutcome
}

/** A share of the studies, with its Monte Carlo interval (Wilson, 95 %). */
export interface Rate {
  readonly count: number
  readonly share: number
  readonly lower: number
  readonly upper: number
}

/** What the studies of a trial gave. */
export interface Cell {
  readonly rule: string
  readonly errors: string
  readonly effect: number
  readonly onBoundary: boolean
  readonly promised: boolean
  /** Left out: ALPHA. */
  readonly nominal?: number
  readonly truth?: string
  readonly studies: number
  readonly wrong: Rate
  /** Decided, and nothing about it is wrong. */
  readonly power: Rate
  readonly inconclusive: Rate
  /** null where there is no one interval. */
  readonly coverage: Rate | null
  /** Mean number of pairs or seeds, +- 1.96 standard errors. */
  readonly meanN: { readonly mean: number; readonly lower: number; readonly upper: number }
}

/** A trial, and how many studies of it are simulated. */
export interface SizedTrial {
  readonly trial: Trial
  readonly studies: number
}

/** Cells that belong together. `trialSets.ts` lists the sets: a new one is a file, and its line there. */
export interface TrialSet {
  readonly id: string
  readonly rules: readonly RuleDescription[]
  /** Heading and introduction of its own table; null where the report has tables made for it. */
  readonly section: { readonly title: string; readonly text: string } | null
  /**
   * @param numStudies what a full cell gets; a dear one takes a share of it, at least 1
   */
  trials(numStudies: number): readonly SizedTrial[]
}

export interface RuleDescription {
  readonly id: string
  readonly title: string
  /** Of what kind the claims are. */
  readonly decides: ComparedKind | 'share' | 'family' | 'other'
  /** Under what the error rate is promised. */
  readonly assumption: string
}

/** The whole calibration. */
export interface Calibration {
  readonly format: 'claimcheck-calibration'
  readonly formatVersion: 2
  readonly alpha: number
  readonly studies: number
  readonly rules: readonly RuleDescription[]
  /** Those that have a table of their own, with the ids of their rules. */
  readonly sections: readonly { readonly title: string; readonly text: string; readonly rules: readonly string[] }[]
  readonly cells: readonly Cell[]
  /** Adam against Adam, really trained; null where it was not asked for. */
  readonly training: TrainingCalibration | null
}

/** One optimizer against itself on pairs of real runs, resampled into studies. */
export interface TrainingCalibration {
  /** Version of the engine that trained. */
  readonly engine: string
  readonly numPairs: number
  /** Of ln(b/a) over the pairs. */
  readonly meanLogRatio: number
  readonly standardDeviation: number
  readonly skewness: number
  readonly failures: number
  /**
   * Studies drawn from the pairs. `swapped`: a fair coin swaps the arms of each pair, so that no difference is exact.
   * `as-trained`: the arms as they are, whose mean over the pairs is not exactly 0.
   */
  readonly cells: readonly Cell[]
}
