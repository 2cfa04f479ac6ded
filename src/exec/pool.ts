import { availableParallelism } from 'node:os'
import { type ClaimcheckError, InfrastructureError } from '../errors'
import { receivedError, type WorkerMessage } from './messages'
import type { PoolEvents, PoolTask, WorkerPatience, WorkerPoolOptions } from './types'
import { WorkerCrashError, type WorkerEnd } from './workerCrashError'
import { WorkerProcess, type WorkerProcessOptions } from './workerProcess'

/** One process a core, each on one thread, is faster than threads within one process and gives the same bits. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' }
const GRACE_PERIOD_MS = 2000
const PATIENCE: WorkerPatience = { tickMs: 5_000, noticeMs: 20_000, limitMs: 600_000 }

interface Job<Task> {
  readonly id: string
  readonly task: Task
  readonly number: number
  attempts: number
}

interface Member<Task, Result, Part> {
  readonly process: WorkerProcess<Task, Result, Part>
  state: 'starting' | 'idle' | 'busy' | 'retired'
  /** The task at hand, or the one to begin with. */
  job: Job<Task> | null
  /** From 0: no other member at work has the same one. */
  place: number
  /** Since its last message, as far as there was anything to be sent. */
  silentMs: number
}

interface Run<Task, Result, Part> {
  readonly queue: Job<Task>[]
  readonly events: PoolEvents<Result, Part>
  readonly maxWorkers: number
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
  /** Tasks without an outcome. */
  open: number
  /** The first worker that died before it was ready. No further ones are started then. */
  startFailure: WorkerCrashError | null
}

/**
 * Runs tasks in worker processes, which are started when first needed and kept for the next run.
 *
 * Tasks are handed out one at a time in the order given. A worker that crashes, or whose handler throws anything but a
 * ClaimcheckError, is replaced, and its task is retried on a fresh one. Idle workers do not keep the parent alive, and
 * end with it.
 */
export class WorkerPool<Task, Result, Part = never> {
  readonly #process: WorkerProcessOptions
  readonly #size: number
  readonly #retries: number
  readonly #patience: WorkerPatience
  readonly #members = new Set<Member<Task, Result, Part>>()
  #run: Run<Task, Result, Part> | null = null

