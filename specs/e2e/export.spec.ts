import { createHash } from 'node:crypto'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { parseCsv } from '../support/parseCsv'
import { Project } from '../support/project'
import { missingPython, runPython } from '../support/python'

jest.setTimeout(120_000)

const FROM = ['--from', 'reports/first/report.json']

let project: Project
let records: readonly { readonly key: string; readonly metrics: Record<string, { at: number[]; values: number[] }> }[]
beforeAll(() => {
  project = new Project()
  project.writeOnlineClaims()
  expect(project.run(['verify', '--name', 'first']).status).toBe(0)
  records = Object.entries(project.results()).map(([key, text]) => ({ key, ...JSON.parse(text) }))
})
afterAll(() => project.remove())

function exported(format: string, ...args: readonly string[]): string {
  const out = `out-${format}`
  rmSync(project.path(out), { recursive: true, force: true })
  const { status, stderr, stdout } = project.run(['export', format, '--out', out, ...args])
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/^6 runs, \d+ files: out-/)
  return project.path(out)
}

const python = (name: string, missing: string | null) =>
  [`${name}${missing === null ? '' : ` [skipped: ${missing}]`}`, missing === null ? it : it.skip] as const

describe('claimcheck export', () => {
  it('writes CSV in which every value of every record stands, once', () => {
    const folder = exported('csv', ...FROM)
    const read = (name: string) => parseCsv(readFileSync(path.join(folder, name), 'utf8')).slice(1)
    const expected = records.flatMap(({ key, metrics }) =>
      Object.entries(metrics).flatMap(([metric, { at, values }]) =>
        at.map((place, index) => [key, metric, 'step', String(place), String(values[index])].join())
      )
    )
    expect(
      read('metrics.csv')
        .map((row) => row.join())
        .sort()
    ).toEqual(expected.sort())
    expect(read('runs.csv')).toHaveLength(6)
    expect(read('roles.csv').map((row) => row[2])).toEqual(expect.arrayContaining(['adam', 'amsgrad']))
  })

  it('takes the whole store without a report, and only a new folder', () => {
    exported('csv')
    const again = project.run(['export', 'csv', '--out', 'out-csv'])
    expect(again.status).toBe(2)
    expect(again.stderr).toMatch(/is not empty/)
    expect(project.run(['export', 'csv', '--out', 'x', '--store', 'nowhere']).stderr).toMatch(/no run to export/)
  })

  it.each([
    ['mlrc', ['summary.tex', 'summary.md', 'checklist.md', 'claims.tex']],
    ['rescience', ['metadata.yaml', 'claims.tex']],
    ['latex', ['claims.tex']]
  ])('fills in what %s asks for, twice the same', (name, files) => {
    const texts = ['a', 'b'].map((copy) => {
      const out = `${name}-${copy}`
      const { status, stdout } = project.run(['export', name, ...FROM, '--source', 'toy', '--out', out])
      expect({ status, stdout }).toEqual({ status: 0, stdout: `${files.join(', ')}: ${out}\n` })
      return files.map((file) => readFileSync(project.path(`${out}/${file}`), 'utf8'))
    })
    expect(texts[0]).toEqual(texts[1])
    expect(texts[0]!.join()).toContain('ends at 1')
    expect(project.run(['export', name, ...FROM, '--source', 'toi', '--out', 'c']).stderr).toMatch(
      /did you mean "toy"\?/
    )
  })

  const [tensorboard, whereTensorboard] = python('tensorboard reads its event files', missingPython('tensorboard'))
  whereTensorboard(tensorboard, () => {
    const folder = exported('tensorboard', ...FROM)
    const runs = JSON.parse(runPython('readEvents.py', [folder])) as Record<
      string,
      { scalars: Record<string, [number, number][]>; hparams: Record<string, unknown> }
    >
    expect(Object.keys(runs)).toHaveLength(6)
    for (const [name, { scalars, hparams }] of Object.entries(runs)) {
      expect(name).toMatch(/^online\/(adam|amsgrad)\/seed-0-start-/)
      const { metrics } = records.find(({ key }) => name.endsWith(key.slice(0, 12)))!
      for (const [metric, { at, values }] of Object.entries(metrics)) {
        // TensorBoard holds single precision.
        expect(scalars[metric.replace('.', '/')]).toEqual(at.map((step, index) => [step, Math.fround(values[index]!)]))
      }
      expect(hparams).toMatchObject({ optimizer: name.includes('amsgrad') ? 'AMSGrad' : 'Adam', learningRate: 0.02 })
    }
  })

  const [mlflow, whereMlflow] = python('MLflow imports its runs, once', missingPython('mlflow'))
  whereMlflow(mlflow, () => {
    const script = path.join(exported('mlflow', ...FROM), 'import_runs.py')
    const uri = `sqlite:///${project.path('mlflow.db')}`
    expect(runPython(script, ['--tracking-uri', uri])).toMatch(/6 runs imported, 0 were there already/)
    expect(runPython(script, ['--tracking-uri', uri])).toMatch(/0 runs imported, 6 were there already/)
    const runs = JSON.parse(runPython('readMlflow.py', [uri])) as {
      readonly experiment: string
      readonly status: string
      readonly tags: Record<string, string>
      readonly x: [number, number][]
    }[]
    expect(runs).toHaveLength(6)
    for (const { experiment, status, tags, x } of runs) {
      expect({ experiment, status }).toEqual({ experiment: 'claimcheck: online', status: 'FINISHED' })
      const { at, values } = records.find(({ key }) => key === tags['claimcheck.run'])!.metrics.x!
      expect(x.sort(([a], [b]) => a - b)).toEqual(at.map((step, index) => [step, values[index]]))
    }
  })

  const CRATE = [...FROM, '--licence', 'CC-BY-4.0', '--author', 'A. Author']

  it('writes an RO-Crate whose checksums fit its files, the same whenever it is written', () => {
    const folder = exported('ro-crate', ...CRATE)
    const text = readFileSync(path.join(folder, 'ro-crate-metadata.json'), 'utf8')
    const { '@graph': graph } = JSON.parse(text) as { '@graph': { '@id': string; '@type': string; sha256?: string }[] }
    const files = graph.filter((entity) => entity['@type'] === 'File')
    expect(files).toHaveLength(6 + 6)
    for (const { '@id': name, sha256 } of files) {
      expect(
        createHash('sha256')
          .update(readFileSync(path.join(folder, name)))
          .digest('hex')
      ).toBe(sha256)
    }
    const again = exported('ro-crate', ...CRATE)
    expect(readFileSync(path.join(again, 'ro-crate-metadata.json'), 'utf8')).toBe(text)
    const bad = project.run(['export', 'ro-crate', ...FROM, '--licence', 'not a licence', '--out', 'y'])
    expect(bad).toMatchObject({ status: 2, stderr: expect.stringContaining('SPDX') })
  })

  it('packs the records of an archive into one file, and names their digest either way', () => {
    const { records: named } = project.readJson(FROM[1]!) as { records: { digest: string } }
    expect(project.run(['store', 'export', 'records.jsonl.gz']).status).toBe(0)
    const identifiers = [CRATE, [...CRATE, '--records', 'records.jsonl.gz']].map((args) => {
      const text = readFileSync(path.join(exported('ro-crate', ...args), 'ro-crate-metadata.json'), 'utf8')
      const { '@graph': graph } = JSON.parse(text) as {
        '@graph': { '@id': string; '@type': string; identifier?: string }[]
      }
      const files = graph.filter((entity) => entity['@type'] === 'File').map((entity) => entity['@id'])
      return [
        files.filter((file) => file.startsWith('records/')).length,
        graph.find((entity) => entity['@id'] === '#records')!.identifier
      ]
    })
    const identifier = `claimcheck-records:sha256:${named.digest}`
    expect(identifiers).toEqual([
      [6, identifier],
      [1, identifier]
    ])
    const packed = path.join(project.path('out-ro-crate'), 'records/records.jsonl.gz')
    expect(readFileSync(packed).equals(readFileSync(project.path('records.jsonl.gz')))).toBe(true)
    const both = project.run(['export', 'csv', '--out', 'x', '--store', 'y', '--records', 'records.jsonl.gz'])
    expect(both.status).toBe(2)
  })

  const [validator, whereValidator] = python(
    'the validator of RO-Crates finds nothing in it',
    missingPython('rocrate_validator', 'rocrate')
  )
  whereValidator(validator, () => {
    const folder = exported('ro-crate', ...CRATE)
    const required = JSON.parse(runPython('validateRoCrate.py', [folder, 'REQUIRED']))
    expect(required).toEqual({ passed: true, issues: [] })
    const { issues } = JSON.parse(runPython('validateRoCrate.py', [folder, 'RECOMMENDED'])) as { issues: string[] }
    // Publisher and affiliation are the depositor's, and nobody told us.
    expect(issues.filter((issue) => !/`publisher`|affiliation/.test(issue))).toEqual([])
  })
})

