import { InfrastructureError } from '../errors'
import { remedyOfExhaustion } from '../files/systemErrors'

/** How a worker process ended. */
export interface WorkerEnd {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  /** The last lines that it printed, on either stream. */
  readonly lastLines: readonly string[]
  /** Set where the process could not be started at all. */
  readonly startError: Error | null
}

/** A worker process ended while it should have worked. */
export class WorkerCrashError extends InfrastructureError {
  constructor(
    subject: string,
    readonly end: WorkerEnd
  ) {
    super(subject, { received: describeEnd(end), remedy: remedyFor(end) })
  }
}

/** @example (not run) describeEnd(end) // 'exit code 7; its last lines:\n    out of luck' */
function describeEnd({ exitCode, signal, lastLines, startError }: WorkerEnd): string {
  const words = lastLines.length === 0 ? 'it printed nothing' : `its last lines:\n    ${lastLines.join('\n    ')}`
  return `${startError?.message ?? cause(exitCode, signal)}; ${words}`
}

function cause(exitCode: number | null, signal: NodeJS.Signals | null): string {
  if (signal !== null) return `killed by ${signal}`
  if (exitCode === null) return 'no exit code'
  // Windows reports a crash as a 32-bit status that people look up in hexadecimal.
  return exitCode > 255 ? `exit code ${exitCode} (0x${exitCode.toString(16).toUpperCase()})` : `exit code ${exitCode}`
}

function remedyFor({ signal, lastLines, startError }: WorkerEnd): string {
  const ofSystem = remedyOfExhaustion(startError)
  if (ofSystem !== undefined) return ofSystem
  if (lastLines.some((line) => line.includes('out of memory')))
    return 'it ran out of memory: use fewer workers (--jobs 1)'
  if (signal === 'SIGKILL') return 'the system kills processes when memory runs out: use fewer workers (--jobs 1)'
  return 'run it again with --jobs 1; if it ends the same way, report it with these lines'
}