  constructor(options: WorkerPoolOptions) {
    this.#size = options.size ?? availableParallelism()
    if (!Number.isSafeInteger(this.#size) || this.#size < 1) throw new RangeError(`a pool of ${this.#size} workers`)
    this.#retries = options.retries ?? 1
    this.#patience = options.patience ?? PATIENCE
    this.#process = {
      modulePath: options.modulePath,
      env: { ...ONE_THREAD, ...options.env },
      execArgv: options.execArgv ?? [],
      gracePeriodMs: options.gracePeriodMs ?? GRACE_PERIOD_MS
    }
  }

  /**
   * Resolves when every task has an outcome, or the signal has stopped the run.
   *
   * @param maxWorkers fewer than the pool has, where the tasks take more memory than usual: surplus workers end
   * @throws WorkerCrashError once, where no worker can be started; whatever a listener threw. The workers end then.
   */
  async run(
    tasks: readonly PoolTask<Task>[],
    events: PoolEvents<Result, Part>,
    maxWorkers: number = this.#size
  ): Promise<void> {
    if (this.#run !== null) throw new Error('this pool is running already')
    if (tasks.length === 0 || events.signal?.aborted) return
    const queue = tasks.map(({ id, task }, number) => ({ id, task, number, attempts: 0 }))
    const stop = () => void this.close()
    events.signal?.addEventListener('abort', stop)
    const watch = setInterval(() => this.#guarded((run) => this.#watch(run)), this.#patience.tickMs)
    try {
      await new Promise<void>((resolve, reject) => {
        this.#run = {
          queue,
          events,
          maxWorkers: Math.min(maxWorkers, this.#size),
          resolve,
          reject,
          open: queue.length,
          startFailure: null
        }
        this.#endSurplus(this.#run)
        for (const member of this.#members) member.process.hold(true)
        this.#advance(this.#run)
      })
    } catch (error) {
      await this.close()
      throw error
    } finally {
      clearInterval(watch)
      events.signal?.removeEventListener('abort', stop)
      this.#run = null
    }
    if (events.signal?.aborted) await this.close()
    for (const member of this.#members) member.process.hold(false)
  }

  /** Ends all workers, and a run if there is one. Resolves when the processes are gone. */
  async close(): Promise<void> {
    this.#run?.resolve()
    this.#run = null
    await Promise.all(
      [...this.#members].map((member) => {
        member.state = 'retired'
        return member.process.stop()
      })
    )
  }

  /** Hands out what can be handed out and starts the workers that the queue can use. */
  #advance(run: Run<Task, Result, Part>): void {
    for (const member of this.#members) {
      if (member.state !== 'idle') continue
      const job = this.#next(run)
      if (job !== undefined) this.#give(run, member, job)
    }
    const live = [...this.#members].filter(({ state }) => state !== 'retired')
    if (run.startFailure !== null) {
      if (live.length === 0 && run.queue.length > 0) run.reject(run.startFailure)
      return
    }
    const unreserved = live.filter(({ state, job }) => state === 'starting' && job === null).length
    const wanted = Math.min(run.maxWorkers - live.length, run.queue.length - unreserved)
    for (let index = 0; index < wanted; index += 1) this.#start(null)
  }

  /** The next task that is still wanted. */
  #next(run: Run<Task, Result, Part>): Job<Task> | undefined {
    for (;;) {
      const job = run.queue.shift()
      const refusal = job === undefined ? null : (run.events.refuses?.(job.id) ?? null)
      if (job === undefined || refusal === null) return job
      this.#settle(run, () => run.events.onFailure(job.id, refusal))
    }
  }

  #endSurplus({ maxWorkers }: Run<Task, Result, Part>): void {
    const live = [...this.#members].filter(({ state }) => state !== 'retired')
    for (const member of live.slice(maxWorkers)) {
      member.state = 'retired'
      void member.process.stop()
    }
  }

  #start(job: Job<Task> | null): void {
    const member: Member<Task, Result, Part> = {
      process: new WorkerProcess<Task, Result, Part>(this.#process, {
        onMessage: (message) => {
          member.silentMs = 0
          // A worker may become ready between two runs.
          if (message.type === 'ready' && member.state === 'starting') member.state = 'idle'
          this.#guarded((run) => this.#receive(run, member, message))
        },
        onEnd: (end) => {
          this.#members.delete(member)
          this.#guarded((run) => this.#bury(run, member, end))
        }
      }),
      state: 'starting',
      job,
      place: 0,
      silentMs: 0
    }
    this.#members.add(member)
  }

  #give(run: Run<Task, Result, Part>, member: Member<Task, Result, Part>, job: Job<Task>): void {
    member.state = 'busy'
    member.job = job
    member.silentMs = 0
    job.attempts += 1
    run.events.onProgress?.(job.id, 0)
    const taken = [...this.#members].flatMap((other) => (other !== member && other.state === 'busy' ? other.place : []))
    member.place = 0
    while (taken.includes(member.place)) member.place += 1
    member.process.give(job.number, job.task, member.place)
  }

  #receive(
    run: Run<Task, Result, Part>,
    member: Member<Task, Result, Part>,
    message: WorkerMessage<Result, Part>
  ): void {
    const { job } = member
    if (member.state === 'retired') return
    if (message.type === 'ready') {
      if (job !== null) this.#give(run, member, job)
      else this.#advance(run)
      return
    }
    if (job === null || job.number !== message.number) return
    switch (message.type) {
      case 'progress':
        run.events.onProgress?.(job.id, message.share)
        return
      case 'part':
        run.events.onPart?.(job.id, message.part)
        return
      case 'result':
        this.#release(run, member)
        this.#settle(run, () => run.events.onResult(job.id, message.result))
        return
      case 'error':
        if (!message.error.deliberate) this.#retire(member)
        // Heard of before the worker has another task, which this may be the end of.
        this.#fail(run, job, receivedError(message.error), !message.error.deliberate)
        if (message.error.deliberate) this.#release(run, member)
        return
      default:
        message satisfies never
    }
  }

