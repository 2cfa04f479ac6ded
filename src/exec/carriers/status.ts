/** What is out by a carrier, as `claimcheck status` says it. */
export interface CarrierStatus {
  /** As `--on` names it. */
  readonly place: string
  /** What was submitted together; of a queue what waits for the same kind of worker. */
  readonly parts: readonly StatusPart[]
  /** Workers of a queue that are there; of Slurm, tasks are named by what they run. */
  readonly workers: readonly StatusWorker[]
  /** What came to nothing and was not tried again since; of a queue during the last day. */
  readonly failed: readonly StatusFailure[]
  /** What could not be found out, and why. */
  readonly notes: readonly string[]
}

export interface StatusPart {
  readonly name: string
  /** In runs. Of a queue the finished ones are not counted: home has them. */
  readonly runs: {
    readonly finished: number
    readonly running: number
    readonly waiting: number
    readonly failed: number
    /** Nobody is at them any more; the next call of `verify` submits them again. */
    readonly lost: number
  }
  readonly running: readonly StatusRunning[]
  /** Why nothing more of it runs; null where nothing waits, or nobody says why. */
  readonly waitsFor: string | null
  /** Rough, of all that is not finished; null where nothing runs yet. */
  readonly leftMs: number | null
}

export interface StatusRunning {
  /** The run, or the first of those that are executed together. */
  readonly what: string
  readonly numRuns: number
  readonly host: string
  /** Of the job array; null of a queue. */
  readonly task: number | null
  /** Finished share, 0 to 1; null where nobody tells. */
  readonly share: number | null
  readonly runningMs: number | null
  readonly leftMs: number | null
  /** Since the last sign of life, where that is longer than it should be. */
  readonly silentMs: number | null
  /** Until Slurm ends the task: `1:30:00`; null where it does not say, and of a queue. */
  readonly limitLeft: string | null
}

export interface StatusFailure {
  /** The run, or the first of those that were executed together. */
  readonly what: string
  readonly reason: string
}

export interface StatusWorker {
  readonly host: string
  readonly jobs: number
  readonly engines: readonly string[]
}
