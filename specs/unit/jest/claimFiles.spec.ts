import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InputError } from '../../../src/errors'
import { matchClaimFiles } from '../../../src/jest/claimFiles'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-claim-files-'))
  for (const file of [
    'b/two.json',
    'a/one.json',
    'a/two.json',
    'a/source.json',
    'a/notes.md',
    'a/deeper/x.json',
    'datasets/d.json',
    'experiments/e.json'
  ]) {
    mkdirSync(path.dirname(path.join(folder, 'claims', file)), { recursive: true })
    writeFileSync(path.join(folder, 'claims', file), '{}')
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

// Globs have slashes on every system.
const under = (glob: string) => `${folder.split(path.sep).join('/')}/${glob}`
const ids = (...globs: string[]) => matchClaimFiles(globs.map(under), path.join(folder, 'claims')).ids

describe('matchClaimFiles', () => {
  it('finds the claims of a source, sorted', () => expect(ids('claims/a/*.json')).toEqual(['a/one', 'a/two']))
  it('takes several globs', () => expect(ids('claims/b/*', 'claims/a/one.json')).toEqual(['a/one', 'b/two']))
  it('passes over sources, experiments, other files and deeper folders', () =>
    expect(ids('claims/**')).toEqual(['a/one', 'a/two', 'b/two']))
  it('takes one glob without a list', () =>
    expect(matchClaimFiles(under('claims/b/*.json'), path.join(folder, 'claims')).ids).toEqual(['b/two']))
  it('answers with the root in full', () =>
    expect(matchClaimFiles(under('claims/b/*.json'), path.join(folder, 'b', '..', 'claims')).claimsRoot).toBe(
      path.join(folder, 'claims')
    ))

  it('throws where nothing is there, and says from where it looked', () => {
    expect(() => ids('claimz/*/*.json')).toThrow(InputError)
    expect(() => ids('claimz/*/*.json')).toThrow(`no file, seen from ${process.cwd()}`)
  })

  it('throws where only other files are there, and names one', () => {
    expect(() => ids('claims/experiments/*.json')).toThrow(/other files, such as .*e\.json/)
    expect(() => matchClaimFiles(under('claims/a/*.json'), path.join(folder, 'elsewhere'))).toThrow(/one\.json/)
  })
})
