import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { REPOSITORY } from '../support/project'

jest.setTimeout(180_000)

function attack(...args: readonly string[]) {
  const command = ['-r', './specs/support/typescriptHook.cjs', path.join('specs', 'attack', 'main.ts'), ...args]
  return spawnSync(process.execPath, command, { cwd: REPOSITORY, encoding: 'utf8' })
}

describe('npm run attack', () => {
  it('tries what it is asked to, once more by the seed of an attempt too', () => {
    const page = path.join(mkdtempSync(path.join(tmpdir(), 'claimcheck-campaign-')), 'attacks.md')
    writeFileSync(page, '| flips | 7 | 6 | 0 | 1 min |\n| kills | 2 (3 kills) | 2 | 0 | 1 min |\n')
    const { status, stdout } = attack('--only', 'mutants,flips', '--short', '--seconds', '1', '--out', page)
    expect(status).toBe(0)
    const lines = readFileSync(page, 'utf8')
      .split('\n')
      .filter((line) => /^\| [a-z-]+ \| \d/.test(line))
    expect(lines[0]).toMatch(/^\| mutants \| (\d+) \| \1 \| 1 \| 1 min \|$/)
    expect(lines[1]).toMatch(/^\| flips \| (\d+) \| \1 \| 1 \| 1 min \|$/)
    expect(lines.slice(2)).toEqual(['| kills | 2 (3 kills) | 2 | 0 | 1 min |'])
    expect(stdout).toMatch(/^mutants +[1-9]\d* +[1-9]\d* /m)
    expect(stdout).toMatch(/^flips +[1-9]\d* +[1-9]\d* /m)
    expect(attack('--again', '1/mutants/7').stdout).toMatch(/^mutants +1 +1 /m)
  })

  it.each([[['--only', 'typo']], [['--times', 'x']], [['--seconds', 'soon']], [['--again', 'typo']]])(
    'refuses %j: a campaign that tries nothing would pass',
    (args) => {
      const { status, stdout, stderr } = attack(...args)
      expect([status, stdout]).toEqual([2, ''])
      expect(stderr).toContain('npm run attack -- [options]')
    }
  )
})
