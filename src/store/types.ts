import type { MetricSeries, RunStatus, SplitBlocks } from '../claims/runs'
import type { RunEnvironment } from '../engine/engine'
import type { Count, Digest } from '../json/scalars'
import type { RunSpec } from '../runs/runKinds'

/** The part of a record that must be the same bytes whenever the run is repeated. */
export interface RunResult {
  readonly spec: RunSpec
  readonly status: RunStatus
  readonly metrics: Readonly<Record<string, MetricSeries>>
  readonly imageBlocks?: SplitBlocks
}

export interface RunRecord {
  readonly result: RunResult
  /** SHA-256 of the canonical JSON of `result`. */
  readonly resultDigest: string
  readonly environment: RunEnvironment
  /** SHA-256 of the canonical JSON of {result, resultDigest, environment}. */
  readonly checksum: string
}

/** What the store holds for a key. Only `valid` may be used as a result. */
export type Lookup = { readonly state: 'absent' } | StoredState

export type StoredState =
  | { readonly state: 'valid'; readonly record: RunRecord }
  /** Whole and unchanged, but it records a failure of the infrastructure: shown to the user, never used. */
  | { readonly state: 'failed'; readonly record: RunRecord }
  | DamagedRecord

/**
 * `torn`: cannot be parsed, as after a truncated copy. `edited`: its checksum or result digest does not fit its
 * content. `foreign`: whole in itself, but of another run than its name says, or of a shape that this version of
 * claimcheck does not know.
 */
export interface DamagedRecord {
  readonly state: 'torn' | 'edited' | 'foreign'
  readonly file: string
  readonly reason: string
}

/** An entry of the store's list. */
export type StoredRun = { readonly key: string; readonly file: string } & StoredState

/** Where records are looked up: a store, or an archive. */
export interface RecordSource {
  read(key: string): Lookup
}

/** The records of some runs as a whole: what an archive of exactly these names as its digest. */
export interface RecordsDigest {
  /** How many. */
  readonly records: Count
  /** SHA-256 over a line of each, key and checksum, in the order of the keys. */
  readonly digest: Digest
}
