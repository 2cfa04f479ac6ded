import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { checkedOut } from '../../../src/registration/commit'
import { environmentWithoutGit, withGit } from '../../../src/store/askGit'
import { currentEnvironment } from '../../../src/store/environment'
import { NO_FILES, plantNoFile } from '../../support/hostileFiles'

const withGitHere = spawnSync('git', ['--version']).status === 0 ? describe : describe.skip
const TIMING = { startedAt: new Date(0), wallTimeMs: 1 }

let folder: string
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'claimcheck-git-spec-')))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function git(checkout: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=spec', '-c', 'user.email=spec@localhost', '-c', 'commit.gpgsign=false']
  const trusted = ['-c', 'protocol.file.allow=always']
  return execFileSync('git', [...identity, ...trusted, ...args], {
    cwd: checkout,
    env: environmentWithoutGit(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore']
  }).trim()
}

function newCheckout(name: string, ...init: string[]): string {
  const checkout = path.join(folder, name)
  mkdirSync(path.join(checkout, 'claims'), { recursive: true })
  git(checkout, 'init', '--quiet', ...init)
  writeFileSync(path.join(checkout, 'claims', 'a.json'), '{}\n')
  git(checkout, 'add', '.')
  git(checkout, 'commit', '--quiet', '--message', 'first')
  return checkout
}

withGitHere('the checkout of somebody who means harm', () => {
  /** A program that leaves a mark where it is run. */
  function trap(name: string): { readonly program: string; readonly mark: string } {
    const mark = path.join(folder, `${name}.mark`)
    const program = path.join(folder, `${name}.sh`)
    writeFileSync(program, `#!/bin/sh\necho run >> '${mark}'\ncat\n`)
    chmodSync(program, 0o755)
    return { program, mark }
  }

  const askAll = (checkout: string) => {
    const environment = currentEnvironment(TIMING, checkout)
    return [environment.commit, checkedOut(path.join(checkout, 'claims'), ['a.json']).commit]
  }

  const onPosix = process.platform === 'win32' ? it.skip : it
  onPosix.each<[string, (checkout: string, program: string) => void]>([
    ['core.fsmonitor', (checkout, program) => git(checkout, 'config', 'core.fsmonitor', program)],
    [
      'a clean filter',
      (checkout, program) => {
        git(checkout, 'config', 'filter.trap.clean', program)
        writeFileSync(path.join(checkout, '.gitattributes'), '* filter=trap\n')
      }
    ],
    [
      'an included file',
      (checkout, program) => {
        writeFileSync(path.join(folder, 'included'), `[core]\n\tfsmonitor = ${program}\n`)
        git(checkout, 'config', 'include.path', path.join(folder, 'included'))
      }
    ],
    [
      'a submodule with settings of its own',
      (checkout, program) => {
        const inner = newCheckout('inner')
        git(checkout, 'submodule', '--quiet', 'add', inner, 'sub')
        git(checkout, 'commit', '--quiet', '--message', 'second')
        git(path.join(checkout, 'sub'), 'config', 'core.fsmonitor', program)
        appendFileSync(path.join(checkout, 'sub', 'claims', 'a.json'), ' ')
      }
    ]
  ])('runs nothing of it by %s', (_name, bend) => {
    const checkout = newCheckout('hostile')
    const { program, mark } = trap('trap')
    bend(checkout, program)
    // A file that has to be looked at: its time is not the one in the index.
    writeFileSync(path.join(checkout, 'claims', 'a.json'), '{ }\n')
    const commit = git(checkout, 'rev-parse', 'HEAD')
    rmSync(mark, { force: true })
    expect(askAll(checkout)).toEqual([`${commit}+dirty`, commit])
    expect(existsSync(mark)).toBe(false)
    // The trap is one: git by itself walks into it.
    for (const asked of [['status'], ['hash-object', 'claims/a.json']]) {
      spawnSync('git', asked, { cwd: checkout, env: environmentWithoutGit() })
    }
    expect(existsSync(mark)).toBe(true)
  })

  it.each(NO_FILES)('does not wait for %s in the place of HEAD', (_name, make) => {
    const checkout = newCheckout('piped')
    rmSync(path.join(checkout, '.git', 'HEAD'))
    plantNoFile(path.join(checkout, '.git', 'HEAD'), make)
    expect(askAll(checkout)).toEqual([null, null])
  })

  it.each(['ref: refs/../../../etc/passwd', 'ref: refs/heads/none', 'x', '', 'ref: HEAD'])(
    'knows no commit by %j',
    (head) => {
      const checkout = newCheckout('bent')
      writeFileSync(path.join(checkout, '.git', 'HEAD'), head)
      expect(askAll(checkout)).toEqual([null, null])
    }
  )
})

withGitHere('withGit', () => {
  const commitOf = (place: string) => withGit(place, ({ commit }) => commit)
  const clean = (place: string) => withGit(place, ({ ask }) => ask(['diff', '--name-only', 'HEAD']))

  it('finds the commit in loose and packed references, without a branch, and in a work tree of its own', () => {
    const checkout = newCheckout('plain')
    const commit = git(checkout, 'rev-parse', 'HEAD')
    expect(commitOf(path.join(checkout, 'claims'))).toBe(commit)
    git(checkout, 'pack-refs', '--all')
    expect(commitOf(checkout)).toBe(commit)
    git(checkout, 'gc', '--quiet')
    const tree = path.join(folder, 'tree')
    git(checkout, 'worktree', 'add', '--quiet', tree)
    for (const place of [checkout, tree]) expect([commitOf(place), clean(place)]).toEqual([commit, ''])
    writeFileSync(path.join(tree, 'claims', 'a.json'), '1')
    expect([clean(tree), clean(checkout)]).toEqual(['claims/a.json\n', ''])
    git(checkout, 'checkout', '--quiet', '--detach')
    expect(commitOf(checkout)).toBe(commit)
  })

  it('asks a repository of SHA-256 hashes too', () => {
    const checkout = newCheckout('long', '--object-format=sha256')
    expect(commitOf(checkout)).toBe(git(checkout, 'rev-parse', 'HEAD'))
    expect(clean(checkout)).toBe('')
  })

  it('knows nothing outside of a checkout', () => {
    expect(commitOf(folder)).toBeNull()
  })
})
