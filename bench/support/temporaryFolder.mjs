import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A folder that is gone when the process ends. */
export function temporaryFolder(name) {
  const folder = mkdtempSync(path.join(os.tmpdir(), `claimcheck-${name}-`))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}
