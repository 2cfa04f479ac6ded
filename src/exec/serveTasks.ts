import { type PoolMessage, sendableError, type WorkerMessage } from './messages'
import type { TaskReporter } from './types'

/** Smaller steps of progress are not sent, so that a handler may report from a hot loop. */
const PROGRESS_STEP = 0.005
/** So often the pool hears of a worker all the same, be it busy or waiting: who is silent is stopped or stuck. */
const SIGN_OF_LIFE_MS = 3_000

/**
 * Turns this process into a worker of a `WorkerPool`: call it once, at the end of the worker's entry module.
 *
 * The handler is given one task at a time. An error that it throws is sent to the pool and the process lives on.
 * The process ends when the pool says so or is gone.
 *
 * @param handler gets the task and a way to report while it works
 * @throws Error where this process was not started by a pool
 * @example (not run) serveTasks<number, number>(async (task, report) => task * task)
 */
export function serveTasks<Task, Result, Part = never>(
  handler: (task: Task, report: TaskReporter<Part>) => Promise<Result>
): void {
  if (process.send === undefined) throw new Error('serveTasks works only in a process that a WorkerPool started')
  const parent = process.ppid
  const send = (message: WorkerMessage<Result, Part>) => {
    // The end of the pool is noticed where it hangs up, not where it is told.
    if (process.connected) process.send!(message, () => undefined)
  }
  let stopping: AbortController | null = null
  let working: Promise<void> | null = null
  const end = (code: number) => {
    if (stopping === null || working === null) process.exit(code)
    stopping.abort()
    void working.finally(() => process.exit(code))
  }

  async function serve(number: number, task: Task, place: number): Promise<void> {
    let reported = 0
    let sentMs = performance.now()
    const sendProgress = () => {
      sentMs = performance.now()
      send({ type: 'progress', number, share: reported })
    }
    // A handler that never yields says so by its progress, one that waits by this.
    const signs = setInterval(sendProgress, SIGN_OF_LIFE_MS)
    const report: TaskReporter<Part> = {
      progress: (share) => {
        // A handler that never yields does not hear that the parent is gone; its parent's number tells it.
        if (process.ppid !== parent) process.exit(1)
        if (share < reported + PROGRESS_STEP && performance.now() - sentMs < SIGN_OF_LIFE_MS) return
        reported = Math.max(reported, share)
        sendProgress()
      },
      part: (part) => send({ type: 'part', number, part }),
      place,
      stopSignal: () => {
        stopping ??= new AbortController()
        return stopping.signal
      }
    }
    try {
      send({ type: 'result', number, result: await handler(task, report) })
    } catch (error) {
      send({ type: 'error', number, error: sendableError(error) })
    } finally {
      clearInterval(signs)
    }
  }

  process.on('message', (message: PoolMessage<Task>) => {
    switch (message.type) {
      case 'task':
        stopping = null
        working = serve(message.number, message.task, message.place)
        break
      case 'stop':
        end(0)
        break
      default:
        message satisfies never
    }
  })
  process.on('disconnect', () => end(1))
  // Ctrl-C reaches the whole process group; the parent decides what it means.
  process.on('SIGINT', () => undefined)
  send({ type: 'ready' })
}
