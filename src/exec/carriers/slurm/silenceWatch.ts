import type { TaskState } from './batchFolder'

/** Of a lease: so long nothing must be seen to happen, by the clock of who looks, beside what times of files say. */
const WATCHED_SHARE = 0.5

/**
 * Who is lost and who only looks so. Times of files may be wrong by hours, where a server's clock was set or a client's is used:
 * a task is lost only where its last sign of life is too old by these times, and none came while somebody watched.
 */
export class SilenceWatch {
  readonly #seen = new Map<string, { readonly count: number; readonly sinceMs: number }>()

  /** Whether its sign of life is older than a lease, or from a time to come, and it has not ended by itself. */
  isDoubtful({ silentMs, end }: TaskState, leaseMs: number): boolean {
    return end === null && (silentMs > leaseMs || silentMs < -leaseMs)
  }

  isLost(task: TaskState, leaseMs: number): boolean {
    if (!this.isDoubtful(task, leaseMs)) return false
    const count = task.beat?.count ?? -1
    const seen = this.#seen.get(task.token)
    if (seen?.count !== count) this.#seen.set(task.token, { count, sinceMs: performance.now() })
    return seen?.count === count && performance.now() - seen.sinceMs >= WATCHED_SHARE * leaseMs
  }
}
