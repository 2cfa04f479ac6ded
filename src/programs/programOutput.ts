import path from 'node:path'
import { InfrastructureError } from '../errors'
import { remedyOfExhaustion } from '../files/systemErrors'
import { BoundedLog } from './boundedLog'
import { OutputEnd } from './outputLines'
import { STARTER } from './processGuard'
import { RUN_FILES } from './types'

const HEAD_BYTES = 1024
const STDOUT_LINES = 5

export type OutputName = 'stdout' | 'stderr'

/** What a program prints: bounded files in the run's folder, and what is shown of it. */
class ProgramOutput {
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

export type { ProgramOutput }

/** @throws InfrastructureError where the folder cannot be written */
export function openOutput(runFolder: string, outputBytes: number): ProgramOutput {
  try {
    return new ProgramOutput(runFolder, outputBytes)
  } catch (error) {
    throw outputError(error, runFolder)
  }
}

/** The error of a file system as what it is; any other as it stands. */
export function outputError(error: unknown, runFolder: string): unknown {
  if (typeof (error as NodeJS.ErrnoException).code !== 'string') return error
  return new InfrastructureError('what a program prints cannot be written down', {
    where: runFolder,
    expected: 'a folder with room for the output of a run',
    received: (error as Error).message,
    remedy: remedyOfExhaustion(error) ?? 'make room on the disk, or choose another folder for the runs'
  })
}
