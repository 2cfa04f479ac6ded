import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import type { RunEnvironment } from '../engine/engine'

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
    platform: `${process.platform}-${process.arch}`,
    cpu: cpus()[0]?.model.trim() || 'unknown'
  }
}

function commitOf(folder: string): string | null {
  const known = commits.get(folder)
  if (known !== undefined) return known
  const commit = askGit(folder)
  commits.set(folder, commit)
  return commit
}

/** Full hash, with "+dirty" where tracked files have changes, as `git describe --dirty` sees them. */
function askGit(folder: string): string | null {
  try {
    const described = execFileSync('git', ['describe', '--always', '--no-abbrev', '--exclude=*', '--dirty=+dirty'], {
      cwd: folder,
      env: environmentWithoutGit(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
      windowsHide: true
    }).trim()
    return /^[0-9a-f]{40,64}(\+dirty)?$/.test(described) ? described : null
  } catch {
    return null
  }
}

/** Inside a git hook these variables name another repository than the folder's. */
export function environmentWithoutGit(): NodeJS.ProcessEnv {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, ...rest } = process.env
  return { ...rest, GIT_OPTIONAL_LOCKS: '0' }
}
