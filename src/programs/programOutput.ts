import path from 'node:path'
import { BoundedLog } from './boundedLog'
import { OutputEnd } from './outputLines'
import { STARTER } from './processGuard'
import { RUN_FILES } from './types'

const HEAD_BYTES = 1024
const STDOUT_LINES = 5

export type OutputName = 'stdout' | 'stderr'

/** What a program prints: bounded files in the run's folder, and what is shown of it. */
export class ProgramOutput {
  readonly #logs: Readonly<Record<OutputName, BoundedLog>>
  readonly #ends = { stdout: new OutputEnd(), stderr: new OutputEnd() }
  #head = ''
  #leftOut: number | null = null

  constructor(runFolder: string, maxBytes: number) {
    const open = (name: OutputName) => new BoundedLog(path.join(runFolder, RUN_FILES[name]), maxBytes)
    this.#logs = { stdout: open('stdout'), stderr: open('stderr') }
  }

  /** @throws the error of the file system */
  add(name: OutputName, chunk: Buffer): void {
    this.#ends[name].add(chunk)
    if (name === 'stderr' && this.#head.length < HEAD_BYTES) this.#head += chunk.toString('utf8', 0, HEAD_BYTES)
    this.#logs[name].add(chunk)
  }

  /** Last lines of both: those of the errors last, since they say why. */
  tail(): readonly string[] {
    return [...this.#ends.stdout.lines().slice(-STDOUT_LINES), ...this.#ends.stderr.lines()]
  }

  /** Why a program could not be started, where that is all that was said. */
  startProblem(): string | null {
    const [line = '', ...rest] = this.#head.trimEnd().split('\n')
    if (rest.length > 0 || !line.startsWith(`${STARTER}: `)) return null
    return line.slice(STARTER.length + 2).replace(/^(?:line )?\d+: (?:exec: )?/, '')
  }

  /**
   * Whatever is closed once stays closed.
   *
   * @returns bytes that were not kept
   * @throws the error of the file system
   */
  close(): number {
    if (this.#leftOut === null) {
      this.#leftOut = 0
      const { stdout, stderr } = this.#logs
      try {
        this.#leftOut = stdout.close()
      } finally {
        this.#leftOut += stderr.close()
      }
    }
    return this.#leftOut
  }

  /** Closes the files where that was not done, whatever they hold then. */
  discard(): void {
    try {
      this.close()
    } catch {
      // What is wrong was said already.
    }
  }
}
