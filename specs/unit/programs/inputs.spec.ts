import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { changedInputs, inputsDigest } from '../../../src/programs/inputs'

let root: string
let folder: string
const put = (name: string, text: string) => {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), text)
}
const paths = (...globs: string[]) => inputsDigest(folder, globs, 'a.json').files.map((file) => file.path)

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'claimcheck-inputs-'))
  folder = path.join(root, 'paper')
  for (const name of ['train.py', 'src/a.py', 'src/deep/b.py', 'src/a.txt', '../data/d.csv', '.git/x.py'])
    put(name, name)
})
afterEach(() => rmSync(root, { recursive: true }))

describe('inputsDigest', () => {
  it('finds files by globs, in one order, out of the folder too', () => {
    expect(paths('src/**/*.py', './train.py', '../data/*.csv')).toEqual([
      '../data/d.csv',
      'src/a.py',
      'src/deep/b.py',
      'train.py'
    ])
    expect(paths('**', '!**/*.txt')).toEqual(['src/a.py', 'src/deep/b.py', 'train.py'])
    expect(paths('*.py')).toEqual(['train.py'])
    expect(paths('src/*')).toEqual(['src/a.py', 'src/a.txt'])
    expect(paths()).toEqual([])
  })

  it('is of names and contents, whatever the globs and the times were', () => {
    const before = inputsDigest(folder, ['train.py', 'src/**/*.py'], 'a.json').digest
    utimesSync(path.join(folder, 'train.py'), 1, 1)
    expect(inputsDigest(folder, ['**/*.py'], 'a.json').digest).toBe(before)
    put('train.py', 'changed')
    expect(inputsDigest(folder, ['**/*.py'], 'a.json').digest).not.toBe(before)
  })

  it('follows links to files, and none to folders', () => {
    symlinkSync(path.join(root, 'data', 'd.csv'), path.join(folder, 'link.csv'))
    symlinkSync(root, path.join(folder, 'loop'))
    symlinkSync('nowhere', path.join(folder, 'broken.csv'))
    expect(paths('**/*.csv')).toEqual(['link.csv'])
  })

  it('refuses a glob that finds nothing', () => {
    expect(() => paths('train.py', 'scr/**/*.py')).toThrow(
      /^a\.json: no file is found for an input of a program\n {2}expected: files below .*scr\n {2}received: none for "scr\/\*\*\/\*\.py"\n {2}to mend: /
    )
  })
})

describe('changedInputs', () => {
  const globs = ['**/*.py']
  const changes = (change: () => void) => {
    const before = inputsDigest(folder, globs, 'a.json')
    change()
    return changedInputs(before, folder, globs, 'a.json')
  }

  it.each<[string, () => void, string[]]>([
    ['nothing', () => undefined, []],
    ['a time alone', () => utimesSync(path.join(folder, 'train.py'), 1, 1), []],
    ['the same content again', () => put('train.py', 'train.py'), []],
    ['another content', () => put('train.py', 'other'), ['train.py']],
    [
      'another of the same length, the time set back',
      () => {
        const { atime, mtime } = statSync(path.join(folder, 'train.py'))
        put('train.py', 'TRAIN.PY')
        utimesSync(path.join(folder, 'train.py'), atime, mtime)
      },
      ['train.py']
    ],
    ['a new file', () => put('src/new.py', ''), ['src/new.py']],
    ['a file less', () => rmSync(path.join(folder, 'src/a.py')), ['src/a.py']],
    ['none left', () => rmSync(folder, { recursive: true }), ['src/a.py', 'src/deep/b.py', 'train.py']]
  ])('finds %s', (_, change, expected) => {
    expect(changes(change)).toEqual(expected)
  })
})
