import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileText } from '../../src/files/fileText'
import type { Calibration } from '../../tools/calibration/types'

jest.setTimeout(180_000)

const ROOT = path.resolve(__dirname, '../..')
const PROBE = path.join(ROOT, 'dist/engine/tfjs/probeProcess.js')
const NUM_RESAMPLES = 2000
const ALPHA = 0.05

const trains = ['wasm', 'cpu'].some((backend) =>
  spawnSync(process.execPath, [PROBE, backend], { encoding: 'utf8' }).stdout.includes('"kind":"working"')
)
const describeTraining = trains ? describe : describe.skip

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-calibration-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describeTraining(
  `Adam against Adam, 200 real pairs${trains ? '' : ' (no backend of TensorFlow.js works here)'}`,
  () => {
    it('is called different as often as alpha allows, by the compiled program', () => {
      const script = path.join(ROOT, 'scripts/calibrate.mjs')
      const args = ['--studies', '0', '--training', '--resamples', String(NUM_RESAMPLES), '--out', folder]
      const { status, stderr } = spawnSync(
        process.execPath,
        [script, ...args, '--store', path.join(folder, 'store'), '--jobs', '2'],
        { encoding: 'utf8' }
      )
      expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
      const records = readdirSync(path.join(folder, 'store'), { recursive: true, encoding: 'utf8' })
      // Unequal seeds throughout: 200 pairs are 400 runs.
      expect(records.filter((file) => file.endsWith('.json'))).toHaveLength(400)

      const { training } = JSON.parse(
        fileText(readFileSync(path.join(folder, 'calibration.json.gz')), '')
      ) as Calibration
      expect(training).toMatchObject({ numPairs: 200, failures: 0 })
      expect(training!.standardDeviation).toBeGreaterThan(0)
      // The mean of 200 pairs of the same algorithm is 0 up to 4 standard errors.
      expect(Math.abs(training!.meanLogRatio)).toBeLessThan((4 * training!.standardDeviation) / Math.sqrt(200))

      const wrong = (rule: string, errors: string) =>
        training!.cells.find((cell) => cell.rule === rule && cell.errors === errors)!.wrong.count / NUM_RESAMPLES
      const slack = 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / NUM_RESAMPLES)
      expect(Math.abs(wrong('fixed-10', 'swapped') - ALPHA)).toBeLessThan(slack)
      // An e-process that stops at 30 pairs does not use up its level.
      expect(wrong('sign-flip-10', 'swapped')).toBeLessThan(ALPHA + slack)
    })
  }
)
