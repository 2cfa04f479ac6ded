import { CommanderError } from 'commander'
import { ClaimcheckError, InputError } from '../errors'
import { exhaustionError } from '../files/systemErrors'
import { visibleText } from '../text/escape'
import type { CliStream } from './context'
import { EXIT } from './exitCode'

/**
 * Says on standard error why a command ended: a user's mistake gets its message, a broken machine too; only a defect of
 * ours shows where it happened.
 *
 * @returns the exit code
 */
export function explain(error: unknown, stderr: Pick<CliStream, 'write'>): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.badInput
  const known = error instanceof ClaimcheckError ? error : exhaustionError(error)
  if (known !== null) {
    stderr.write(`${visibleText(known.message)}\n`)
    return known instanceof InputError ? EXIT.badInput : EXIT.couldNotRun
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  stderr.write(`claimcheck failed; this is a defect of claimcheck, please report it:\n${visibleText(text)}\n`)
  return EXIT.couldNotRun
}
