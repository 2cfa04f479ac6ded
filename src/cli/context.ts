import { visibleText } from '../text/escape'

/** Where text goes: a terminal, which has a width, or something else. */
export interface CliStream {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

/** What a command may touch of the world outside; tests pass their own. */
export interface CliWorld {
  readonly stdout: CliStream
  readonly stderr: CliStream
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly now: () => number
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
  /** Asks the user a question and waits for a line; left out where nobody is there to answer. */
  readonly ask?: (question: string) => Promise<string>
}

/**
 * A stream as commands write to it. What they say is full of the words of others, names of files, claims, servers'
 * answers: here, and nowhere else, it becomes text that a terminal shows and does not obey. JSON stays the same JSON.
 */
export interface CommandStream extends CliStream {
  /** Text whose escapes are our own (colour, a line that is written anew) and that holds nobody else's. */
  writeStyled(text: string): unknown
}

/** The world with streams that nobody's words can take over. */
export interface CliContext extends CliWorld {
  readonly stdout: CommandStream
  readonly stderr: CommandStream
}

export function commandStream(stream: CliStream): CommandStream {
  return {
    write: (text) => stream.write(visibleText(text)),
    writeStyled: (text) => stream.write(text),
    get isTTY() {
      return stream.isTTY
    },
    get columns() {
      return stream.columns
    }
  }
}

/** A stream for those who write escapes of their own between words that they have made printable. */
export function styled(stream: CommandStream): CliStream {
  return {
    write: (text) => stream.writeStyled(text),
    get isTTY() {
      return stream.isTTY
    }
  }
}

type Reader = Pick<CliStream, 'isTTY' | 'columns'>

/**
 * Colour on a terminal, unless the user wants none (https://no-color.org), and elsewhere where it is asked for
 * (https://force-color.org). Who asks for both gets none.
 */
export function wantsColor({ stdout, env }: { readonly stdout: Reader } & Pick<CliWorld, 'env'>): boolean {
  const forced = env.FORCE_COLOR ?? ''
  if ((env.NO_COLOR ?? '') !== '') return false
  if (forced !== '') return forced !== '0' && forced !== 'false'
  return stdout.isTTY === true && env.TERM !== 'dumb'
}

/** Columns of the reader's window: `COLUMNS`, else the terminal's own; null for a log, which has no width. */
export function windowColumns({ stdout, env }: { readonly stdout: Reader } & Pick<CliWorld, 'env'>): number | null {
  const stated = Number(env.COLUMNS)
  if (/^\d{1,4}$/.test(env.COLUMNS ?? '') && stated >= MIN_COLUMNS) return stated
  return stdout.isTTY === true && stdout.columns !== undefined ? Math.max(stdout.columns, MIN_COLUMNS) : null
}

/** Nothing that is worth reading fits into less. */
const MIN_COLUMNS = 40
