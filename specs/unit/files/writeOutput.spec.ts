import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InfrastructureError } from '../../../src/errors'
import { writeOutput } from '../../../src/files/writeOutput'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-output-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('writeOutput', () => {
  it('makes the folder, takes the place of an older file, and says where it lies', () => {
    const target = path.join(folder, 'a', 'b')
    for (const text of ['older', 'newer']) {
      const file = writeOutput(target, 'x.md', text, { what: 'the report' })
      expect(file).toBe(path.join(target, 'x.md'))
      expect(readFileSync(file, 'utf8')).toBe(text)
    }
    expect(readdirSync(target)).toEqual(['x.md'])
  })

  it('says what could not be written where, why, and what helps', () => {
    const file = path.join(folder, 'file')
    writeFileSync(file, '')
    const write = () => writeOutput(file, 'x.md', '', { what: 'the calibration', remedy: 'name another with --out' })
    expect(write).toThrow(InfrastructureError)
    expect(write).toThrow(/the calibration could not be written[\s\S]*to mend: +name another with --out/)
  })
})
