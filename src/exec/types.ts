import type { ClaimcheckError } from '../errors'

export interface WorkerPoolOptions {
  /** Entry module of a worker; it calls `serveTasks`. */
  readonly modulePath: string
  /** Number of processes, 1 or more; default one a core. */
  readonly size?: number
  /** How often a task is tried again after its worker crashed; default 1. */
  readonly retries?: number
  /** Added to the parent's environment and to `ONE_THREAD`. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Options of node itself; default none, whatever the parent was started with. */
  readonly execArgv?: readonly string[]
  readonly gracePeriodMs?: number
}

export interface PoolTask<Task> {
  /** Names the task in the events. */
  readonly id: string
  readonly task: Task
}

export interface PoolEvents<Result> {
  onResult(id: string, result: Result): void
  /**
   * The task gave no result. A ClaimcheckError that the handler threw arrives as it was; a `WorkerCrashError` says how
   * the process ended; any other exception is an InfrastructureError with the worker's stack as its cause.
   */
  onFailure(id: string, error: ClaimcheckError): void
  /** Share from 0 to 1; 0 whenever the task is handed to a worker, so again when it is retried. */
  onProgress?(id: string, share: number): void
  /** Stops the run: its workers end, tasks without a result get no event, and `run` resolves. */
  readonly signal?: AbortSignal
}
