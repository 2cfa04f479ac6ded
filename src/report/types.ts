import type { RunStatus } from '../claims/runs'
import type { SourceFigure } from '../claims/sourceFigure'
import type { ExpectedOutcome, Experiment, OutcomeName, ProfileName } from '../claims/types'
import type { RunEnvironment } from '../engine/engine'
import type { Trajectory } from '../judge/trajectory'
import type { Claim, ClaimOf, Judgement, KindName, TypesByKind } from '../kinds'
import type { FindingsOf } from '../kinds/judged'
import type { Substitution } from '../load/substituteData'
import type { OutsideResult } from '../outside/types'
import type { EngineIdentity } from '../plan/types'
import type { RegistrationState } from '../registration/types'
import type { ElsewhereQuestion } from './elsewhere/types'

/** What became of one claim. */
export type ClaimOutcome =
  | {
      readonly kind: 'judged'
      readonly claim: Claim
      readonly judgement: Judgement
      /** Whether the claim was registered before its runs, and where it departs from that. */
      readonly registration: RegistrationState
    }
  /** Infrastructure or something missing: never a scientific outcome. */
  | {
      readonly kind: 'could-not-run'
      readonly claim: Claim
      /** Missing data or engine, or runs that nobody asked to execute: skipped. `crash`: an error. */
      readonly cause: 'missing-data' | 'missing-engine' | 'not-run' | 'crash'
      readonly reason: string
      readonly remedy: string
    }
  /** Registered for other profiles only. */
  | { readonly kind: 'not-in-profile'; readonly claim: Claim }

/** All that a report is made of: a pure function of the claims and the records. No clock. */
export interface ReportInput {
  readonly profile: ProfileName
  readonly firstSeed: number
  /** `--seeds`, which makes verdicts provisional; null when each claim's own number was used. */
  readonly seedsOverride: number | null
  /** `--engine` as it was given; `auto` by default. */
  readonly engineChoice?: string
  /** `--claims` as it was given; null, the default, where none was. */
  readonly claimsRoot?: string | null
  /** `--data`: datasets that others stood in for; none where left out. */
  readonly substitutions?: readonly Substitution[]
  /** Whole families: Holm decides over all their claims. */
  readonly claims: readonly ClaimOutcome[]
  /** The experiments that the claims name, by id, at this profile (overrides applied). */
  readonly experiments: Readonly<Record<string, Experiment>>
  readonly engines: readonly EngineIdentity[]
  /** Every run that entered a judgement or a selection, in the plan's order. */
  readonly runs: readonly ReportRun[]
  /** How each arm of the synthetic experiments went; none where left out. */
  readonly trajectories?: readonly ReportTrajectory[]
  /** What claims came to on run logs of others; none where left out. */
  readonly outside?: readonly OutsideResult[]
  /** Figures of sources; a report keeps those of which it has curves. None where left out. */
  readonly sourceFigures?: readonly SourceFigure[]
}

/** One arm of a synthetic experiment, over the runs that its claims were judged on. */
export interface ReportTrajectory extends Trajectory {
  readonly experiment: string
  readonly arm: string
}

export interface ReportRun {
  readonly key: string
  readonly experiment: string
  readonly arm: string
  readonly purpose: 'selection' | 'judgement'
  readonly setting: Readonly<Record<string, number>>
  readonly seed: number
  readonly initialPoint: number | null
  readonly status: RunStatus
  /** Last value of each metric. */
  readonly final: Readonly<Record<string, number>>
  readonly resultDigest: string
  readonly environment: RunEnvironment
  /** How its losses went, for figures: of network runs that a verdict was made of. */
  readonly curve?: RunCurve
}

/** Losses of a run in the course of its training, thinned and rounded: to be drawn, never to be judged. */
export interface RunCurve {
  /** Epochs from 1, at most `MAX_CURVE_POINTS`, the first and the last among them. */
  readonly epochs: readonly number[]
  /** By metric, `train.loss`, `test.loss` and what a figure of a source shows: a value an epoch, 6 significant digits. */
  readonly losses: Readonly<Record<string, readonly number[]>>
}

export const MAX_CURVE_POINTS = 60

// ----------------------------------------------------------------------------------------- report.json

/** Raised whenever a reader of the old form would misread the new one. */
export const REPORT_FORMAT_VERSION = 2

