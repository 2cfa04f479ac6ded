import fs, { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { writeDurableFile } from '../../../src/files/durableFile'

const onPosix = process.platform === 'win32' ? test.skip : test

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-durable-'))
  file = path.join(folder, 'a', 'b', 'file.json')
})

afterEach(() => {
  jest.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

function failWith(code: string): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: mocked`), { code })
  }
}

test('writes a new file, and its folders', () => {
  expect(writeDurableFile(file, 'text', { replace: false })).toBe(true)
  expect(readFileSync(file, 'utf8')).toBe('text')
  expect(readdirSync(path.dirname(file))).toEqual(['file.json'])
})

test('leaves an existing file alone, or replaces it', () => {
  writeDurableFile(file, 'first', { replace: false })
  expect(writeDurableFile(file, 'second', { replace: false })).toBe(false)
  expect(readFileSync(file, 'utf8')).toBe('first')
  expect(writeDurableFile(file, 'third', { replace: true })).toBe(true)
  expect(readFileSync(file, 'utf8')).toBe('third')
  expect(readdirSync(path.dirname(file))).toEqual(['file.json'])
})

onPosix.each([true, false])('syncs the content before the name and the folders after it (replace: %p)', (replace) => {
  const names = new Map<number, string>()
  const log: string[] = []
  const short = (target: unknown) =>
    String(target) === folder
      ? '.'
      : path.relative(folder, String(target)).replace(/\.file\.json\..*\.tmp$/, 'temporary')
  const { openSync, closeSync, fsyncSync, linkSync, renameSync, rmSync: remove } = fs
  jest.spyOn(fs, 'openSync').mockImplementation((target, ...rest) => {
    const descriptor = openSync(target, ...rest)
    names.set(descriptor, short(target))
    return descriptor
  })
  jest.spyOn(fs, 'fsyncSync').mockImplementation((descriptor) => {
    log.push(`sync ${names.get(descriptor)}`)
    fsyncSync(descriptor)
  })
  jest.spyOn(fs, 'closeSync').mockImplementation((descriptor) => {
    log.push(`close ${names.get(descriptor)}`)
    closeSync(descriptor)
  })
  jest.spyOn(fs, 'linkSync').mockImplementation((from, to) => {
    log.push(`link ${short(from)} ${short(to)}`)
    linkSync(from, to)
  })
  jest.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    log.push(`rename ${short(from)} ${short(to)}`)
    renameSync(from, to)
  })
  jest.spyOn(fs, 'rmSync').mockImplementation((target, options) => {
    log.push(`remove ${short(target)}`)
    remove(target, options)
  })
  writeDurableFile(file, 'text', { replace })
  jest.restoreAllMocks()
  expect(log.filter((entry) => !/^close (\.|a|a\/b)$/.test(entry))).toEqual([
    'sync a',
    'sync .',
    'sync a/b/temporary',
    'close a/b/temporary',
    `${replace ? 'rename' : 'link'} a/b/temporary a/b/file.json`,
    'remove a/b/temporary',
    'sync a/b'
  ])
})

test('goes without hard links where the file system has none', () => {
  jest.spyOn(fs, 'linkSync').mockImplementation(failWith('EPERM'))
  expect(writeDurableFile(file, 'first', { replace: false })).toBe(true)
  expect(writeDurableFile(file, 'second', { replace: false })).toBe(false)
  expect(readFileSync(file, 'utf8')).toBe('first')
  expect(readdirSync(path.dirname(file))).toEqual(['file.json'])
})

test.each(['writeFileSync', 'fsyncSync', 'renameSync'] as const)('a disk full at %s leaves nothing behind', (step) => {
  writeDurableFile(file, 'old', { replace: false })
  jest.spyOn(fs, step).mockImplementation(failWith('ENOSPC'))
  expect(() => writeDurableFile(file, 'new', { replace: true })).toThrow('ENOSPC')
  jest.restoreAllMocks()
  expect(readFileSync(file, 'utf8')).toBe('old')
  expect(readdirSync(path.dirname(file))).toEqual(['file.json'])
})

test('a temporary file that cannot be removed does not undo the write', () => {
  jest.spyOn(fs, 'rmSync').mockImplementation(failWith('EPERM'))
  expect(writeDurableFile(file, 'text', { replace: false })).toBe(true)
  expect(readFileSync(file, 'utf8')).toBe('text')
  jest.restoreAllMocks()
})

test('clears away what a killed writer left an hour ago, and nothing younger or of another name', () => {
  writeDurableFile(file, 'text', { replace: false })
  const neighbour = (name: string) => path.join(path.dirname(file), name)
  const now = fs.statSync(file).mtimeMs / 1000
  for (const [name, ageSeconds] of [
    ['.old.json.1-aa.tmp', 3700],
    ['.young.json.1-bb.tmp', 3500],
    ['notes.tmp', 99_999],
    ['.hidden', 99_999]
  ] as const) {
    writeFileSync(neighbour(name), 'x')
    utimesSync(neighbour(name), now - ageSeconds, now - ageSeconds)
  }
  writeDurableFile(file, 'text', { replace: true })
  expect(readdirSync(path.dirname(file)).sort()).toEqual(['.hidden', '.young.json.1-bb.tmp', 'file.json', 'notes.tmp'])
})
