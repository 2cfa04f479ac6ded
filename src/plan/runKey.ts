import { digestOf } from '../json/canonical'
import { recordedSpec } from '../runs/recordedSpec'
import type { RunSpec } from '../runs/runKinds'

/**
 * The identity of a run: SHA-256 of the canonical JSON (RFC 8785) of its resolved spec, in hex.
 *
 * Two claims that need the same run get the same key, so it is executed, stored and counted once.
 */
export function runKey(spec: RunSpec): string {
  return digestOf(recordedSpec(spec))
}
