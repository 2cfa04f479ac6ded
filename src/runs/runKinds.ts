import { type Classification, classification } from './classification/classification'
import type { RunKind } from './runKind'
import { type Synthetic, synthetic } from './synthetic/synthetic'

/** The types of every kind of run, by its name. */
export interface RunKindTypes {
  readonly classification: Classification
  readonly synthetic: Synthetic
}

/** Every kind of run. */
export const RUN_KINDS: { readonly [K in RunKindName]: RunKind<RunKindTypes[K]> } = { classification, synthetic }

export type RunKindName = keyof RunKindTypes

/**
 * A run, resolved: all that decides its numbers and nothing else (no claim id, arm label, profile name or seed
 * budget). Its key is the SHA-256 of its canonical JSON (RFC 8785).
 */
export type RunSpec = RunKindTypes[RunKindName]['spec']

/** The types of whichever kind. */
export interface AnyRun {
  readonly experiment: RunKindTypes[RunKindName]['experiment']
  readonly spec: RunSpec
  readonly speed: RunKindTypes[RunKindName]['speed']
}

export const RUN_KIND_NAMES = Object.keys(RUN_KINDS) as readonly RunKindName[]

/** The kind of an experiment or of a run. */
export function runKindOf({ kind }: { readonly kind: RunKindName }): RunKind<AnyRun> {
  return RUN_KINDS[kind]
}
