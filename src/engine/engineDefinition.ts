import type { RunKindName, RunKindTypes } from '../runs/runKinds'
import type { EngineIdentity } from '../runs/types'
import type { Engine } from './engine'

/**
 * What is known of an engine before it is loaded. `doctor`, `plan`, `--engine`, `auto` and the workers read it from the list
 * in `engines.ts`; nothing else in the program names an engine.
 */
export interface EngineDefinition<K extends RunKindName = RunKindName> {
  /** The choice of `--engine`, and the name in `EngineIdentity`. */
  readonly name: string
  /** The kinds of run that it executes. */
  readonly runs: readonly K[]
  /** Where or how it can compute, the best first: `<name>:<variant>` is a choice too. Empty where there is no choice. */
  readonly variants: readonly string[]
  /** The variant that works on every machine; null where the engine may be missing altogether. */
  readonly everywhere: string | null
  /** The variant that the environment forces, and by which variable; null where it forces none. @throws InputError */
  forced?(environment: Readonly<Record<string, string | undefined>>): ForcedVariant | null
  /**
   * Loads it.
   *
   * @param variant null for the best that works
   * @returns null where it has no such variant
   */
  create(variant: string | null): Engine | null
  /** Finds out what of it works here, the best first. What may crash or hang is started in a process of its own. */
  probe(): Promise<readonly ProbedVariant[]>
  /** Of one core of a current laptop, by `EngineIdentity.backend`; of the variant that is everywhere for an unknown one. */
  speed(backend: string): RunKindTypes[K]['speed']
  /** Of a worker with the engine loaded and a small model: mostly node and the native libraries. Measured on Linux. */
  readonly bytes: number
}

export interface ForcedVariant {
  readonly by: string
  readonly variant: string
}

/** A variant of an engine on this machine. */
export interface ProbedVariant {
  readonly variant: string
  /** What has to be installed; null for what comes with claimcheck. */
  readonly packageName: string | null
  readonly state: EngineState
  /** Why it is chosen where it is, unless it is the first that works. */
  readonly why?: string
}

/** What the machine has of an engine. */
export type EngineState =
  | { readonly kind: 'absent'; readonly remedy: string }
  /** Installed, but without its native part, or it cannot be loaded, or it does not work on this processor. */
  | { readonly kind: 'broken'; readonly reason: string; readonly remedy: string }
  | { readonly kind: 'working'; readonly identity: EngineIdentity; readonly device: 'CPU' | 'GPU' }
