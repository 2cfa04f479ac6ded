import { execFileSync } from 'node:child_process'
import { environmentWithoutGit } from '../store/environment'

/** What git says of a folder: the commit that is checked out, and which files are in it as they stand on the disk. */
export interface CheckedOut {
  /** Full hash; null outside a repository, or before its first commit. */
  readonly commit: string | null
  readonly committed: ReadonlySet<string>
}

/**
 * Asks git for the commit of a folder and for the files that it holds byte for byte (line endings as git converts them).
 *
 * @param files that exist, relative to the folder, with forward slashes
 */
export function checkedOut(folder: string, files: readonly string[]): CheckedOut {
  const commit = git(folder, ['rev-parse', '--verify', 'HEAD'])?.trim() ?? null
  if (commit === null || files.length === 0) return { commit, committed: new Set() }
  const blobs =
    git(folder, ['hash-object', '--', ...files])
      ?.trim()
      .split('\n') ?? []
  const tree = new Map(
    (git(folder, ['ls-tree', '-z', 'HEAD', '--', ...files]) ?? '').split('\0').map((line): [string, string] => {
      const [entry = '', file = ''] = line.split('\t')
      return [file, entry.split(' ')[2] ?? '']
    })
  )
  return { commit, committed: new Set(files.filter((file, index) => tree.get(file) === blobs[index])) }
}

/** null where git is missing or refuses. */
function git(folder: string, args: readonly string[]): string | null {
  try {
    return execFileSync('git', args, {
      cwd: folder,
      env: environmentWithoutGit(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
      windowsHide: true
    })
  } catch {
    return null
  }
}