/**
 * The content of `report.json`: everything that the other reports show and that a verdict is computed from.
 * In memory numbers are numbers; on disk non-finite ones are "NaN", "Infinity", "-Infinity".
 */
export interface Report {
  readonly format: 'claimcheck-report'
  readonly formatVersion: typeof REPORT_FORMAT_VERSION
  readonly profile: ProfileName
  readonly firstSeed: number
  readonly seedsOverride: number | null
  /** `--engine`: `auto` where none was named. `engines` says what executed the runs. */
  readonly engine: string
  /** `--claims`; null where none was named. */
  readonly claimsRoot: string | null
  /** `--data`: datasets that others stood in for; left out where there are none. */
  readonly substitutions?: readonly Substitution[]
  /** What a verdict speaks of, and what it does not. */
  readonly scope: string
  readonly counts: OutcomeCounts
  /** By id; whole families. */
  readonly claims: readonly ReportClaim[]
  readonly experiments: Readonly<Record<string, Experiment>>
  readonly engines: readonly EngineIdentity[]
  /** By experiment, arm, purpose, setting, seed and starting point. */
  readonly runs: readonly ReportRunRow[]
  /** Each environment once; runs point into this list. */
  readonly environments: readonly ReportEnvironment[]
  /** By experiment and arm: for figures, never for verdicts. Left out where no synthetic claim was judged. */
  readonly trajectories?: readonly ReportTrajectory[]
  /** What run logs of others came to, as far as these claims ask the same; left out where there is nothing. */
  readonly outside?: readonly OutsideResult[]
  /** By question: what sources say, outside evidence and these claims, on one scale; left out where no claim compares losses. */
  readonly elsewhere?: readonly ElsewhereQuestion[]
  /** By id: figures of sources of which at least one panel was measured; left out where there is none. */
  readonly sourceFigures?: readonly SourceFigure[]
}

/** How many claims had which outcome; those with too few pairs to count as measured are under none of them. */
export type OutcomeCounts = Readonly<Record<OutcomeName | 'could-not-run' | 'not-in-profile', number>> & {
  readonly claims: number
  /** Judged claims with fewer pairs than can decide them; left out where there are none. */
  readonly 'not-measured'?: number
  /** Of the judged claims: with a registered outcome that the measured one matches, or does not. */
  readonly asRegistered: number
  readonly notAsRegistered: number
  /** Of the judged claims: with nothing registered at this profile; of those the ones that pass as reproduced. */
  readonly noneRegistered: number
  readonly noneRegisteredReproduced: number
}

type CouldNotRun = Extract<ClaimOutcome, { kind: 'could-not-run' }>

export type ReportClaim = JudgedClaim | CouldNotRunClaim | NotInProfileClaim

interface JudgedClaimOf<K extends KindName> {
  readonly kind: 'judged'
  readonly claim: ClaimOf<K>
  readonly judgement: FindingsOf<TypesByKind[K]>
  /** Whether the claim was registered before its runs, and where it departs from that. */
  readonly registration: RegistrationState
  /** The registered outcome at this profile; null where none is. */
  readonly registered: ExpectedOutcome | null
  /** The dataset that stood in for the claim's own; left out where none did. */
  readonly substitute?: string
  readonly matches: boolean
  readonly explanation: string
  /** The command that repeats this claim alone. */
  readonly replay: string
}

/** A judged claim with what was found of it, both of the same kind. */
export type JudgedClaim<K extends KindName = KindName> = { readonly [P in K]: JudgedClaimOf<P> }[K]

export interface CouldNotRunClaim {
  readonly kind: 'could-not-run'
  readonly claim: Claim
  readonly cause: CouldNotRun['cause']
  readonly reason: string
  readonly remedy: string
  readonly registered: ExpectedOutcome | null
  readonly replay: string
}

export interface NotInProfileClaim {
  readonly kind: 'not-in-profile'
  readonly claim: Claim
  /** Profiles that have a registered outcome. */
  readonly registeredFor: readonly string[]
}

export interface ReportRunRow extends Omit<ReportRun, 'environment'> {
  /** Index into `environments`. */
  readonly environment: number
  readonly startedAt: string
  readonly wallTimeMs: number
}

export type ReportEnvironment = Omit<RunEnvironment, 'startedAt' | 'wallTimeMs' | 'cohortSize'>