  #bury(run: Run<Task, Result, Part>, member: Member<Task, Result, Part>, end: WorkerEnd): void {
    const { state, job } = member
    if (state === 'starting' && isInterrupt(end)) {
      // Ctrl-C, before the worker could leave it to the parent, which is about to hear of it itself.
      if (job !== null) run.queue.unshift(job)
    } else if (state === 'starting') {
      run.startFailure ??= new WorkerCrashError('a worker process ended before it was ready', end)
      if (job !== null) run.queue.unshift(job)
    } else if (state === 'busy' && job !== null) {
      const attempt = `attempt ${job.attempts} of ${this.#retries + 1}`
      this.#fail(run, job, new WorkerCrashError(`a worker process ended during its task (${attempt})`, end), true)
    }
    this.#advance(run)
  }

  #release(run: Run<Task, Result, Part>, member: Member<Task, Result, Part>): void {
    member.state = 'idle'
    member.job = null
    // Before the listener is told, so that the worker does not wait while the result is stored.
    this.#advance(run)
  }

  /** Says which workers are silent, and gives up those that have been for too long. */
  #watch(run: Run<Task, Result, Part>): void {
    const { tickMs, noticeMs, limitMs } = this.#patience
    for (const member of this.#members) {
      if (member.state !== 'busy' && member.state !== 'starting') continue
      const { silentMs, job } = member
      member.silentMs += tickMs
      if (silentMs < noticeMs && member.silentMs >= noticeMs) {
        run.events.onSilence?.(member.process.pid, member.silentMs)
      }
      if (member.silentMs < limitMs) continue
      if (member.state === 'starting' || job === null) {
        member.process.kill()
        continue
      }
      this.#retire(member)
      const error = new InfrastructureError('a worker process did not answer', {
        expected: 'a sign of life every few seconds',
        received: `nothing for ${Math.round(member.silentMs / 1000)} s; it was killed`,
        remedy: 'look what stops or starves it; use fewer workers (--jobs 1) where memory is short'
      })
      this.#fail(run, job, error, true)
    }
  }

  /** A surprise may have left the worker's memory in any state: no other task may see it. */
  #retire(member: Member<Task, Result, Part>): void {
    member.state = 'retired'
    member.process.kill()
  }

  #fail(run: Run<Task, Result, Part>, job: Job<Task>, error: ClaimcheckError, retry: boolean): void {
    if (!retry || job.attempts > this.#retries) {
      this.#settle(run, () => run.events.onFailure(job.id, error))
      this.#advance(run)
    } else if (run.startFailure === null) {
      this.#start(job)
    } else {
      run.queue.unshift(job)
      this.#advance(run)
    }
  }

  #settle(run: Run<Task, Result, Part>, tell: () => void): void {
    tell()
    run.open -= 1
    if (run.open === 0) run.resolve()
  }

  /** Outside a run there is nobody to tell; an exception in a listener ends the run. */
  #guarded(action: (run: Run<Task, Result, Part>) => void): void {
    const run = this.#run
    if (run === null) return
    try {
      action(run)
    } catch (error) {
      run.reject(error)
    }
  }
}

/** How Windows says the same is the status of a process that Ctrl-C ended. */
const CONTROL_C_EXIT = 0xc000013a

function isInterrupt({ signal, exitCode }: WorkerEnd): boolean {
  return signal === 'SIGINT' || exitCode === CONTROL_C_EXIT
}
