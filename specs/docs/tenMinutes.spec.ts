import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { REPOSITORY } from '../support/project'

jest.setTimeout(240_000)

const hasPython = spawnSync('python3', ['--version']).status === 0
const test = hasPython ? it : it.skip

describe('the transcript of the first ten minutes', () => {
  test(`is what the commands say today${hasPython ? '' : ' [skipped: no python3]'}`, () => {
    const script = path.join(REPOSITORY, 'scripts/ten-minutes.mjs')
    const { stdout, stderr, status } = spawnSync(process.execPath, [script, '--smoke'], { encoding: 'utf8' })
    expect([stderr, status]).toEqual(['', 0])
    expect(stdout).toMatch(/^It logs loss$/m)
    expect(stdout).toMatch(/^No problems\.$/m)
    expect(stdout).toMatch(/^my-paper\/adam reproduced -\d+% \[.*\] n=10 none expected/m)
    expect(stdout).toMatch(/^report\.html$/m)
    expect(stdout).toMatch(/✓ Adam ends at a lower training loss than SGD at the same learning rate: reproduced/)
    expect(stdout).toMatch(/^# \d+\.\d minutes of machine time/m)
  })
})
