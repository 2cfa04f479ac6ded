import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { lintClaims } from '../../../src/load/lint'
import { specFiles } from '../../../src/load/specFiles'
import { NO_FILES, plantNoFile } from '../../support/hostileFiles'

let root: string
let elsewhere: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'claimcheck-root-'))
  elsewhere = mkdtempSync(path.join(tmpdir(), 'claimcheck-elsewhere-'))
})
afterEach(() => {
  for (const folder of [root, elsewhere]) rmSync(folder, { recursive: true })
})

function write(folder: string, file: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), '{}')
}

function link(target: string, name: string): void {
  symlinkSync(target, path.join(root, name), 'junction')
}

const found = () => {
  const { files, problems } = specFiles(root)
  return { files, problems: problems.map(({ file, message }) => `${file}: ${message}`) }
}

test('everything that is called .json, but for what lint leaves alone', () => {
  for (const file of ['a/b.json', 'experiments/x.json', 'deep/er/c.json', 'loose.json', 'registrations.json']) {
    write(root, file)
  }
  for (const file of ['schema/s.json', 'mappings/m.json', '.git/x.json', 'a/node_modules/y.json', 'a/.z.json']) {
    write(root, file)
  }
  write(root, 'a/notes.txt')
  expect(found()).toEqual({
    files: ['a/b.json', 'deep/er/c.json', 'experiments/x.json', 'loose.json'],
    problems: []
  })
})

test('a link that leads to itself leads nowhere', () => {
  link(path.join(root, 'loop'), 'loop')
  expect(found()).toEqual({ files: [], problems: ['loop: the link leads nowhere'] })
})

test('a source whose folder is a link is read, once around a circle', () => {
  write(elsewhere, 'claim.json')
  write(elsewhere, 'inner/further.json')
  symlinkSync(elsewhere, path.join(elsewhere, 'around'), 'junction')
  link(elsewhere, 'paper')
  link(root, 'itself')
  const { files, problems } = found()
  expect(files).toEqual(['paper/claim.json'])
  expect(problems).toEqual(
    [
      'paper/around: the folder is a link, which is not followed here',
      'itself/itself: the folder is a link, which is not followed here',
      'itself/paper: the folder is a link, which is not followed here'
    ].sort((a, b) => problems.indexOf(a) - problems.indexOf(b))
  )
})

test('a link deeper down, or to nowhere, is no silence', () => {
  write(elsewhere, 'claim.json')
  mkdirSync(path.join(root, 'paper'))
  link(elsewhere, 'paper/more')
  link(path.join(elsewhere, 'gone'), 'other')
  expect(found()).toEqual({
    files: [],
    problems: expect.arrayContaining([
      'paper/more: the folder is a link, which is not followed here',
      'other: the link leads nowhere'
    ])
  })
})

test.each(NO_FILES)('%s in the place of a claim is a problem, not the end', (_name, make, said) => {
  plantNoFile(path.join(root, 'paper', 'claim.json'), make)
  expect(lintClaims(root)).toEqual([
    expect.objectContaining({
      file: 'paper/claim.json',
      message: 'the file cannot be read',
      expected: 'a file of JSON, at most 16777216 bytes, that this user may read',
      received: expect.stringMatching(said)
    })
  ])
})
