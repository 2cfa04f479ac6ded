/** Where text goes: a terminal, which has a width, or something else. */
export interface CliStream {
  write(text: string): unknown
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

/** What a command may touch of the world outside; tests pass their own. */
export interface CliContext {
  readonly stdout: CliStream
  readonly stderr: CliStream
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly now: () => number
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

/**
 * Colour on a terminal, unless the user wants none (https://no-color.org), and elsewhere where it is asked for
 * (https://force-color.org). Who asks for both gets none.
 */
export function wantsColor({ stdout, env }: Pick<CliContext, 'stdout' | 'env'>): boolean {
  const forced = env.FORCE_COLOR ?? ''
  if ((env.NO_COLOR ?? '') !== '') return false
  if (forced !== '') return forced !== '0' && forced !== 'false'
  return stdout.isTTY === true && env.TERM !== 'dumb'
}

/** Columns of the reader's window: `COLUMNS`, else the terminal's own; null for a log, which has no width. */
export function windowColumns({ stdout, env }: Pick<CliContext, 'stdout' | 'env'>): number | null {
  const stated = Number(env.COLUMNS)
  if (/^\d{1,4}$/.test(env.COLUMNS ?? '') && stated >= MIN_COLUMNS) return stated
  return stdout.isTTY === true && stdout.columns !== undefined ? Math.max(stdout.columns, MIN_COLUMNS) : null
}

/** Nothing that is worth reading fits into less. */
const MIN_COLUMNS = 40
