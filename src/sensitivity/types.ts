import type { Claim } from '../kinds'
import type { Plan } from '../plan/types'
import type { ChoiceSettings, SensitivityReport, Variation } from '../report/sensitivity/types'
import type { Progress, VerifyEvents, VerifyOptions } from '../verify/types'

export type { SensitivityReport, Variation }

/** What to vary, and where. Complete: the command line resolves the defaults. */
export interface SensitivityOptions
  extends Pick<
    VerifyOptions,
    | 'claimsRoot'
    | 'profile'
    | 'engine'
    | 'storeFolder'
    | 'firstSeed'
    | 'seeds'
    | 'jobs'
    | 'signal'
    | 'substitutions'
    | 'allowPrograms'
  > {
  /** The folder of the claims as the user named it, for messages. */
  readonly claimsArgument?: string | null
  /** Id of one claim about two arms. */
  readonly claim: string
  /** `all` is everything that the claim's experiment has. */
  readonly by: readonly (Variation | 'all')[]
  /** K: values of each seed stream, 5 or more. */
  readonly size: number
  /** Of the arms under each choice; left out: retuned where the claim tunes its arms, else as they stand. */
  readonly settings?: ChoiceSettings
}

/** Called while `sensitivity` works. All are optional; none can change a result. */
export interface SensitivityEvents extends Pick<VerifyEvents, 'onConsent'> {
  /** Before anything starts, and again when what a round was run for is known: settings, an effective step. */
  onPlan?(plan: SensitivityPlan): void
  onProgress?(progress: Progress): void
  onDiscardedRecord?(file: string, reason: string): void
  onNotice?(text: string): void
}

export interface SensitivityPlan {
  readonly claim: Claim
  /** Its claims are the parts of the study, named by what they vary; a run that several need stands in it once. */
  readonly plan: Plan
  /** Runs that follow when the settings are chosen; some of them may then be in the store or in the map. */
  readonly later: { readonly numRuns: number; readonly estimateMs: number }
  /** From 1. */
  readonly round: number
}

export interface SensitivityResult {
  readonly report: SensitivityReport
  /** True when the signal stopped it: finished runs are in the store, and nothing was measured. */
  readonly interrupted: boolean
}
