import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { InfrastructureError } from '../../errors'
import { isProcessAlive } from '../../programs/processes'
import { RUN_FILES } from '../../programs/types'

/** How a run stands whose folder is there. `running`: until its process is gone, when it was stopped without a word. */
export type FolderState = 'running' | 'stopped' | 'completed' | 'diverged' | 'failed'

interface Mark {
  readonly state: FolderState
  /** Who executes it, or did. */
  readonly host: string
  readonly pid: number
}

/**
 * The folder of a run, named by its key, with a mark beside it (`<key>.json`) that says how the run stands. It is never
 * shared, and used again only by a run that was stopped and goes on; that of a run that failed is kept under another name.
 */
export class RunFolder {
  /** @param path absolute */
  constructor(readonly path: string) {}

  /**
   * Makes it ready for a start.
   *
   * @returns whether a run that was stopped goes on in it
   * @throws InfrastructureError where another process is at this run
   */
  open(): boolean {
    const mark = this.#read()
    if (mark?.state === 'running' && isAlive(mark)) {
      throw new InfrastructureError('another process executes this run', {
        where: this.path,
        received: `process ${mark.pid} on ${mark.host}`,
        remedy: 'wait for it, or end it; then run the same command again'
      })
    }
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

  mark(state: FolderState): void {
    const mark: Mark = { state, host: hostname(), pid: process.pid }
    const temporary = `${this.#markFile}.${process.pid}`
    writeFileSync(temporary, `${JSON.stringify(mark)}\n`)
    renameSync(temporary, this.#markFile)
  }

  /** A program that left nothing of its own begins anew: what it logs would stand behind what it logged before. */
  #hasLeftSomething(): boolean {
    const ours: readonly string[] = Object.values(RUN_FILES)
    return existsSync(this.path) && readdirSync(this.path).some((name) => !ours.includes(name))
  }

  get #markFile(): string {
    return path.join(path.dirname(this.path), `${path.basename(this.path)}.json`)
  }

  #read(): Mark | null {
    try {
      return JSON.parse(readFileSync(this.#markFile, 'utf8')) as Mark
    } catch {
      // Absent, or cut off with the machine: then nothing is known of what lies in the folder.
      return null
    }
  }
}

/** Of another machine it cannot be told, and whoever shares a store does not run the same claims at the same time. */
function isAlive({ host, pid }: Mark): boolean {
  return host === hostname() && pid !== process.pid && isProcessAlive(pid)
}
