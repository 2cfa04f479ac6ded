import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
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

  it('has a digest of names and content, hidden ones too: a pattern may name them', () => {
    write('a.csv', 'x')
    write('.out/log.csv', 'y')
    write('.git/HEAD', 'y')
    const { digest, files, match, has } = openEvidenceFolder(root)
    expect(files).toEqual(['.out/log.csv', 'a.csv'])
    expect(match(['**/*.csv'])).toEqual(['a.csv'])
    expect(match(['*.csv', '.out/*.csv', '.git/*'])).toEqual(['.out/log.csv', 'a.csv'])
    expect(has('.out/log.csv')).toBe(true)
    write('.git/HEAD', 'z')
    expect(openEvidenceFolder(root).digest).toBe(digest)
    write('.out/log.csv', 'z')
    expect(openEvidenceFolder(root).digest).not.toBe(digest)
    write('.out/log.csv', 'y')
    write('a.csv', 'z')
    expect(openEvidenceFolder(root).digest).not.toBe(digest)
    write('a.csv', 'x')
    expect(openEvidenceFolder(root).digest).toBe(digest)
    write('b.csv', '')
    expect(openEvidenceFolder(root).digest).not.toBe(digest)
  })

  it('knows which file a link is', () => {
    write('a/log.csv', 'x')
    symlinkSync('a', path.join(root, 'latest'))
    const folder = openEvidenceFolder(root)
    expect(folder.match(['*/log.csv'])).toEqual(['a/log.csv', 'latest/log.csv'])
    expect(['a/log.csv', 'latest/log.csv'].map(folder.realName)).toEqual(['a/log.csv', 'a/log.csv'])
  })

  it('refuses a folder that is not there, or empty', () => {
    expect(() => openEvidenceFolder(path.join(root, 'none'))).toThrow(/no such folder/)
    expect(() => openEvidenceFolder(root)).toThrow(/empty/)
  })
})
