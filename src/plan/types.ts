import type {
  AnyClaim,
  DataSpec,
  Experiment,
  Layer,
  Loss,
  Problem,
  ProfileName,
  TrainingProtocol
} from '../claims/types'
import type { Claim } from '../kinds'
import type { OptimizerSpec } from '../optim/presets'
import type { Role } from './roles'

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

/** What executes runs. */
export type EngineName = 'scalar' | 'onnx' | 'tfjs'

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
  readonly record: {
    readonly points: number
    readonly window: number
    /** Look at the effective step after every update; absent where nobody asks, so that such a run keeps its key. */
    readonly effectiveStep?: true
  }
}

export interface ClassificationRunSpec extends RunSpecBase {
  readonly kind: 'classification'
  readonly data: DataSpec & { /** SHA-256 that names the dataset's content. */ readonly digest: string }
  readonly model: { readonly layers: readonly Layer[] }
  readonly loss: Loss
  readonly training: TrainingProtocol
}

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
  readonly awaitingSelection: { readonly numRuns: number; readonly estimateMs: number } | null
}

export interface Plan<C extends Claim = Claim> {
  readonly profile: ProfileName
  readonly claims: readonly ClaimPlan<C>[]
  /** Judgement runs of all claims that wait for selection: what claims of the same tuning share counts once. */
  readonly later: { readonly numRuns: number; readonly estimateMs: number }
  /** Every run once, though several claims may need it, in the order of the claims. */
  readonly runs: readonly PlannedRun[]
}
