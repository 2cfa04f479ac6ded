import type { ProfileName } from '../claims/types'
import type { Claim, Judgement } from '../kinds'
import type { Substitutions } from '../load/substituteData'
import type { Shard } from '../plan/shards'
import type { Plan } from '../plan/types'
import type { ConsentRequest } from '../programs/consent'
import type { Report } from '../report/data/types'
import type { RecordSource } from '../store/types'

/** What to verify, and where. Complete: the command line and the Jest integration resolve the defaults. */
export interface VerifyOptions {
  /** Folder of the claims: `<source>/*.json` and `experiments/*.json`. */
  readonly claimsRoot: string
  /** The folder as the user named it, for commands that repeat this one; null where none was named. */
  readonly claimsArgument: string | null
  /** Ids, or patterns with `*`; empty for all. */
  readonly claims: readonly string[]
  readonly profile: ProfileName
  /** `auto`, an engine, or an engine with its backend: `tfjs:wasm`. */
  readonly engine: string
  readonly storeFolder: string
  /** `--records`: where records that the store does not hold are taken from, and never written to. None where left out. */
  readonly records?: RecordSource
  readonly firstSeed: number
  /** `--data`: datasets that others stand in for. None where left out. */
  readonly substitutions?: Substitutions
  /** `--external`: files of external evidence beside those in the claims root's folder `external`. None where left out. */
  readonly external?: readonly string[]
  /** Another number of seeds than the claims state: every verdict is provisional. null for the claims' own. */
  readonly seeds: number | null
  /** Worker processes, one core each. */
  readonly jobs: number
  /** `--on`: where runs are executed, an address of a queue or a profile of Slurm; on this machine where left out. */
  readonly on?: string
  /** `--wait`: where runs are handed over, stays until they are home. Leaves where left out. */
  readonly wait?: boolean
  /** `--mix`: pairs may come from machines that compute differently, each pair from one. False where left out. */
  readonly mix?: boolean
  /** False judges what the store holds and trains nothing. */
  readonly execute: boolean
  /** The programs of these claims may run, whatever they are: nobody is asked. False where left out. */
  readonly allowPrograms?: boolean
  /** Only these runs of each round are executed; all where left out. */
  readonly shard?: Shard
  readonly signal?: AbortSignal
}

/** Called while `verify` works. All are optional; none can change a result. */
export interface VerifyEvents {
  /** Before anything starts, and again when selection has finished and the judgement runs are known. */
  onPlan?(plan: PlanSummary): void
  onProgress?(progress: Progress): void
  /** A run has its result or its failure. */
  onSettled?(key: string): void
  /** After each round, where seeds are added until a claim is decided: what all claims come to by then. */
  onJudged?(judgements: readonly Judgement[]): void
  /** A record that is there but was not used: torn, edited or foreign. It is run again. */
  onDiscardedRecord?(file: string, reason: string): void
  /** A line for the user: fewer workers than asked for, another engine than the best one. */
  onNotice?(text: string): void
  /**
   * Before a program of the claims is executed for the first time, and again once its command or inputs changed: whether it
   * may be. Left out: no, unless `allowPrograms` says so.
   */
  onConsent?(request: ConsentRequest): boolean | Promise<boolean>
}

/** A plan and what is not in it. */
export interface PlanSummary {
  readonly plan: Plan
  /** From 1; a claim that tunes needs two rounds. */
  readonly round: number
  readonly blocked: readonly BlockedClaim[]
  readonly notInProfile: readonly Claim[]
  /** Claims that were not named and run because they share a family with one that was. */
  readonly familyMembers: readonly Claim[]
}

/** A claim that cannot run here for want of something optional, or that has nothing to run. */
export interface BlockedClaim {
  readonly claim: Claim
  readonly cause: 'missing-data' | 'missing-engine' | 'not-run'
  readonly reason: string
  /** The one command that helps. */
  readonly remedy: string
}

export interface Progress {
  readonly finishedRuns: number
  readonly totalRuns: number
  /** Estimated core-milliseconds, runs that are known to follow included. */
  readonly doneMs: number
  readonly totalMs: number
  readonly failedRuns: number
}

export interface VerifyResult {
  /** The content of `report.json`. */
  readonly report: Report
  /** True when the signal stopped it: finished runs are in the store, the report is incomplete. */
  readonly interrupted: boolean
  readonly open: OpenRuns
}

/** Runs that the last plan of a call asks for and the store does not hold. */
export interface OpenRuns {
  /** Of the runs that this call was to execute: all, or its shard's. */
  readonly own: number
  /** Of these, runs that were handed over to others: the same call, later, finds them. */
  readonly away: number
  /** Of other shards. */
  readonly others: number
  /** How many of its own runs the plan has in all. */
  readonly ownTotal: number
  /** The plan does not end here: what is chosen by these runs decides which follow. */
  readonly more: boolean
}
