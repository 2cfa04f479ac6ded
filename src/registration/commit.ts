import { type GitQuestions, withGit } from '../store/askGit'

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
  return withGit(folder, (git) => ({ commit: git.commit, committed: committedOf(git, files) })) ?? NO_COMMIT
}

const NO_COMMIT: CheckedOut = { commit: null, committed: new Set() }

function committedOf({ ask }: GitQuestions, files: readonly string[]): ReadonlySet<string> {
  if (files.length === 0) return new Set()
  const blobs =
    ask(['hash-object', '--', ...files])
      ?.trim()
      .split('\n') ?? []
  const tree = new Map(
    (ask(['ls-tree', '-z', 'HEAD', '--', ...files]) ?? '').split('\0').map((line): [string, string] => {
      const [entry = '', file = ''] = line.split('\t')
      return [file, entry.split(' ')[2] ?? '']
    })
  )
  return new Set(files.filter((file, index) => tree.get(file) === blobs[index]))
}
