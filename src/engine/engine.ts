import type { Dataset } from '../data/types'
import type { EngineIdentity, EngineName, RunSpec } from '../plan/types'
import type { DatasetName } from '../spec/types'

/**
 * The contract of an engine.
 *
 * An engine executes runs, one call a run, and says nothing about claims. What it must keep:
 *
 * 1. **Bits.** The same `RunSpec` gives the same `RunOutcome`, to the bit, whatever ran before it in the same process.
 * 2. **Randomness.** All of it comes from the streams of `spec.seeds` (`random/streams.ts`), used as
 *    `random/streams.ts` prescribes, so that every engine starts from the same weights and sees the same minibatches.
 * 3. **Updates** follow `optim/`, the float64 reference, within a stated tolerance of the engine's own precision.
 * 4. **Divergence** is a result: at the first non-finite loss or iterate it stops and returns the status `diverged`
 *    with the step, and the metrics recorded so far. It never throws for one.
 * 5. **Everything else that goes wrong is thrown**: `UnavailableError` when the engine cannot work here,
 *    `InputError` for a spec it does not support, any other error for a failure of the infrastructure.
 * 6. Metrics are named and measured as `RunOutcome` says.
 */
export interface Engine {
  readonly name: EngineName
  readonly supports: readonly RunSpec['kind'][]
  /** Loads what the engine needs and says what it is. @throws UnavailableError */
  identity(): Promise<EngineIdentity>
  execute(spec: RunSpec, context: RunContext): Promise<RunOutcome>
}

export interface RunContext {
  /** Returns a verified dataset, from memory where it was loaded before. */
  loadDataset(name: DatasetName): Dataset
  /** Called now and then with the finished share of the run, 0 to 1. */
  onProgress(share: number): void
}

/**
 * Metrics of a classification run, at the end of every epoch (unit `epoch`, from 1): `train.loss`, `validation.loss`,
 * `test.loss` and the same with `.accuracy` are means over the whole split in inference mode, without regularisation;
 * `train.runningLoss` is the mean minibatch loss of the epoch, what Keras plots.
 *
 * Metrics of a synthetic run, at the recorded steps (unit `step`): `x` is the iterate x_{t+1} after update t;
 * `x.windowMean` its mean over the last `record.window` iterates (fewer at the start); `regret` is
 * R_t = sum_{i<=t} f_i(x_i) - min_x sum_{i<=t} f_i(x), the minimum over the problem's domain. Where `record` asks for it,
 * of the effective step s_t = alpha_t/d_t, d_t as it divides update t: `effectiveStep.growths`, how many of the steps
 * 2..t have s_i > s_{i-1}; `effectiveStep.firstGrowth`, the first of them, 0 for none; `effectiveStep.maxGrowth`, the
 * largest s_i/s_{i-1} above 1, 1 for none.
 */
export interface RunOutcome {
  readonly status: Exclude<RunStatus, { kind: 'failed' }>
  readonly metrics: Readonly<Record<string, MetricSeries>>
}

/** How a run ended. `diverged` is a scientific outcome; `failed` is an infrastructure failure and is never used. */
export type RunStatus =
  | { readonly kind: 'completed' }
  /** The loss or an iterate became NaN or infinite in update `step` (from 1). */
  | { readonly kind: 'diverged'; readonly step: number; readonly what: string }
  | { readonly kind: 'failed'; readonly reason: string }

/** A metric over the course of a run. In memory numbers; on disk non-finite values are "NaN", "Infinity", "-Infinity". */
export interface MetricSeries {
  readonly unit: 'epoch' | 'step'
  /** Epochs or steps, from 1, strictly increasing. */
  readonly at: readonly number[]
  readonly values: readonly number[]
}

/** Where and when a run was executed: the part of a record that may differ from run to run. */
export interface RunEnvironment {
  /** ISO 8601, UTC. */
  readonly startedAt: string
  readonly wallTimeMs: number
  readonly claimcheck: string
  /** Commit of the checkout that ran it, "+dirty" appended where it had changes; null outside a checkout. */
  readonly commit: string | null
  readonly node: string
  readonly platform: string
  readonly cpu: string
}
