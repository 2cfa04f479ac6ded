import type { MetricSeries, RunEnvironment, RunStatus } from '../engine/engine'
import type { RunSpec } from '../plan/types'

/** The part of a record that must be the same bytes whenever the run is repeated. */
export interface RunResult {
  readonly spec: RunSpec
  readonly status: RunStatus
  readonly metrics: Readonly<Record<string, MetricSeries>>
}

export interface RunRecord {
  readonly result: RunResult
  /** SHA-256 of the canonical JSON of `result`. */
  readonly resultDigest: string
  readonly environment: RunEnvironment
  /** SHA-256 of the canonical JSON of {result, resultDigest, environment}. */
  readonly checksum: string
}
