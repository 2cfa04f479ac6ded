import { spawnSync } from 'node:child_process'
import path from 'node:path'

const SCRIPT = path.resolve(__dirname, '../../scripts/schema.mjs')

describe('the generated schemas', () => {
  it('are what their sources give, and the type of a hypothesis what its schema says', () => {
    const { status, stderr } = spawnSync(process.execPath, [SCRIPT, '--check'], { encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  }, 60_000)
})
