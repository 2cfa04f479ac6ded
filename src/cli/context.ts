/** What a command may touch of the world outside; tests pass their own. */
export interface CliContext {
  readonly stdout: {
    write(text: string): unknown
    readonly isTTY?: boolean | undefined
    readonly columns?: number | undefined
  }
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean | undefined }
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly now: () => number
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

/** Colour only on a terminal whose user has not asked for none (https://no-color.org). */
export function wantsColor({ stdout, env }: CliContext): boolean {
  return stdout.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb'
}
