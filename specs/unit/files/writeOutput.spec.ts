import fs, { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { InfrastructureError } from '../../../src/errors'
import { dataFile, writeOutputs } from '../../../src/files/writeOutput'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-output-'))
})
afterEach(() => {
  jest.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

const WORDS = { what: 'the report' }
const setOf = (age: string) => [
  dataFile('x.json', age, age === 'newer'),
  { name: 'x.md', content: age },
  { name: 'x.html', content: age }
]

/** What lies in the folder, without what was written on the way. */
function found(): Record<string, string> {
  const names = readdirSync(folder).filter((name) => !name.startsWith('.'))
  const text = (name: string) => {
    const bytes = readFileSync(path.join(folder, name))
    return String(name.endsWith('.gz') ? gunzipSync(bytes) : bytes)
  }
  return Object.fromEntries(names.sort().map((name) => [name, text(name)]))
}

describe('writeOutputs', () => {
  it('makes the folder, takes the place of an older set in whatever form, and says where all lies', () => {
    const target = path.join(folder, 'a', 'b')
    writeOutputs(target, setOf('older'), WORDS)
    expect(writeOutputs(target, setOf('newer').slice(0, 2), WORDS, ['x.html'])).toEqual([
      path.join(target, 'x.json.gz'),
      path.join(target, 'x.md')
    ])
    folder = target
    expect(found()).toEqual({ 'x.json.gz': 'newer', 'x.md': 'newer' })
    expect(readdirSync(target)).toHaveLength(2)
  })

  // A kill between two steps leaves what the steps before it left: each step fails once.
  it.each(['openSync', 'renameSync', 'rmSync'] as const)('ends at any %s: nothing old beside anything new', (step) => {
    const real = fs[step] as (...args: unknown[]) => unknown
    let ended = 0
    for (let at = 1; ; at += 1) {
      jest.restoreAllMocks()
      rmSync(folder, { recursive: true, force: true })
      writeOutputs(folder, setOf('older'), WORDS)
      let count = 0
      jest.spyOn(fs, step).mockImplementation(((...args: unknown[]) => {
        count += 1
        if (count === at) throw Object.assign(new Error('ended'), { code: 'EIO' })
        return real(...args)
      }) as never)
      try {
        writeOutputs(folder, setOf('newer'), WORDS)
      } catch (error) {
        expect(error).toBeInstanceOf(InfrastructureError)
        ended += 1
      }
      if (count < at) break
      jest.restoreAllMocks()
      const { 'x.json': older, 'x.json.gz': newer, ...others } = found()
      expect(older ?? newer).toBeDefined()
      expect(new Set(Object.values(others)).size).toBeLessThan(2)
      if (newer !== undefined) expect(Object.values(others)).not.toContain('older')
      else expect(Object.values(others)).not.toContain('newer')
    }
    expect(ended).toBeGreaterThan(1)
  })

  it('says what could not be written where, why, and what helps', () => {
    const file = path.join(folder, 'file')
    writeFileSync(file, '')
    const write = () =>
      writeOutputs(file, setOf('older'), { what: 'the calibration', remedy: 'name another with --out' })
    expect(write).toThrow(InfrastructureError)
    expect(write).toThrow(/the calibration could not be written[\s\S]*to mend: +name another with --out/)
  })
})
