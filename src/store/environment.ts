import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import type { RunEnvironment } from '../engine/engine'
import { withGit } from './askGit'

const PACKAGE_FILE = path.resolve(__dirname, '..', '..', 'package.json')
const commits = new Map<string, string | null>()

/**
 * Where a run was executed. The clock is the caller's.
 *
 * @param timing.startedAt recorded as ISO 8601 in UTC
 * @param timing.wallTimeMs milliseconds
 * @param timing.cohortSize of a run that was not alone
 * @param folder inside the checkout whose commit is recorded; asked once per process
 */
export function currentEnvironment(
  timing: { readonly startedAt: Date; readonly wallTimeMs: number; readonly cohortSize?: number },
  folder: string = process.cwd()
): RunEnvironment {
  const { version } = JSON.parse(readFileSync(PACKAGE_FILE, 'utf8')) as { version: string }
  return {
    startedAt: timing.startedAt.toISOString(),
    wallTimeMs: timing.wallTimeMs,
    ...(timing.cohortSize !== undefined && timing.cohortSize > 1 && { cohortSize: timing.cohortSize }),
    claimcheck: version,
    commit: commitOf(path.resolve(folder)),
    node: process.version,
    ...machineHere()
  }
}

/** What tells machines apart in records: their processors and systems, not their names. */
export function machineHere(): Pick<RunEnvironment, 'platform' | 'cpu'> {
  return { platform: `${process.platform}-${process.arch}`, cpu: cpus()[0]?.model.trim() || 'unknown' }
}

function commitOf(folder: string): string | null {
  const known = commits.get(folder)
  if (known !== undefined) return known
  const commit = describeCheckout(folder)
  commits.set(folder, commit)
  return commit
}

/** Full hash, with "+dirty" where tracked files have changes. */
function describeCheckout(folder: string): string | null {
  return withGit(folder, ({ commit, ask }) => {
    // Of a submodule its commit: for what is changed inside of it git would be started there, under its own settings.
    const changed = ask(['diff', '--name-only', '--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty', 'HEAD'])
    if (changed === null) return null
    return changed === '' ? commit : `${commit}+dirty`
  })
}
