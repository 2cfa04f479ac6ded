import type { RunEnvironment, RunStatus } from '../engine/engine'
import type { EngineIdentity } from '../plan/types'
import type { Claim, Experiment, ProfileName } from '../spec/types'
import type { Judgement } from '../verdict/types'

/** What became of one claim. */
export type ClaimOutcome =
  | { readonly kind: 'judged'; readonly claim: Claim; readonly judgement: Judgement }
  /** Infrastructure or something missing: never a scientific outcome. */
  | {
      readonly kind: 'could-not-run'
      readonly claim: Claim
      /** Missing data or engine: skipped. `crash`: an error. */
      readonly cause: 'missing-data' | 'missing-engine' | 'crash'
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
  readonly claims: readonly ClaimOutcome[]
  /** The experiments that the claims name, by id, at this profile (overrides applied). */
  readonly experiments: Readonly<Record<string, Experiment>>
  readonly engines: readonly EngineIdentity[]
  /** Every run that entered a judgement or a selection, in the plan's order. */
  readonly runs: readonly ReportRun[]
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
}
