import { shellQuote } from '../../programs/fillCommand'
import type { ProgramCommand, ProgramEnd } from '../../programs/types'

/** How a program ended that did not end by itself, in half a sentence. */
export function endWords(end: ProgramEnd): string {
  switch (end.kind) {
    case 'exited':
      return `exit code ${end.code}`
    case 'signalled':
      return end.signal === 'SIGKILL'
        ? 'it was killed (SIGKILL), as the system does when memory runs out'
        : `it was ended by ${end.signal}`
    case 'timeout':
      return end.which === 'seconds'
        ? `it took longer than its limit of ${end.limit} s`
        : `it was silent for longer than its limit of ${end.limit} s`
    case 'not-started':
      return `it could not be started: ${end.why}`
    case 'stopped':
      return 'it was stopped, and goes on when the same command is run again'
    case 'flooded':
      return `its folder grew to ${end.bytes} bytes, over its limit of ${end.limit}`
    case 'answered':
      return end.message
    default:
      return end satisfies never
  }
}

/**
 * The line with which a person repeats it in a shell.
 *
 * @param passed names of variables that the shell has too: what they hold may be secret, and no report shows it
 */
export function byHand({ argv, shell, cwd, env }: ProgramCommand, passed: readonly string[]): string {
  const variables = Object.entries(env).flatMap(([name, value]) =>
    passed.includes(name) ? [] : `${name}=${shellQuote(value)}`
  )
  const line = shell ? `sh -c ${shellQuote(argv[0]!)}` : argv.map(shellQuote).join(' ')
  return `cd ${shellQuote(cwd)} && env ${variables.join(' ')} ${line}`
}
