import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { REPOSITORY } from '../support/project'

jest.setTimeout(180_000)

const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-calibrate-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (out: string) => path.join(folder, out)
const FILES = ['calibration.json.gz', 'calibration.md', 'calibration.svg']

function calibrate(out: string, ...args: readonly string[]) {
  const script = path.join(REPOSITORY, 'scripts/calibrate.mjs')
  return spawnSync(process.execPath, [script, '--out', at(out), ...args], { encoding: 'utf8' })
}

const written = (out: string) => FILES.map((file) => readFileSync(path.join(at(out), file)).toString('base64'))

describe('npm run calibrate', () => {
  it('gives the same bytes in however many threads, and from what was simulated before', () => {
    expect(calibrate('one', '--studies', '1', '--jobs', '1').status).toBe(0)
    expect(calibrate('two', '--studies', '1', '--jobs', '2').status).toBe(0)
    expect(written('two')).toEqual(written('one'))
    expect(calibrate('again', '--simulated', path.join(at('one'), FILES[0]!)).status).toBe(0)
    expect(written('again')).toEqual(written('one'))
  })

  it('says what it cannot take for one', () => {
    const { status, stderr } = calibrate('none', '--simulated', at('nowhere.json.gz'))
    expect(status).toBe(2)
    expect(stderr).toMatch(/: the calibration cannot be read$/m)
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})
