import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { currentEnvironment } from '../../../src/store/environment'

const withGit = spawnSync('git', ['--version']).status === 0 ? describe : describe.skip
const timing = { startedAt: new Date(Date.UTC(2026, 0, 2, 3, 4, 5, 678)), wallTimeMs: 12.5 }

let folder: string

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'claimcheck-environment-')))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function git(checkout: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=spec', '-c', 'user.email=spec@localhost', '-c', 'commit.gpgsign=false']
  return execFileSync('git', [...identity, ...args], { cwd: checkout, encoding: 'utf8' }).trim()
}

function newCheckout(name: string): { readonly checkout: string; readonly commit: string } {
  const checkout = path.join(folder, name)
  mkdirSync(checkout)
  git(checkout, 'init', '--quiet')
  writeFileSync(path.join(checkout, 'claim.json'), '{}')
  git(checkout, 'add', '.')
  git(checkout, 'commit', '--quiet', '--message', 'first')
  git(checkout, 'tag', 'v1')
  return { checkout, commit: git(checkout, 'rev-parse', 'HEAD') }
}

test('says when, with what and on what', () => {
  const { version } = JSON.parse(readFileSync(path.resolve(__dirname, '../../../package.json'), 'utf8'))
  expect(currentEnvironment(timing, folder)).toEqual({
    startedAt: '2026-01-02T03:04:05.678Z',
    wallTimeMs: 12.5,
    claimcheck: version,
    commit: null,
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cpu: expect.stringMatching(/./)
  })
})

withGit('commit', () => {
  test('of a clean checkout, from a folder inside it; files that git does not track do not count', () => {
    const { checkout, commit } = newCheckout('clean')
    writeFileSync(path.join(checkout, 'untracked'), '')
    mkdirSync(path.join(checkout, 'inside'))
    expect(currentEnvironment(timing, path.join(checkout, 'inside')).commit).toBe(commit)
  })

  test('is marked where a tracked file has changed', () => {
    const { checkout, commit } = newCheckout('changed')
    writeFileSync(path.join(checkout, 'claim.json'), '{"id": "x"}')
    expect(currentEnvironment(timing, checkout).commit).toBe(`${commit}+dirty`)
  })

  test('is asked once', () => {
    const { checkout, commit } = newCheckout('asked-once')
    expect(currentEnvironment(timing, checkout).commit).toBe(commit)
    writeFileSync(path.join(checkout, 'claim.json'), '{"id": "x"}')
    expect(currentEnvironment(timing, checkout).commit).toBe(commit)
  })

  test('is none before the first commit', () => {
    git(folder, 'init', '--quiet')
    expect(currentEnvironment(timing, folder).commit).toBeNull()
  })

  test("is the folder's, even inside a git hook of another repository", () => {
    const { checkout, commit } = newCheckout('ours')
    const other = newCheckout('other').checkout
    const before = process.env.GIT_DIR
    process.env.GIT_DIR = path.join(other, '.git')
    try {
      expect(currentEnvironment(timing, checkout).commit).toBe(commit)
    } finally {
      if (before === undefined) delete process.env.GIT_DIR
      else process.env.GIT_DIR = before
    }
  })
})
