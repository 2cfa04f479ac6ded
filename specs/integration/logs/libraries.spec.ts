import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { missingPython, PYTHON } from '../../support/python'
import { expectedIn, readBack, sourceOf } from '../../unit/logs/libraryLogs'

const LOGS = path.resolve(__dirname, '../../../fixtures/logs')
const missing = missingPython('tensorboardX', 'tensorboard', 'mlflow', 'sacred', 'dvclive', 'pandas', 'yaml')
const itHere = missing === null ? it : it.skip

describe(`the libraries that are installed${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  itHere(
    'write what fixtures/logs has, and it is read back exactly',
    async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-libraries-'))
      try {
        const { status, stderr } = spawnSync(PYTHON, [path.join(LOGS, 'make.py'), folder], {
          cwd: folder,
          encoding: 'utf8'
        })
        expect({ status, skipped: stderr.includes('skipped') }).toEqual({ status: 0, skipped: false })
        const expected = expectedIn(folder)
        expect(expected).toEqual(expectedIn(LOGS))
        for (const kind of Object.keys(expected)) {
          expect({ kind, read: await readBack(folder, kind, [sourceOf(kind)]) }).toEqual({ kind, read: expected[kind] })
        }
      } finally {
        rmSync(folder, { recursive: true })
      }
    },
    120_000
  )
})
