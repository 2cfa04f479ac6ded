import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openEvidenceFolder } from '../../../../src/adjudicate/read/folder'

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'claimcheck-evidence-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

describe('openEvidenceFolder', () => {
  it('knows its files, and finds those that match', () => {
    write('b/log.csv', 'x')
    write('a_(lr=0.1)/log.csv', 'y')
    write('a_(lr=0.1)/config.yaml', 'z')
    const folder = openEvidenceFolder(root)
    expect(folder.files).toEqual(['a_(lr=0.1)/config.yaml', 'a_(lr=0.1)/log.csv', 'b/log.csv'])
    expect(folder.match(['*/log.csv'])).toEqual(['a_(lr=0.1)/log.csv', 'b/log.csv'])
    expect(folder.has('b/log.csv')).toBe(true)
    expect(folder.read('b/log.csv')).toBe('x')
  })

  it('has a digest of names and content, and of nothing hidden', () => {
    write('a.csv', 'x')
    const { digest } = openEvidenceFolder(root)
    write('.DS_Store', 'y')
    expect(openEvidenceFolder(root).digest).toBe(digest)
    write('a.csv', 'z')
    expect(openEvidenceFolder(root).digest).not.toBe(digest)
    write('a.csv', 'x')
    expect(openEvidenceFolder(root).digest).toBe(digest)
    write('b.csv', '')
    expect(openEvidenceFolder(root).digest).not.toBe(digest)
  })

  it('refuses a folder that is not there, or empty', () => {
    expect(() => openEvidenceFolder(path.join(root, 'none'))).toThrow(/no such folder/)
    expect(() => openEvidenceFolder(root)).toThrow(/empty/)
  })
})
