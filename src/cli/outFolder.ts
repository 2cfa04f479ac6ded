import path from 'node:path'
import type { CliContext } from './context'

export interface OutFlags {
  readonly out: string
}

/** The folder that `--out` names. */
export function outFolder({ out }: OutFlags, { cwd }: Pick<CliContext, 'cwd'>): string {
  return path.resolve(cwd, out)
}

/** The same as a person says it: from where the command was called. */
export function outName(flags: OutFlags, context: Pick<CliContext, 'cwd'>): string {
  return path.relative(context.cwd, outFolder(flags, context)) || '.'
}
