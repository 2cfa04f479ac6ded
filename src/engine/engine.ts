import type { MetricSeries, RunStatus, SplitBlocks } from '../claims/runs'
import type { DatasetName } from '../claims/types'
import type { Dataset } from '../data/types'
import type { RunKindName, RunSpec } from '../runs/runKinds'
import type { EngineIdentity } from '../runs/types'

/**
 * The contract of an engine.
 *
 * An engine executes cohorts of runs and says nothing about claims. A cohort is a list of runs that may be executed
 * together (`RunKind.together`): networks that differ in the optimizer alone start from the same weights and see the same
 * minibatches.
 * What an engine must keep:
 *
 * 1. **Bits.** The same `RunSpec` gives the same `RunOutcome`, to the bit, whatever ran before it in the same process (of
 *    other engines too: none may leave the thread in another mode of arithmetic), whoever else was in its cohort and in
 *    whichever place, and wherever it was stopped and resumed. By construction: a kernel that works on several runs at once
 *    must not tell by sizes, places or what is left over of a vector how many they are.
 * 2. **Randomness.** All of it comes from the streams of `spec.seeds` (`random/streams.ts`), used as
 *    `random/streams.ts` prescribes, so that every engine starts from the same weights and sees the same minibatches.
 * 3. **Updates** follow the rule (`optim/updateRule.ts`), as its float64 reference in the specs does, within a stated tolerance of the engine's own precision.
 * 4. **Divergence** is a result: at the first non-finite loss or iterate a run ends with the status `diverged`, the step
 *    and the metrics recorded so far, and the rest of its cohort goes on. It never throws for one.
 * 5. **Everything else that goes wrong is thrown**: `UnavailableError` when the engine cannot work here,
 *    `InputError` for a spec it does not support, any other error for a failure of the infrastructure. Outcomes that were
 *    handed out before it are valid.
 * 6. Metrics are named and measured as `RunOutcome` says. What else a run is asked to record (`record`) changes no bit of them.
 * 7. **Checkpoints.** Between two updates, at least about once a second, a network engine asks whether checkpoints are due and,
 *    if so, writes one for every unfinished run of the cohort (`training/trainingState.ts`; its tensors begin with all
 *    parameters in the order and layout of `parametersOf`, then come the engine's own). A run that has one goes on from there.
 */
export interface Engine {
  readonly name: string
  readonly supports: readonly RunKindName[]
  /** Loads what the engine needs and says what it is. @throws UnavailableError */
  identity(): Promise<EngineIdentity>
  /** Resolves when every run of the cohort has got its outcome. */
  executeCohort(cohort: readonly RunSpec[], context: CohortContext): Promise<void>
}

/** Whoever executes a cohort offers this to the engine; `index` is the run's place in the cohort. */
export interface CohortContext {
  /** Returns a verified dataset, from memory where it was loaded before. */
  loadDataset(name: DatasetName): Dataset
  /** Called now and then with the finished share of the cohort, 0 to 1. */
  onProgress(share: number): void
  /** Called once for every run, as soon as its outcome is known. */
  onOutcome(index: number, outcome: RunOutcome): void
  /** Whether it is time for checkpoints. The clock is here, outside the engine: it never decides what a run computes. */
  isCheckpointDue(): boolean
  /** The newest checkpoint of a run; null where there is none that is whole. */
  readCheckpoint(index: number): Uint8Array | null
  writeCheckpoint(index: number, checkpoint: Uint8Array): void
  /** For engines that start other programs; left out where nobody does. */
  readonly programs?: ProgramContext
}

export interface ProgramContext {
  /** Where a run has its folder, absolute and by its key; whether it is there is for the engine to see. */
  runFolder(index: number): string
  /** Whether another process has made a run meanwhile: then it needs no outcome. */
  isFinished(index: number): boolean
  /** Devices that these runs may use, as CUDA_VISIBLE_DEVICES names them. */
  readonly gpus: readonly string[]
  /** Aborted where a run is to be left for later: its program is asked to end. */
  readonly signal: AbortSignal
}

/** Metrics are named and measured as the kind of run says (`RunKind.metrics`, in its room under `runs/`). */
export interface RunOutcome {
  readonly status: Exclude<RunStatus, { kind: 'failed' }>
  readonly metrics: Readonly<Record<string, MetricSeries>>
  /** Of a completed run whose spec asks for them (`record.imageBlocks`), and of no other. */
  readonly imageBlocks?: SplitBlocks
}

/** Where and when a run was executed: the part of a record that may differ from run to run. */
export interface RunEnvironment {
  /** ISO 8601, UTC. */
  readonly startedAt: string
  /** Of a run in a cohort its share: the cohort's time up to this run's outcome, divided by the cohort's size. */
  readonly wallTimeMs: number
  /** Runs that were executed together with this one, itself counted; absent where it was alone. */
  readonly cohortSize?: number
  /** Version of claimcheck. */
  readonly claimcheck: string
  /** Commit of the checkout that ran it, "+dirty" appended where it had changes; null outside a checkout. */
  readonly commit: string | null
  /** Version of Node.js. */
  readonly node: string
  /** Operating system and architecture. */
  readonly platform: string
  /** Model of the processor. */
  readonly cpu: string
}
