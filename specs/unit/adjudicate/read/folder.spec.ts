import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
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

  it('reads nothing outside of itself, by whatever pattern', () => {
    write('logs/a.csv', 'x')
    write('secret/b.csv', 'y')
    const { files, match, has } = openEvidenceFolder(path.join(root, 'logs'))
    expect(files).toEqual(['a.csv'])
    expect(match(['../secret/*', '{..,a}/secret/*', '*/../../secret/*', path.join(root, 'secret/*')])).toEqual([])
    expect(has('../secret/b.csv')).toBe(false)
  })

  it.each([
    ['a file', 'secret/b.csv'],
    ['a folder', 'secret'],
    ['the folder above', '.'],
    ['a folder that begins alike', 'logs2']
  ])('refuses a link to %s outside of it', (_, target) => {
    write('logs/a.csv', 'x')
    write('secret/b.csv', 'y')
    write('logs2/b.csv', 'y')
    symlinkSync(path.join(root, target), path.join(root, 'logs/linked'))
    expect(() => openEvidenceFolder(path.join(root, 'logs'))).toThrow(/linked: a link leads out of the folder/)
  })

  it('refuses a folder that is inside of itself, and leaves out a link that leads nowhere', () => {
    write('a/log.csv', 'x')
    symlinkSync('none', path.join(root, 'broken'))
    symlinkSync('circle', path.join(root, 'circle'))
    expect(openEvidenceFolder(root).files).toEqual(['a/log.csv'])
    symlinkSync('..', path.join(root, 'a/up'))
    expect(() => openEvidenceFolder(root)).toThrow(/a\/up: a link leads to a folder that it is in/)
    rmSync(path.join(root, 'a/up'))
    write('b/log.csv', 'x')
    symlinkSync('../b', path.join(root, 'a/to-b'))
    symlinkSync('../a', path.join(root, 'b/to-a'))
    expect(() => openEvidenceFolder(root)).toThrow(/a link leads to a folder that it is in/)
  })

  it('refuses what is no file, and a file that nobody reads to its end', () => {
    write('a/log.csv', 'x')
    execFileSync('mkfifo', [path.join(root, 'a/pipe.csv')])
    expect(() => openEvidenceFolder(root)).toThrow(/a\/pipe.csv: a file of the evidence cannot be read[\s\S]*a pipe/)
    rmSync(path.join(root, 'a/pipe.csv'))
    truncateSync(path.join(root, 'a/log.csv'), 2 ** 40)
    expect(() => openEvidenceFolder(root)).toThrow(
      /a\/log.csv: a file of the evidence cannot be read[\s\S]*1099511627776 bytes/
    )
  })

  it('refuses a link to a device', () => {
    write('log.csv', 'x')
    symlinkSync('/dev/zero', path.join(root, 'endless.csv'))
    expect(() => openEvidenceFolder(root)).toThrow(/endless.csv: a link leads out/)
  })

  it('refuses to read what is no longer what its digest holds', () => {
    write('log.csv', 'x')
    const folder = openEvidenceFolder(root)
    expect(folder.read('log.csv')).toBe('x')
    write('log.csv', 'y')
    expect(() => folder.read('log.csv')).toThrow(/has changed/)
  })

  it('prints no name as a terminal would obey it', () => {
    write('log.csv', 'x')
    symlinkSync('/etc', path.join(root, 'a\u001B[31m\u202Eb\n  to mend: nothing'))
    const open = () => openEvidenceFolder(root)
    expect(open).toThrow('a\\u001B[31m\\u202Eb to mend: nothing: a link leads out of the folder of evidence')
  })

  it('refuses a folder that is not there, or empty', () => {
    expect(() => openEvidenceFolder(path.join(root, 'none'))).toThrow(/no such folder/)
    expect(() => openEvidenceFolder(root)).toThrow(/empty/)
  })
})
