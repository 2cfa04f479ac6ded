/** What is started, complete: nothing of claimcheck's own environment is passed on beside `env`. */
export interface ProgramCommand {
  /** The program and its arguments; with `shell` the command line alone. */
  readonly argv: readonly string[]
  readonly shell: boolean
  /** Absolute. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
}

export interface ProgramLimits {
  /** Longest time from start to end; null for none. */
  readonly seconds: number | null
  /** Longest time without a sign of life: output, or a change in the run's folder; null for none. */
  readonly quietSeconds: number | null
  /** Between SIGTERM and SIGKILL. */
  readonly graceSeconds: number
  /** Kept of each of the two outputs: its beginning and its end. */
  readonly outputBytes: number
  /** Most that the run's folder may hold; null for no limit. */
  readonly folderBytes: number | null
}

export const DEFAULT_LIMITS: ProgramLimits = {
  seconds: null,
  quietSeconds: null,
  graceSeconds: 10,
  outputBytes: 16 * 2 ** 20,
  folderBytes: null
}

export type ProgramEnd =
  /** Which codes are a result is for the caller to say. */
  | { readonly kind: 'exited'; readonly code: number }
  /** By somebody else: an out-of-memory killer (SIGKILL), a fault of its own (SIGSEGV). */
  | { readonly kind: 'signalled'; readonly signal: string }
  | { readonly kind: 'timeout'; readonly which: 'seconds' | 'quietSeconds'; readonly limit: number }
  /** `why` names the program or folder, and what is wrong with it, in plain words. */
  | { readonly kind: 'not-started'; readonly why: string }
  /** By us; the same folder may go on with `resume`. */
  | { readonly kind: 'stopped' }
  /** Its folder grew over the limit. */
  | { readonly kind: 'flooded'; readonly bytes: number; readonly limit: number }
  /** Of warm programs only: what it said itself became of a run that did not complete. */
  | { readonly kind: 'answered'; readonly end: 'diverged' | 'failed'; readonly message: string }

export interface ProgramResult {
  readonly end: ProgramEnd
  /** Last lines of both outputs, without what a terminal would obey. */
  readonly tail: readonly string[]
  /** Processes of its that were still there after its end, and were killed. */
  readonly survivors: number
  /** Bytes of output that were not kept. */
  readonly leftOut: number
}

/** What stands in the folder of a run beside the program's own files. */
export const RUN_FILES = {
  settings: 'settings.json',
  metrics: 'metrics.jsonl',
  stdout: 'stdout.log',
  stderr: 'stderr.log'
} as const
