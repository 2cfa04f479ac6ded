import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readRegularFile } from '../files/readRegularFile'

/** A checkout, as far as its files tell without git. */
interface Checkout {
  /** The folder that holds `.git`. */
  readonly top: string
  /** Full hash; null before the first commit, or where the references are kept in a way that is not read here. */
  readonly commit: string | null
  /** The git folder of this work tree, and the one that it shares with others: mostly the same. */
  readonly gitDir: string
  readonly commonDir: string
}

/** How git is asked about a checkout. */
export interface GitQuestions {
  readonly commit: string
  /** What git prints; null where it is missing or refuses. */
  ask(args: readonly string[]): string | null
}

const HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/
/** References, links to folders: lines. */
const MAX_LINE_FILE_BYTES = 1 << 16
const MAX_PACKED_REFS_BYTES = 1 << 26
const MAX_OUTPUT_BYTES = 1 << 26

/**
 * Asks git about the checkout that a folder is in.
 *
 * The checkout may be of somebody who means harm, and its `.git/config` can name programs that git starts when it looks at
 * the work tree: `core.fsmonitor`, filters, hooks, whatever the next version adds. So git never sees that file: it is
 * given an empty repository of ours, with the objects, the index and the work tree of the checkout.
 *
 * @returns null outside of a checkout, or before its first commit
 */
export function withGit<T>(folder: string, use: (git: GitQuestions) => T): T | null {
  const checkout = findCheckout(path.resolve(folder))
  if (checkout === null || checkout.commit === null) return null
  const { commit } = checkout
  const bare = mkdtempSync(path.join(tmpdir(), 'claimcheck-git-'))
  try {
    for (const name of ['objects', 'refs']) mkdirSync(path.join(bare, name))
    writeFileSync(path.join(bare, 'HEAD'), `${commit}\n`)
    if (commit.length === 64) {
      writeFileSync(
        path.join(bare, 'config'),
        '[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n'
      )
    }
    const env = {
      ...environmentWithoutGit(),
      GIT_DIR: bare,
      GIT_OBJECT_DIRECTORY: path.join(checkout.commonDir, 'objects'),
      GIT_INDEX_FILE: path.join(checkout.gitDir, 'index'),
      GIT_WORK_TREE: checkout.top
    }
    return use({ commit, ask: (args) => run(args, folder, env) })
  } finally {
    rmSync(bare, { recursive: true, force: true })
  }
}

/** Variables that name another repository than the folder's, as inside a git hook, are left out. */
export function environmentWithoutGit(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))
  return { ...Object.fromEntries(others), GIT_OPTIONAL_LOCKS: '0' }
}

function run(args: readonly string[], folder: string, env: NodeJS.ProcessEnv): string | null {
  try {
    return execFileSync('git', args, {
      cwd: folder,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
      maxBuffer: MAX_OUTPUT_BYTES,
      windowsHide: true
    })
  } catch {
    return null
  }
}

function findCheckout(folder: string): Checkout | null {
  for (let top = folder; ; top = path.dirname(top)) {
    const gitDir = gitDirOf(top)
    if (gitDir !== null) {
      const common = lineOf(path.join(gitDir, 'commondir'))
      const commonDir = common === null ? gitDir : path.resolve(gitDir, common)
      return { top, gitDir, commonDir, commit: commitOf(gitDir, commonDir) }
    }
    if (path.dirname(top) === top) return null
  }
}

/** `.git` itself, or where it leads, in a work tree of its own. */
function gitDirOf(top: string): string | null {
  const place = path.join(top, '.git')
  const stats = statSync(place, { throwIfNoEntry: false })
  if (stats === undefined) return null
  if (stats.isDirectory()) return statSync(path.join(place, 'HEAD'), { throwIfNoEntry: false }) ? place : null
  const target = /^gitdir: (.+)$/.exec(lineOf(place) ?? '')?.[1]
  return target === undefined ? null : path.resolve(top, target)
}

/** The commit that HEAD means: a hash, or a reference, which stands in a file of its own or among the packed ones. */
function commitOf(gitDir: string, commonDir: string): string | null {
  const head = lineOf(path.join(gitDir, 'HEAD'))
  if (head === null || HASH.test(head)) return head
  const reference = /^ref: (refs\/[^\0]+)$/.exec(head)?.[1]
  if (reference === undefined || reference.split('/').includes('..')) return null
  const loose = lineOf(path.join(commonDir, ...reference.split('/')))
  if (loose !== null) return HASH.test(loose) ? loose : null
  const packed = textOf(path.join(commonDir, 'packed-refs'), MAX_PACKED_REFS_BYTES) ?? ''
  const line = packed.split('\n').find((each) => each.endsWith(` ${reference}`))
  const hash = line?.slice(0, line.indexOf(' ')) ?? ''
  return HASH.test(hash) ? hash : null
}

function lineOf(file: string): string | null {
  return textOf(file, MAX_LINE_FILE_BYTES)?.trim() ?? null
}

/** null where there is no such file, or none that can be read. */
function textOf(file: string, maxBytes: number): string | null {
  try {
    return readRegularFile(file, maxBytes).toString('utf8')
  } catch {
    return null
  }
}
