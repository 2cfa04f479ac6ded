import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { birthOf, isProcessAlive } from '../../programs/processes'
import { RUN_FILES } from '../../programs/types'

/** How a run stands whose folder is there. `running`: until its process is gone, when it was stopped without a word. */
export type FolderState = 'running' | 'stopped' | 'completed' | 'diverged' | 'failed'

interface Mark {
  readonly state: FolderState
  /** Who executes it, or did. */
  readonly host: string
  readonly pid: number
  /** Tells it from a later process of the same number; null where the system does not say. */
  readonly birth: string | null
}

const POLL_MS = 100
/** A file that does not parse by then is not being written any more. */
const WRITTEN_MS = 5_000

/**
 * The folder of a run, named by its key, with a mark beside it (`<key>.json`) that says how the run stands. It is never
 * shared, and used again only by a run that was stopped and goes on; that of a run that failed is kept under another name.
 */
export class RunFolder {
  /** @param path absolute */
  constructor(readonly path: string) {}

  /**
   * Makes it ready for a start. Where another process executes this run, waits until that has ended, however it does.
   *
   * @param isFinished asked whenever nobody is at it: whether there is a result by now
   * @returns whether a run that was stopped goes on in it; null where there is a result, or the signal came first
   */
  async open(isFinished: () => boolean, signal: AbortSignal): Promise<boolean | null> {
    mkdirSync(path.dirname(this.path), { recursive: true })
    for (;;) {
      if (signal.aborted) return null
      const taken = this.#isTaken() ? null : this.#locked(() => (isFinished() ? 'finished' : this.#take()))
      if (taken !== null) return taken === 'finished' ? null : taken
      await delay(POLL_MS, undefined, { signal }).catch(() => undefined)
    }
  }

  #isTaken(): boolean {
    const mark = this.#read(this.#markFile)
    return mark?.state === 'running' && isAlive(mark)
  }

  /** null where somebody was faster. */
  #take(): boolean | null {
    if (this.#isTaken()) return null
    const mark = this.#read(this.#markFile)
    const resume = (mark?.state === 'running' || mark?.state === 'stopped') && this.#hasLeftSomething()
    if (!resume && existsSync(this.path)) {
      const kept = `${this.path}.${mark?.state ?? 'unknown'}`
      rmSync(kept, { recursive: true, force: true })
      renameSync(this.path, kept)
    }
    mkdirSync(this.path, { recursive: true })
    this.mark('running')
    return resume
  }

  /**
   * Does it while no other process can; null where one is at it. Nobody's are a lock whose process was killed, and one that
   * a power loss has cut off, unless it is so new that it may just be written.
   */
  #locked<T>(action: () => T): T | null {
    const lock = `${this.path}.lock`
    const own = this.#write('running')
    try {
      linkSync(own, lock)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const other = this.#read(lock)
      if (other === null ? isBefore(lock, own) : !isAlive(other)) rmSync(lock, { force: true })
      return null
    } finally {
      rmSync(own, { force: true })
    }
    try {
      return action()
    } finally {
      rmSync(lock, { force: true })
    }
  }

  mark(state: FolderState): void {
    renameSync(this.#write(state), this.#markFile)
  }

  #write(state: FolderState): string {
    const mark: Mark = { state, host: hostname(), pid: process.pid, birth: birthOf(process.pid) }
    const temporary = `${this.#markFile}.${process.pid}`
    writeFileSync(temporary, `${JSON.stringify(mark)}\n`)
    return temporary
  }

  /** A program that left nothing of its own begins anew: what it logs would stand behind what it logged before. */
  #hasLeftSomething(): boolean {
    const ours: readonly string[] = Object.values(RUN_FILES)
    return existsSync(this.path) && readdirSync(this.path).some((name) => !ours.includes(name))
  }

  get #markFile(): string {
    return path.join(path.dirname(this.path), `${path.basename(this.path)}.json`)
  }

  #read(file: string): Mark | null {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Mark
    } catch {
      // Absent, or cut off with the machine: then nothing is known of what lies in the folder.
      return null
    }
  }
}

/** Of another machine it cannot be told, and whoever shares a store does not run the same claims at the same time. */
function isAlive({ host, pid, birth }: Mark): boolean {
  if (host !== hostname() || pid === process.pid || !isProcessAlive(pid)) return false
  return birth === null || birth === birthOf(pid)
}

/** Whether a file is there and was written a while before another, by the clock of their disk. */
function isBefore(file: string, later: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats !== undefined && statSync(later).mtimeMs - stats.mtimeMs > WRITTEN_MS
}
