import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { checkedOut } from '../../../src/registration/commit'
import { environmentWithoutGit } from '../../../src/store/askGit'
import { Place } from './builders'

let place: Place
beforeEach(() => {
  place = new Place()
})
afterEach(() => place.remove())

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false']
  return execFileSync('git', [...identity, ...args], {
    cwd: place.root,
    env: environmentWithoutGit(),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore']
  }).trim()
}

function write(file: string, content: string): void {
  const target = path.join(place.root, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, content)
}

describe('checkedOut', () => {
  it('knows no commit before the first one', () => {
    git('init')
    write('claims/toy/a.json', '{}')
    expect(checkedOut(path.join(place.root, 'claims'), ['toy/a.json'])).toEqual({ commit: null, committed: new Set() })
  })

  it('tells the files that the commit holds as they are', () => {
    git('init')
    for (const name of ['same', 'changed', 'staged', 'größe']) write(`claims/toy/${name}.json`, '{}\n')
    git('add', '.')
    git('commit', '-m', 'first')
    write('.gitignore', 'ignored.json\n')
    write('claims/toy/changed.json', '{"a": 1}\n')
    write('claims/toy/staged.json', '{"a": 1}\n')
    git('add', 'claims/toy/staged.json')
    write('claims/toy/untracked.json', '{}\n')
    write('claims/toy/ignored.json', '{}\n')
    const names = ['same', 'changed', 'staged', 'untracked', 'ignored', 'größe'].map((name) => `toy/${name}.json`)
    expect(checkedOut(path.join(place.root, 'claims'), names)).toEqual({
      commit: git('rev-parse', 'HEAD'),
      committed: new Set(['toy/same.json', 'toy/größe.json'])
    })
  })
})
