import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { EXPERIMENT, SCRIPT } from '../support/programProject'
import { Project } from '../support/project'

jest.setTimeout(120_000)

let author: Project
let reader: Project
beforeEach(() => {
  author = new Project()
  reader = new Project()
})
afterEach(() => {
  author.remove()
  reader.remove()
})

function writePackage() {
  author.write('claims/theirs/package.json', { name: 'their-claims', version: '1.0.0' })
  author.write('claims/theirs/programs/train.js', SCRIPT)
  const [node, , ...rest] = EXPERIMENT.command
  const command = [node, 'programs/train.js', ...rest]
  author.write('claims/theirs/experiments/script.json', { ...EXPERIMENT, command, inputs: ['programs/train.js'] })
  author.write('claims/theirs/paper/source.json', { key: 'paper', citation: 'A paper.' })
  author.write('claims/theirs/paper/faster.json', {
    id: 'paper/faster',
    source: { locator: 'Table 1', quote: 'lower' },
    statement: 'The fast arm ends lower.',
    experiment: 'script',
    hypothesis: { kind: 'lower', metric: 'train.loss', treatment: 'fast', control: 'slow', margin: { relative: 0.01 } },
    decision: { seeds: { max: 8 } }
  })
}

it('a package of claims is packed, installed and verified from an empty project, after consent', () => {
  writePackage()
  const env = { XDG_CONFIG_HOME: reader.path('config'), XDG_DATA_HOME: reader.path('data') }
  const here = author.run(['verify', '--allow-programs', '--json'])
  expect([here.status, here.stderr]).toEqual([0, expect.stringMatching(/^Plan, profile quick: 1 claim,/)])

  mkdirSync(reader.path('node_modules/their-claims'), { recursive: true })
  const pack = spawnSync('npm', ['pack', '--silent', author.path('claims/theirs')], {
    cwd: reader.folder,
    encoding: 'utf8',
    shell: process.platform === 'win32'
  })
  const unpacked = spawnSync(
    'tar',
    ['-xzf', pack.stdout.trim(), '-C', path.join('node_modules', 'their-claims'), '--strip-components=1'],
    { cwd: reader.folder, encoding: 'utf8' }
  )
  expect([unpacked.stderr, unpacked.status]).toEqual(['', 0])

  const folder = './node_modules/their-claims'
  const refused = reader.run(['verify', folder], env)
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('allow')])
  expect(reader.run(['allow', folder], env).stdout).toContain('programs/train.js')
  const there = reader.run(['verify', folder, '--json'], env)
  expect(there.stderr).not.toContain('error')
  expect(there.status).toBe(0)
  const runsOf = (text: string) => (JSON.parse(text) as { runs: { key: string }[] }).runs.map(({ key }) => key)
  expect(runsOf(there.stdout)).toEqual(runsOf(here.stdout))
  expect(reader.run(['verify', folder, '--claims', 'claims'], env).status).toBe(2)
})
