import { readdirSync } from 'node:fs'
import { Project } from '../support/project'

jest.setTimeout(120_000)

let project: Project
beforeEach(() => {
  project = new Project()
  project.write('train.js', SCRIPT)
})
afterEach(() => project.remove())

const SCRIPT = `
const { appendFileSync } = require('node:fs')
const option = (name) => process.argv[process.argv.indexOf('--' + name) + 1]
const seed = Number(option('seed'))
const loss = Number(option('rate')) * (1 + seed / 10) + ((seed * 7) % 11) / 1000
appendFileSync(process.env.CLAIMCHECK_METRICS, JSON.stringify({ step: 1, 'test.loss': loss, 'train.loss': loss }) + '\\n')
if (option('rate') === '7') process.exit(4)
`
const COMMAND = `'${process.execPath}' train.js --rate 0.5 --seed 0`

describe('claimcheck new --program', () => {
  it('writes what runs and lacks nothing but words, with the metrics that the program was seen to log', () => {
    const { stdout, status } = project.run(['new', 'mine/rate', '--program', COMMAND, '--try'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/^Settings: rate\nThe arms differ in rate\nIt logs test\.loss, train\.loss\nWrote /)
    expect(project.run(['lint'])).toMatchObject({ status: 0, stdout: expect.not.stringContaining('error') })
    expect(project.run(['verify', '--allow-programs']).stdout).toMatch(/^mine\/rate reproduced/)
  })

  it('does not start what somebody has to write first', () => {
    project.run(['new', 'mine/first', '--program', `'${process.execPath}' train.js --seed 0`])
    const { stderr, status } = project.run(['verify', '--allow-programs'])
    expect(status).toBe(2)
    expect(stderr).toMatch(/first\.json[\s\S]*was not replaced[\s\S]*what is different/)
  })

  it('starts nothing unless asked to', () => {
    const { stdout } = project.run(['new', 'mine/rate', '--program', `touch started --seed 0`])
    expect(stdout).toContain('(--try)')
    expect(readdirSync(project.folder)).not.toContain('started')
  })

  it('writes nothing about a program that fails, or that only a shell could start', () => {
    const failed = project.run(['new', 'mine/rate', '--program', COMMAND.replace('0.5', '7'), '--try'])
    expect([failed.status, failed.stderr]).toEqual([2, expect.stringMatching(/exit code 0[\s\S]*exit code 4/)])
    const piped = project.run(['new', 'mine/rate', '--program', `${COMMAND} | tail`])
    expect([piped.status, piped.stderr]).toEqual([2, expect.stringContaining('a command is started without a shell')])
    expect(readdirSync(project.folder)).toEqual(['train.js'])
  })
})
