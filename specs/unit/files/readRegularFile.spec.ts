import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { readRegularFile, UnreadableFileError } from '../../../src/files/readRegularFile'
import { NO_FILES, plantNoFile } from '../../support/hostileFiles'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-read-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const file = () => path.join(folder, 'file')

test('gives back what was written, whatever its length, through a link too', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(300), fc.integer({ min: 65_530, max: 65_540 })), (length) => {
      const content = Buffer.from(Uint8Array.from({ length }, (_, index) => index % 251))
      writeFileSync(file(), content)
      expect(readRegularFile(file(), length).equals(content)).toBe(true)
    }),
    { numRuns: 30 }
  )
  writeFileSync(file(), 'abc')
  symlinkSync(file(), path.join(folder, 'link'))
  expect(readRegularFile(path.join(folder, 'link'), 3).toString()).toBe('abc')
})

test('refuses a longer file, and says what is read', () => {
  writeFileSync(file(), 'abcd')
  expect(() => readRegularFile(file(), 3)).toThrow(new UnreadableFileError('4 bytes or more, where at most 3 are read'))
})

test.each(NO_FILES)('does not wait for %s', (_name, make, said) => {
  expect(() => readRegularFile(plantNoFile(file(), make), 1000)).toThrow(said)
})

// Files of /proc state a size of 0.
const withProc = process.platform === 'linux' ? test : test.skip
withProc('reads a file that does not know its size, and no more of it than is allowed', () => {
  expect(readRegularFile('/proc/self/status', 1 << 20).toString()).toMatch(/^Name:/)
  expect(() => readRegularFile('/proc/self/status', 10)).toThrow(UnreadableFileError)
})

test('leaves other trouble to the file system, by its code', () => {
  expect(() => readRegularFile(file(), 10)).toThrow(expect.objectContaining({ code: 'ENOENT' }))
  expect(() => readRegularFile(folder, 10)).toThrow(expect.objectContaining({ code: 'EISDIR' }))
})