describe('claimcheck report --compare', () => {
  it('says that nothing changed, and fails with --strict only where an outcome flipped', () => {
    const same = project.run(['report', ...FROM, '--compare', FROM[1]!, '--strict', '--name', 'same'])
    expect(same.stdout).toMatch(/^No verdict flipped and no effect moved; 2 of 2 shared claims are unchanged\.\n/)
    expect(same.status).toBe(0)
    const older = readFileSync(project.path(FROM[1]!), 'utf8').replaceAll(
      '"outcome": "reproduced"',
      '"outcome": "refuted"'
    )
    // Of an older version, whose summaries are not made again: an outcome that was another one then.
    const flippedThen = older.replaceAll('"subtype": null', '"subtype": "elsewhere"')
    project.write('older.json', flippedThen.replace(/"formatVersion": \d+/, '"formatVersion": 3'))
    const flipped = project.run(['report', ...FROM, '--compare', 'older.json', '--name', 'flipped'])
    expect(flipped).toMatchObject({ status: 0, stdout: expect.stringMatching(/^toy\/online-adam: FLIPPED\n/) })
    const strict = project.run([
      'report',
      ...FROM,
      '--compare',
      'older.json',
      '--strict',
      '--json',
      '--name',
      'flipped'
    ])
    expect(strict.status).toBe(1)
    expect(JSON.parse(strict.stdout)).toEqual(project.readJson('reports/flipped/comparison.json'))
    expect(JSON.parse(strict.stdout)).toMatchObject({ counts: { flipped: 2 } })
  })

  it('appends what changed to the page of a CI job, and refuses options that speak of verdicts', () => {
    const compare = ['report', ...FROM, '--compare', FROM[1]!]
    const page = project.path('page.md')
    expect(project.run([...compare, '--summary', '--name', 'page'], { GITHUB_STEP_SUMMARY: page }).status).toBe(0)
    expect(readFileSync(page, 'utf8')).toBe(`${readFileSync(project.path('reports/page/comparison.md'), 'utf8')}\n`)
    for (const other of [['--html'], ['--require', 'reproduced']]) {
      const { status, stderr } = project.run([...compare, ...other])
      expect(status).toBe(2)
      expect(stderr).toMatch(/'--compare <older\.json>' cannot be used with/)
    }
  })

  it('does not read a report of another version', () => {
    const text = readFileSync(project.path(FROM[1]!), 'utf8').replace('"formatVersion": 4', '"formatVersion": 1')
    project.write('version1.json', text)
    const { status, stderr } = project.run(['report', ...FROM, '--compare', 'version1.json'])
    expect(status).toBe(2)
    expect(stderr).toMatch(/version1\.json: the report has a format version that this release does not read/)
  })
})

describe('claimcheck show', () => {
  it('shows one claim of a report, or of the store, and names what it does not know', () => {
    const fromReport = project.run(['show', 'toy/online-adam', ...FROM])
    expect(fromReport.stdout).toMatch(/^toy\/online-adam: reproduced, as expected\n[\s\S]*^start -1 .*o/m)
    expect(project.run(['show', 'toy/online-adam']).stdout).toBe(fromReport.stdout)
    expect(project.run(['show', 'toy', ...FROM])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('2 claims')
    })
    expect(project.run(['show', 'toy/online-adm', ...FROM]).stderr).toMatch(/did you mean toy\/online-adam/)
  })
})
