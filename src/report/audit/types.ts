import type { RunEnvironment } from '../../engine/engine'
import type { Count, Digest, PositiveInteger, Text } from '../../json/scalars'
import type { EngineIdentity } from '../../runs/types'
import type { RecordsDigest } from '../../store/types'

export const AUDIT_FORMAT_VERSION = 1

/** The content of `audit.json`: runs that were trained again, and what came out. */
export type AuditReport = RecordsAudit | ClaimAudit

interface AuditBase {
  /** Marks the file as an audit of claimcheck. */
  readonly format: 'claimcheck-audit'
  /** Raised whenever a reader of the old form would misread the new one. */
  readonly formatVersion: typeof AUDIT_FORMAT_VERSION
  /** Where the runs were trained again. */
  readonly machine: AuditMachine
}

/** Runs of an archive, drawn at random and trained again. */
export interface RecordsAudit extends AuditBase {
  readonly of: 'records'
  /** The archive that the runs were drawn from. */
  readonly records: RecordsDigest
  /** `--sample`: how many were asked for. */
  readonly sample: PositiveInteger
  /** `--seed`, which decides the draw. */
  readonly seed: Count
  /**
   * `--tolerance`: the difference, as a share of the largest value of the metric in the run, up to which another engine or
   * machine counts as the same.
   *
   * @minimum 0
   */
  readonly tolerance: number
  /** By key. */
  readonly runs: readonly AuditedRun[]
}

/** A run that was to be trained again. */
export interface AuditedRun {
  /** Identity of the run in the archive. */
  readonly key: Digest
  /** The run in a few words. */
  readonly run: Text
  readonly outcome: AuditOutcome
  /** What made the record. */
  readonly recorded: AuditedPlace
  /** What trained it again; null where nothing could. */
  readonly here: AuditedPlace | null
  /** Where the two results part first, or why it could not run; null where they are the same bits. */
  readonly what: Text | null
  /**
   * The largest difference of any value, as a share of the largest of its metric in the run; null where the results cannot be
   * laid side by side: one diverged, say.
   *
   * @minimum 0
   */
  readonly largest: number | null
}

/**
 * `same`: the same bits. `within-tolerance`: another engine or machine made it, and its values differ by the tolerance at
 * most. `different`: they differ by more, or on the same engine and machine at all. `could-not-run`: engine or data missing.
 */
export type AuditOutcome = 'same' | 'within-tolerance' | 'different' | 'could-not-run'

/** An engine on a machine. */
export interface AuditedPlace {
  readonly engine: EngineIdentity
  readonly machine: AuditMachine
}

/** What of a run's environment may decide bits. */
export type AuditMachine = Pick<RunEnvironment, 'claimcheck' | 'node' | 'platform' | 'cpu'>

/** Runs of a claim, made several times under circumstances that must not matter, and under ones that must. */
export interface ClaimAudit extends AuditBase {
  readonly of: 'claim'
  /** Id of the claim. */
  readonly claim: Text
  /** Profile of its runs. */
  readonly profile: Text
  readonly engine: EngineIdentity
  /** In their order. */
  readonly checks: readonly AuditCheckResult[]
}

/** What became of one check. */
export interface AuditCheckResult {
  /** What was done, in words. */
  readonly check: Text
  /** Whether the runs have to be the same bits as the first time, or may not be. */
  readonly expects: 'same' | 'other'
  /** Why it means nothing for these runs; null where it was made. */
  readonly skipped: Text | null
  /** Each run that was compared; none where it was skipped. */
  readonly runs: readonly ComparedRun[]
}

/** A run of a claim, and how another training of it compares. */
export interface ComparedRun {
  /** Name of the arm. */
  readonly arm: Text
  /** Identity of the run. */
  readonly key: Digest
  /** Whether it came out as the check expects. */
  readonly passed: boolean
  /** Where the results part first; null where they are the same bits. */
  readonly difference: Text | null
}
