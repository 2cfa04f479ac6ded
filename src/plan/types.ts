import type { AnyClaim, ProfileName } from '../claims/types'
import type { Claim } from '../kinds'
import type { Experiment, RunSpec } from '../runs/runKinds'
import type { Role } from './roles'

export interface PlannedRun {
  /** SHA-256, hex. */
  readonly key: string
  readonly spec: RunSpec
  /** The store holds a valid record. */
  readonly cached: boolean
  /** Estimated time by itself on one core, in milliseconds; 0 for a cached run. In a cohort it may take less. */
  readonly estimateMs: number
}

/** The place of a run in a claim. */
export interface RunRole extends Role {
  readonly claim: string
  readonly key: string
}

/** One claim at one profile: the runs that are known now. */
export interface ClaimPlan<C extends AnyClaim = Claim> {
  readonly claim: C
  /** With the profile's overrides applied; null for a claim that runs nothing. */
  readonly experiment: Experiment | null
  readonly roles: readonly RunRole[]
  /** Judgement runs that are unknown until the selection runs have finished; null when all runs are known. */
  readonly awaitingSelection: LaterRuns | null
}

/** Runs that wait for selection: what they cost where it tells one setting from all others. */
export interface LaterRuns extends Cost {
  /** At most: with as many settings an arm as selection may leave, on the same seeds; left out where that is no more. */
  readonly most?: Cost
}

interface Cost {
  readonly numRuns: number
  /** Core-milliseconds. */
  readonly estimateMs: number
}

export interface Plan<C extends Claim = Claim> {
  readonly profile: ProfileName
  readonly claims: readonly ClaimPlan<C>[]
  /** Judgement runs of all claims that wait for selection: what claims of the same tuning share counts once. */
  readonly later: LaterRuns
  /** Every run once, though several claims may need it, in the order of the claims. */
  readonly runs: readonly PlannedRun[]
}
