import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { Project, REPOSITORY } from '../support/project'

jest.setTimeout(300_000)

const PRELOAD = path.join(REPOSITORY, 'specs/support/noNetwork.cjs')
const EVIDENCE = path.join(REPOSITORY, 'fixtures/evidence')
const CLI = path.join(REPOSITORY, 'dist/cli/main.js')

const canUnshare = spawnSync('unshare', ['-rn', 'true']).status === 0

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

/** Runs a command whose every process, workers too, would write down what it asks of a network. */
function watched(args: readonly string[]) {
  const asked = project.path('network.log')
  rmSync(asked, { force: true })
  const { status, stderr } = project.run(args, {
    NODE_OPTIONS: `--require ${PRELOAD}`,
    CLAIMCHECK_TEST_NETWORK: asked,
    CLAIMCHECK_DATA_DIR: project.path('data')
  })
  return { status, stderr, asked: existsSync(asked) ? readFileSync(asked, 'utf8') : '' }
}

/** Loses by its rate, and by what its seed says. */
const TRAIN =
  "const [, , , rate, , seed] = process.argv; console.log('loss: ' + rate * (1 + ((seed * 7 + rate * 3) % 5) / 50))\n"

/** Every command that there is but data fetch, in an order in which each has what it needs. */
function commands(): readonly (readonly string[])[] {
  const layout = 'jsonl-rows'
  const logs = ['--mapping', path.join(EVIDENCE, `${layout}.json`), '--evidence', path.join(EVIDENCE, layout)]
  return [
    ['lint'],
    ['plan'],
    ['register'],
    ['verify', '--name', 'x'],
    ['report', '--name', 'y'],
    ['report', '--from', 'reports/x/report.json', '--name', 'z'],
    ['report', '--from', 'reports/x/report.json', '--compare', 'reports/y/report.json', '--name', 'w'],
    // Without a secret it stops before it looks for its queue.
    ['worker', '--queue', 'redis://127.0.0.1:6379'],
    ['status'],
    ['cancel'],
    ['show', 'toy/online-adam'],
    ['runs'],
    ['store', 'export', 'records.gz', '--from', 'reports/x/report.json'],
    ['store', 'import', 'records.gz', '--store', 'imported'],
    ['store', 'merge', 'imported', '--store', 'merged'],
    ['report', '--from', 'reports/x/report.json', '--records', 'records.gz', '--name', 'v'],
    ['audit', '--records', 'records.gz', '--sample', '2', '--name', 'u'],
    ['audit', 'toy/online-adam', '--name', 't'],
    ['export', 'csv', '--out', 'csv'],
    ['export', 'tensorboard', '--out', 'tensorboard'],
    ['export', 'mlflow', '--out', 'mlflow'],
    ['export', 'mlrc', '--from', 'reports/x/report.json', '--out', 'mlrc', '--source', 'toy'],
    ['export', 'rescience', '--from', 'reports/x/report.json', '--out', 'rescience', '--source', 'toy'],
    ['export', 'latex', '--from', 'reports/x/report.json', '--out', 'latex', '--source', 'toy'],
    [
      'export',
      'ro-crate',
      '--from',
      'reports/x/report.json',
      '--out',
      'crate',
      '--licence',
      'CC0-1.0',
      '--author',
      'x'
    ],
    ['export', 'start', 'toy/digits-loss', '--out', 'start'],
    ['adjudicate', 'toy/digits-loss', ...logs, '--name', 'a'],
    ['sensitivity', 'toy/digits-loss', '--by', 'seed', '--name', 's'],
    ['allow'],
    [
      'compare',
      '--control',
      `'${process.execPath}' train.js --rate 2 --seed 0`,
      '--treatment',
      `'${process.execPath}' train.js --rate 1 --seed 0`,
      '--metric',
      'loss'
    ],
    ['data', 'list'],
    ['data', 'import', '.', 'mnist'],
    ['data', 'verify', 'digits'],
    ['power', '--effect', '0.8'],
    ['new', 'other/claim'],
    ['doctor']
  ]
}

describe('the network', () => {
  it('is asked for nothing by any command but data fetch', () => {
    project.writeOnlineClaims({}, { numSteps: 4_000 })
    project.writeDigitsClaim()
    project.write('train.js', TRAIN)
    const [, listed = ''] = /^Commands:\n([\s\S]*?)\n\n/m.exec(project.run(['--help']).stdout) ?? []
    const known = [...listed.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name!)
    expect(known.length).toBeGreaterThan(10)
    expect(known.filter((name) => name !== 'help' && !commands().some(([first]) => first === name))).toEqual([])
    const results = commands().map((args) => ({ args: args.join(' '), ...watched(args) }))
    expect(results.filter(({ asked }) => asked !== '')).toEqual([])
    // A command that stops before it has done anything asks for nothing, whatever it would do: only the import has none of
    // its files here.
    const stopped = results.filter(({ status }) => status === null || status > 1)
    expect(stopped.map(({ args }) => args)).toEqual(['worker --queue redis://127.0.0.1:6379', 'data import . mnist'])
    expect(existsSync(project.path('reports/x/report.html'))).toBe(true)
  })

  it('is asked by data fetch, which shows that it would be seen', () => {
    const { asked, status } = watched(['data', 'fetch', 'mnist'])
    expect(asked).not.toBe('')
    expect(status).not.toBe(0)
  })

  const inNamespace = canUnshare ? it : it.skip
  inNamespace('is not needed: a verification is the same where there is none at all (needs unshare -rn)', () => {
    project.writeOnlineClaims()
    const { status, stderr } = spawnSync('unshare', ['-rn', process.execPath, CLI, 'verify', '--name', 'alone'], {
      cwd: project.folder,
      encoding: 'utf8'
    })
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' })
    const alone = project.results()
    expect(project.run(['verify', '--store', 'other', '--name', 'online']).status).toBe(0)
    expect(project.results('other')).toEqual(alone)
  })
})
