import { type ChildProcess, fork } from 'node:child_process'
import type { Socket } from 'node:net'
import type { PoolMessage, WorkerMessage } from './messages'
import { OutputTail } from './outputTail'
import type { WorkerEnd } from './workerCrashError'

export interface WorkerProcessOptions {
  readonly modulePath: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly execArgv: readonly string[]
  /** Time that a worker has to end after each of: the message, SIGTERM. Then SIGKILL. */
  readonly gracePeriodMs: number
}

export interface WorkerListener<Result, Part> {
  onMessage(message: WorkerMessage<Result, Part>): void
  /** Called once, after the last message. */
  onEnd(end: WorkerEnd): void
}

/** Output that a grandchild holds open must not keep a dead worker from being noticed. */
const OUTPUT_PATIENCE_MS = 1000

/**
 * One worker: a forked process that serves tasks. Its messages are structured clones, so NaN, -0 and typed arrays
 * arrive as they are; what it prints is kept for the report of a crash and shown nowhere else.
 */
export class WorkerProcess<Task, Result, Part> {
  readonly #child: ChildProcess
  readonly #gracePeriodMs: number
  readonly #output = new OutputTail()
  readonly #ended: Promise<void>

  constructor(options: WorkerProcessOptions, listener: WorkerListener<Result, Part>) {
    this.#gracePeriodMs = options.gracePeriodMs
    this.#child = fork(options.modulePath, [], {
      env: { ...process.env, ...options.env },
      execArgv: [...options.execArgv],
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc']
    })
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.#output.add(text))
    }
    this.#child.on('message', (message) => listener.onMessage(message as unknown as WorkerMessage<Result, Part>))
    this.#ended = this.#watch((end) => listener.onEnd(end))
  }

  /** -1 where it could not be started. */
  get pid(): number {
    return this.#child.pid ?? -1
  }

  /** @throws Error where the task cannot be cloned */
  give(number: number, task: Task, place: number): void {
    this.#send({ type: 'task', number, task, place })
  }

  /** Whether this worker keeps the parent's event loop alive. */
  hold(alive: boolean): void {
    const streams = [this.#child.stdout, this.#child.stderr] as (Socket | null)[]
    for (const handle of [this.#child, this.#child.channel, ...streams]) {
      if (alive) handle?.ref()
      else handle?.unref()
    }
  }

  /** Asks the worker to end, then makes it. Resolves when it is gone. */
  async stop(): Promise<void> {
    this.hold(true)
    this.#send({ type: 'stop' })
    const timers = [
      setTimeout(() => this.#child.kill('SIGTERM'), this.#gracePeriodMs),
      setTimeout(() => this.#child.kill('SIGKILL'), 2 * this.#gracePeriodMs)
    ]
    await this.#ended
    for (const timer of timers) clearTimeout(timer)
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  #send(message: PoolMessage<Task>): void {
    // A worker that has just died refuses messages; its end tells the rest.
    if (this.#child.connected) this.#child.send(message as object, () => undefined)
  }

  #watch(onEnd: (end: WorkerEnd) => void): Promise<void> {
    const child = this.#child
    return new Promise((resolve) => {
      let startError: Error | null = null
      const finish = once(() => {
        onEnd({ exitCode: child.exitCode, signal: child.signalCode, lastLines: this.#output.lines(), startError })
        resolve()
      })
      child.once('close', finish)
      child.once('exit', () => setTimeout(finish, OUTPUT_PATIENCE_MS).unref())
      // A worker that hangs up without ending can be given nothing and will never answer.
      child.once('disconnect', () => setTimeout(() => child.kill('SIGKILL'), this.#gracePeriodMs).unref())
      child.on('error', (error) => {
        if (child.pid !== undefined) return
        startError = error
        finish()
      })
    })
  }
}

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (!done) action()
    done = true
  }
}
