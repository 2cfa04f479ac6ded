import type {
  Claim,
  DataSpec,
  DatasetName,
  Layer,
  OptimizerSpec,
  Problem,
  ProfileName,
  Setting,
  TrainingProtocol
} from '../spec/types'

/** The four seeds of a run; each is the key of its own random stream. "Seed s" is shorthand for s in all four. */
export interface RunSeeds {
  readonly init: number
  readonly order: number
  readonly dropout: number
  readonly problem: number
}

/** What executes a run, as far as it can change the run's numbers. */
export interface EngineIdentity {
  readonly name: EngineName
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

export type EngineName = 'scalar' | 'tfjs'

/**
 * A run, resolved: all that decides its numbers and nothing else (no claim id, arm label, profile name or seed
 * budget). Its key is the SHA-256 of its canonical JSON (RFC 8785).
 */
export type RunSpec = SyntheticRunSpec | ClassificationRunSpec

interface RunSpecBase {
  readonly optimizer: OptimizerSpec
  readonly seeds: RunSeeds
  readonly engine: EngineIdentity
}

export interface SyntheticRunSpec extends RunSpecBase {
  readonly kind: 'synthetic'
  readonly problem: Problem
  readonly initialPoint: number
  readonly numSteps: number
  readonly record: { readonly points: number; readonly window: number }
}

export interface ClassificationRunSpec extends RunSpecBase {
  readonly kind: 'classification'
  readonly data: DataSpec & { /** SHA-256 that names the dataset's content. */ readonly digest: string }
  readonly model: { readonly layers: readonly Layer[] }
  readonly loss: 'categorical_crossentropy'
  readonly training: TrainingProtocol
}

export interface PlannedRun {
  /** SHA-256, hex. */
  readonly key: string
  readonly spec: RunSpec
  /** The store holds a valid record. */
  readonly cached: boolean
  /** Estimated time on one core, in milliseconds; 0 for a cached run. */
  readonly estimateMs: number
}

/** The place of a run in a claim. */
export interface RunRole {
  readonly claim: string
  readonly arm: string
  /** `selection`: tunes the arm; `judgement`: enters the verdict. */
  readonly purpose: 'selection' | 'judgement'
  readonly setting: Setting
  /** Seed of the pair; all four seeds have this value. */
  readonly seed: number
  readonly initialPoint: number | null
  readonly key: string
}

/** One claim at one profile: the runs it needs now. */
export interface ClaimPlan {
  readonly claim: Claim
  readonly profile: ProfileName
  readonly roles: readonly RunRole[]
  /** True when selection runs must finish before the judgement runs are known. */
  readonly awaitsSelection: boolean
}

export interface Plan {
  readonly profile: ProfileName
  readonly claims: readonly ClaimPlan[]
  /** Claims that cannot be planned here, with the reason and the one command that helps. */
  readonly blocked: readonly BlockedClaim[]
  /** Claims registered for other profiles only. */
  readonly notInProfile: readonly Claim[]
  /** Deduplicated over all claims, in a fixed order. */
  readonly runs: readonly PlannedRun[]
}

export interface BlockedClaim {
  readonly claim: Claim
  readonly missing: { readonly kind: 'dataset'; readonly dataset: DatasetName } | { readonly kind: 'engine' }
  readonly reason: string
  readonly remedy: string
}
