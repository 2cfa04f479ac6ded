import type { SubstituteKey } from '../../claims/fileTypes'
import type { RunStatus } from '../../claims/runs'
import type { SourceFigure } from '../../claims/sourceFigure'
import type { ExpectedOutcome, ProfileName, Setting } from '../../claims/types'
import type { RunEnvironment } from '../../engine/engine'
import type { ExternalResult } from '../../external/types'
import type { Count, Digest, Double, PositiveInteger } from '../../json/scalars'
import type { EffectByEngine } from '../../judge/effectByEngine'
import type { Trajectory } from '../../judge/trajectory'
import type { Claim, ClaimOf, Judgement, KindName, TypesByKind } from '../../kinds'
import type { FindingsOf } from '../../kinds/judged'
import type { Substitution } from '../../load/substituteData'
import type { RegistrationState } from '../../registration/types'
import type { Experiment } from '../../runs/runKinds'
import type { EngineIdentity } from '../../runs/types'
import type { RecordsDigest } from '../../store/types'
import type { ComparedQuestion } from '../questions/types'

/** What became of one claim. */
export type ClaimOutcome =
  | {
      readonly kind: 'judged'
      readonly claim: Claim
      readonly judgement: Judgement
      /** Whether the claim was registered before its runs, and where it departs from that. */
      readonly registration: RegistrationState
      /** Where several kinds of machine made its runs. */
      readonly byEngine?: EffectByEngine
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
  /** Expected for other profiles only. */
  | { readonly kind: 'not-in-profile'; readonly claim: Claim }

/** All that a report is made of: a pure function of the claims and the records. No clock. */
export interface ReportInput {
  readonly profile: ProfileName
  readonly firstSeed: number
  /** `--seeds`, which makes verdicts provisional; null when each claim's own number was used. */
  readonly seedsOverride: number | null
  /** `--engine` as it was given; `auto` by default. */
  readonly engineChoice?: string
  /** `--claims` as it was given, or `--bundled`; null, the default, where none was. */
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
  readonly external?: readonly ExternalResult[]
  /** What names the records of the runs, where these do not say it themselves. */
  readonly records?: RecordsDigest
  /** Figures of sources; a report keeps those of which it has curves. None where left out. */
  readonly sourceFigures?: readonly SourceFigure[]
}

/** One arm of a synthetic experiment, over the runs that its claims were judged on. */
export interface ReportTrajectory extends Trajectory {
  /** Id of the experiment. */
  readonly experiment: string
  /** Name of the arm. */
  readonly arm: string
}

/** A run that entered a judgement or a selection. */
export interface ReportRun {
  /** Identity of the run: SHA-256 of the canonical JSON of its specification. */
  readonly key: Digest
  /** Id of the experiment. */
  readonly experiment: string
  /** Name of the arm. */
  readonly arm: string
  /** Whether the run chose a setting or was judged. */
  readonly purpose: 'selection' | 'judgement'
  /** Values that override the arm's optimizer, by the name of the hyperparameter. */
  readonly setting: Setting
  /** Seed of the run. */
  readonly seed: Count
  /** Where the run started; null where the seed decides. */
  readonly initialPoint: number | null
  readonly status: RunStatus
  /** Last value of each metric. */
  readonly final: Readonly<Record<string, Double>>
  /** SHA-256 of the run's result: the same whenever the run is repeated. */
  readonly resultDigest: Digest
  readonly environment: RunEnvironment
  /** Of its record; left out of a report, which names all of them by one digest. */
  readonly checksum?: Digest
  /** How its losses went, for figures: of network runs that a verdict was made of. */
  readonly curve?: RunCurve
}

/** Losses of a run in the course of its training, thinned and rounded: to be drawn, never to be judged. */
export interface RunCurve {
  /**
   * Epochs from 1, at most `MAX_CURVE_POINTS`, the first and the last among them.
   *
   * @maxItems 60
   */
  readonly epochs: readonly PositiveInteger[]
  /** By metric, `train.loss`, `test.loss` and what a figure of a source shows: a value an epoch, 6 significant digits. */
  readonly losses: Readonly<Record<string, CurveValues>>
}

/**
 * One an epoch.
 *
 * @maxItems 60
 */
export type CurveValues = readonly Double[]

export const MAX_CURVE_POINTS = 60

// ----------------------------------------------------------------------------------------- report.json

/** Raised whenever a reader of the old form would misread the new one. */
export const REPORT_FORMAT_VERSION = 4

/**
 * The content of `report.json`: everything that the other reports show and that a verdict is computed from.
 * In memory numbers are numbers; on disk non-finite ones are "NaN", "Infinity", "-Infinity".
 */
export interface Report {
  /** Marks the file as a report of claimcheck. */
  readonly format: 'claimcheck-report'
  /** Raised whenever a reader of the old form would misread the new one. */
  readonly formatVersion: typeof REPORT_FORMAT_VERSION
  readonly profile: ProfileName
  /** Seed of the first pair. */
  readonly firstSeed: Count
  /** --seeds, which makes verdicts provisional; null when each claim's own number was used. */
  readonly seedsOverride: PositiveInteger | null
  /** `--engine`: `auto` where none was named. `engines` says what executed the runs. */
  readonly engine: string
  /** `--claims`, or `--bundled` for the claims that come with claimcheck; null where none was named. */
  readonly claimsRoot: string | null
  /**
   * `--data`: datasets that others stood in for; left out where there are none.
   *
   * @minItems 1
   */
  readonly substitutions?: readonly Substitution[]
  /** What a verdict speaks of, and what it does not. */
  readonly scope: string
  readonly counts: OutcomeCounts
  /** By id; whole families. */
  readonly claims: readonly ReportClaim[]
  /** By id, at this profile. */
  readonly experiments: Readonly<Record<string, Experiment>>
  /** Every engine that executed runs of this report. */
  readonly engines: readonly EngineIdentity[]
  /** By experiment, arm, purpose, setting, seed and starting point. */
  readonly runs: readonly ReportRunRow[]
  /** Each environment once; runs point into this list. */
  readonly environments: readonly ReportEnvironment[]
  /** The records of all runs, as an archive of them names itself; left out by older versions, and where there are none. */
  readonly records?: RecordsDigest
  /**
   * By experiment and arm: for figures, never for verdicts. Left out where no synthetic claim was judged.
   *
   * @minItems 1
   */
  readonly trajectories?: readonly ReportTrajectory[]
  /**
   * What run logs of others came to, as far as these claims ask the same; left out where there is nothing.
   *
   * @minItems 1
   */
  readonly external?: readonly ExternalResult[]
  /**
   * By question: what sources say, external evidence and these claims, on one scale; left out where no claim compares
   * losses.
   *
   * @minItems 1
   */
  readonly questions?: readonly ComparedQuestion[]
  /**
   * By id: figures of sources of which at least one panel was measured; left out where there is none.
   *
   * @minItems 1
   */
  readonly sourceFigures?: readonly SourceFigure[]
}

/** How many claims had which outcome. */
export interface OutcomeCounts {
  /** All claims of the report. */
  readonly claims: Count
  /** Judged so; those with too few pairs to count as measured are under no outcome. */
  readonly reproduced: Count
  /** Judged so, and measured: in the direction that is claimed, by less than the margin. */
  readonly 'below-margin': Count
  /** Judged so, and measured. */
  readonly refuted: Count
  /** Judged so, and measured. */
  readonly inconclusive: Count
  /** Judged so, and measured. */
  readonly 'not-evaluable': Count
  /** Judged claims with fewer pairs than can decide them; left out where there are none. */
  readonly 'not-measured'?: Count
  /** No scientific outcome: infrastructure, or something missing. */
  readonly 'could-not-run': Count
  /** Expected for other profiles only. */
  readonly 'not-in-profile': Count
  /** Judged claims whose outcome is the expected one. */
  readonly asExpected: Count
  /** Judged claims whose outcome is another than the expected one, or provisional. */
  readonly notAsExpected: Count
  /** Judged claims with nothing expected at this profile. */
  readonly noneExpected: Count
  /** Of those the ones that pass: reproduced, and not provisional. */
  readonly noneExpectedReproduced: Count
}

type CouldNotRun = Extract<ClaimOutcome, { kind: 'could-not-run' }>

/** What became of one claim. */
export type ReportClaim = JudgedClaim | CouldNotRunClaim | NotInProfileClaim

/** A claim with a verdict. */
interface JudgedClaimOf<K extends KindName> {
  readonly kind: 'judged'
  /** The claim as it was judged, every default resolved. */
  readonly claim: ClaimOf<K>
  /** The verdict with everything that is said about it. */
  readonly judgement: FindingsOf<TypesByKind[K]>
  /** Whether the claim was registered before its runs, and where it departs from that. */
  readonly registration: RegistrationState
  /** The expected outcome at this profile; null where none is. */
  readonly expected: ExpectedOutcome | null
  /** The dataset that stood in for the claim's own; left out where none did. */
  readonly substitute?: string
  /** The outcome is as expected, or, where none is expected, reproduced. */
  readonly matches: boolean
  /** How the outcome compares with the expected one, in words. */
  readonly explanation: string
  /**
   * Expected share of wrong ones among all decisions of the report that are at least as sure (Benjamini and Hochberg);
   * left out where it carries no p value or is not measured, and by older versions.
   */
  readonly q?: Double
  /** The effect machine by machine; left out where one kind of machine made all runs that were judged. */
  readonly byEngine?: EffectByEngine
  /** The command that repeats this claim alone. */
  readonly replay: string
}

/** A judged claim with what was found of it, both of the same kind. */
export type JudgedClaim<K extends KindName = KindName> = { readonly [P in K]: JudgedClaimOf<P> }[K]

/** A claim that infrastructure, or something missing, kept from a verdict. */
export interface CouldNotRunClaim {
  readonly kind: 'could-not-run'
  /** The claim, every default resolved. */
  readonly claim: Claim
  readonly cause: CouldNotRun['cause']
  /** Why it could not run. */
  readonly reason: string
  /** What helps. */
  readonly remedy: string
  /** The expected outcome at this profile; null where none is. */
  readonly expected: ExpectedOutcome | null
  /** The command that repeats this claim alone. */
  readonly replay: string
}

/** A claim that is expected for other profiles only. */
export interface NotInProfileClaim {
  readonly kind: 'not-in-profile'
  /** The claim, every default resolved. */
  readonly claim: Claim
  /** Profiles that have an expected outcome; on a substitute where there is none on the dataset itself. */
  readonly expectedFor: readonly (ProfileName | SubstituteKey)[]
}

/** A run that entered a judgement or a selection. */
export interface ReportRunRow extends Omit<ReportRun, 'environment' | 'checksum'> {
  /** Index into `environments`. */
  readonly environment: Count
  /** ISO 8601, UTC. */
  readonly startedAt: string
  /** How long it took, in milliseconds. */
  readonly wallTimeMs: number
}

/** Where runs were executed. */
export type ReportEnvironment = Omit<RunEnvironment, 'startedAt' | 'wallTimeMs' | 'cohortSize'>
