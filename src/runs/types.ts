import type { Setting } from '../claims/types'

/** The four seeds of a run; each is the key of its own random stream. "Seed s" is shorthand for s in all four. */
export interface RunSeeds {
  readonly init: number
  readonly order: number
  readonly dropout: number
  readonly problem: number
}

/** What executes a run, as far as it can change the run's numbers. */
export interface EngineIdentity {
  /** Such as `onnx`. */
  readonly name: string
  /** Version of the library that computes: `tfjs-core 4.22.0`; for our own code `claimcheck`. */
  readonly version: string
  /** `wasm`, `cpu`, `tensorflow`; `javascript` for the scalar engine. */
  readonly backend: string
  /** Instruction set or runtime that decides the bits: `wasm-simd128`, `ieee754-float64`. */
  readonly instructionSet: string
  /** Which lowering of the model was chosen, where an engine has several. */
  readonly lowering: string | null
  /** SHA-256 over the compiled sources that decide numbers. Computed, never typed. */
  readonly numerics: string
}

/** What the run specs of all kinds have; each kind adds all that decides its numbers. */
export interface RunSpecBase {
  readonly kind: string
  readonly seeds: RunSeeds
  readonly engine: EngineIdentity
}

/** Which run of an experiment is meant. */
export interface RunChoice {
  readonly arm: string
  readonly setting: Setting
  /** Seed of every stream, but for those that `seeds` gives others. */
  readonly seed: number
  readonly seeds?: RunSeeds
  /** x_1 of a synthetic run; null for a run of a kind without starting points. */
  readonly initialPoint: number | null
  readonly effectiveStep?: true
}

/** What a run takes that is known without measuring it. */
export interface RunAmounts {
  /** Numbers that are trained. */
  readonly parameters: number
  /** Updates of all of them, to the end of the run. */
  readonly updates: number
  /** All numbers of the model, and those that the optimizer keeps beside it from one update to the next. */
  readonly bytes: number
}

/** A single value of a run in a table; null where there is none. */
export type RunFact = string | number | boolean | null

/** A stream of a run that a design of seeds can vary by itself. */
export type SeedStream = 'init' | 'order' | 'dropout'

/** What is known of a metric that runs record. */
export interface MetricFacts {
  /** What its places count; null for one value a run. */
  readonly unit: 'epoch' | 'step' | null
  /** null for a metric that is not better anywhere: a position, say. */
  readonly better: 'lower' | 'higher' | null
  /** The smallest and the largest value that it can have; infinite where there is no bound. */
  readonly bounds: readonly [number, number]
}
