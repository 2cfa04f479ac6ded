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
  readonly patience?: WorkerPatience
}

/** How long a worker may be silent: it sends something every few seconds while its process runs at all. */
export interface WorkerPatience {
  /** How often it is looked at; no clock is read, so that a machine that slept has not waited. */
  readonly tickMs: number
  /** Then it is said. */
  readonly noticeMs: number
  /** Then the worker is killed, and its task given to another one. */
  readonly limitMs: number
}

export interface PoolTask<Task> {
  /** Names the task in the events. */
  readonly id: string
  readonly task: Task
}

export interface PoolEvents<Result, Part = never> {
  onResult(id: string, result: Result): void
  /**
   * The task gave no result. A ClaimcheckError that the handler threw arrives as it was; a `WorkerCrashError` says how
   * the process ended; any other exception is an InfrastructureError with the worker's stack as its cause.
   */
  onFailure(id: string, error: ClaimcheckError): void
  /** Asked before a task is handed out: why it is not to be executed any more; null where it is. */
  refuses?(id: string): ClaimcheckError | null
  /** What the handler reported on the way, in its order; it stands whatever becomes of the task. */
  onPart?(id: string, part: Part): void
  /** Share from 0 to 1; 0 whenever the task is handed to a worker, so again when it is retried. */
  onProgress?(id: string, share: number): void
  /** A worker at work has sent nothing for `silentMs`: it is stopped, starved or stuck. Once for each silence. */
  onSilence?(pid: number, silentMs: number): void
  /** Stops the run: its workers end, tasks without a result get no event, and `run` resolves. */
  readonly signal?: AbortSignal
}

/** How a handler tells the pool of its task while it works. */
export interface TaskReporter<Part> {
  /** The finished share, 0 to 1; cheap enough for a hot loop. */
  progress(share: number): void
  part(part: Part): void
  /** From 0: no other task of the pool that is at work has the same one, so that it tells devices apart. */
  readonly place: number
  /**
   * Aborted when the pool wants the worker to end, or is gone. A task that asked for it has the pool's grace period to end by
   * itself; all others end at once with their process.
   */
  stopSignal(): AbortSignal
}
