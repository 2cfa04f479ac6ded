import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { DIGITS_HYPOTHESIS, Project } from '../support/project'
import { REPORT_FILES } from '../support/reportFiles'

jest.setTimeout(120_000)

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

interface ReportJson {
  readonly claims: readonly {
    readonly claim: { readonly id: string }
    readonly judgement?: { readonly verdict: { readonly outcome: string }; readonly provisional: boolean }
  }[]
}

interface Selection {
  readonly combinations: readonly { readonly settings: readonly { readonly beta2: number }[] }[]
}

describe('claimcheck verify', () => {
  it('walks from claims to a report, and answers from the store the second time', () => {
    project.writeOnlineClaims()
    project.writeDigitsClaim()
    const first = project.run(['verify', '--name', 'first', '--jobs', '2'])
    expect(first.stderr).toMatch(/Plan, profile quick: 3 claims, 18 runs, 0 cached/)
    expect(first.stdout).toMatch(/online-adam.*reproduced/)
    expect(readdirSync(project.path('reports/first')).sort()).toEqual(REPORT_FILES)

    const second = project.run(['verify', '--name', 'second', '--jobs', '1'])
    expect(second.stderr).toMatch(/18 runs, 18 cached, nothing to run/)
    expect(second.status).toBe(first.status)
    for (const file of ['junit.xml', 'report.html', 'report.json', 'report.md']) {
      expect(readFileSync(project.path('reports/second', file))).toEqual(
        readFileSync(project.path('reports/first', file))
      )
    }
  })

  it('gives the same bytes from two empty stores, whatever the number of workers', () => {
    project.writeOnlineClaims()
    project.writeDigitsClaim()
    project.run(['verify', '--store', 'a', '--jobs', '2'])
    project.run(['verify', '--store', 'b', '--jobs', '1'])
    const results = project.results('a')
    expect(Object.keys(results)).toHaveLength(18)
    expect(project.results('b')).toEqual(results)
  })

  it('tunes on selection seeds first, then judges on fresh ones', () => {
    project.writeDigitsClaim(
      {
        hypothesis: {
          ...DIGITS_HYPOTHESIS,
          tuning: { select: 'validation.loss', per: 'arm', seeds: 3 }
        }
      },
      { grid: { learningRate: [0.001, 0.1] } }
    )
    const { stderr } = project.run(['verify', '--name', 'tuned'])
    expect(stderr).toMatch(/1 claim[s]?, 12 runs and 12 to 24 after selection/)
    const report = project.readJson('reports/tuned/report.json') as {
      runs: { purpose: string; seed: number; setting: object }[]
    }
    const seeds = (purpose: string) => [
      ...new Set(report.runs.filter((run) => run.purpose === purpose).map(({ seed }) => seed))
    ]
    expect(seeds('selection')).toEqual([1_000_000, 1_000_001, 1_000_002])
    expect(seeds('judgement')).toEqual([0, 1, 2, 3, 4, 5])
  })

  it('judges every setting that selection cannot tell from the best, and again from the report alone', () => {
    // In four updates beta2 moves the losses less than the validation images do.
    project.writeDigitsClaim(
      {
        hypothesis: {
          ...DIGITS_HYPOTHESIS,
          tuning: {}
        }
      },
      { grid: { beta2: [0.98, 0.981] } }
    )
    const { stdout } = project.run(['verify', '--name', 'contested'])
    expect(stdout).toContain('toy/digits-loss')
    const report = project.readJson('reports/contested/report.json') as {
      claims: [{ judgement: { selection: Selection; contenders: readonly { arm: string }[] } }]
    }
    const [{ judgement }] = report.claims
    const { selection, contenders } = judgement
    expect(selection).toMatchObject({ judgedAt: 'contenders', arms: [{ contenders: 2 }, { contenders: 2 }] })
    expect(selection.combinations.map(({ settings }) => settings.map(({ beta2 }) => beta2)).sort()).toEqual([
      [0.98, 0.98],
      [0.98, 0.981],
      [0.981, 0.98],
      [0.981, 0.981]
    ])
    expect(contenders.map(({ arm }) => arm)).toEqual(['adam', 'amsgrad'])
    project.run(['report', '--from', 'reports/contested/report.json', '--name', 'again'])
    expect(readFileSync(project.path('reports/again/report.json'), 'utf8')).toBe(
      readFileSync(project.path('reports/contested/report.json'), 'utf8')
    )
  })

  it('--json prints exactly report.json on standard output', () => {
    project.writeOnlineClaims()
    const { stdout } = project.run(['verify', '--json', '--name', 'json'])
    expect(stdout).toBe(readFileSync(project.path('reports/json/report.json'), 'utf8'))
  })

  it('judges the family of a named claim as a whole', () => {
    project.writeOnlineClaims()
    project.writeDigitsClaim()
    const { stdout } = project.run(['verify', 'toy/online-adam', '--json'])
    const report = JSON.parse(stdout) as ReportJson
    expect(report.claims.map(({ claim }) => claim.id)).toEqual(['toy/online-adam', 'toy/online-amsgrad'])
  })

  it("judges nobody else's claims where there are none, unless asked to", () => {
    for (const command of ['verify', 'plan', 'lint']) {
      const { stderr, status } = project.run([command])
      expect(status).toBe(2)
      expect(stderr).toMatch(/claims: there are no claims here[\s\S]*to mend: .*claimcheck new .* --bundled/)
    }
    const { stdout, status } = project.run(['plan', '--bundled', 'reddi2018/theorem1*'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/reddi2018\/theorem1-c4-adam: 5 runs/)
    project.writeOnlineClaims()
    expect(project.run(['plan', '--bundled', 'reddi2018/theorem1*']).status).toBe(0)
    expect(project.run(['plan', '--bundled', '--claims', 'claims']).stderr).toMatch(/--bundled.*cannot be used with/)
  })

  it('says in the report that the claims came with claimcheck', () => {
    const { stdout } = project.run(['verify', '--bundled', 'reddi2018/theorem1-c4-adam', '--json'])
    const { claims } = JSON.parse(stdout) as { claims: { replay: string }[] }
    expect(claims[0]!.replay).toMatch(/ --bundled$/)
  })

  it('takes an empty CLAIMCHECK_STORE for none', () => {
    project.writeOnlineClaims()
    project.run(['verify'], { CLAIMCHECK_STORE: '' })
    expect(Object.keys(project.results('.claimcheck/store'))).toHaveLength(6)
  })

  it('another number of seeds makes the verdict provisional, and a provisional verdict never matches', () => {
    project.writeDigitsClaim({ expected: { quick: { outcome: 'inconclusive', why: 'for the test' } } })
    const { stdout, status } = project.run(['verify', '--seeds', '3', '--json'])
    expect((JSON.parse(stdout) as ReportJson).claims[0]!.judgement!.provisional).toBe(true)
    expect(status).toBe(1)
  })

  it('runs again what was torn, edited or put in the place of another record, and says so', () => {
    project.writeOnlineClaims()
    project.run(['verify'])
    const before = project.results()
    const files = readdirSync(project.path('.claimcheck/store'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .map((file) => project.path('.claimcheck/store', file))
    const [torn, edited, foreign, whole] = files as [string, string, string, string]
    writeFileSync(torn, readFileSync(torn, 'utf8').slice(0, 500))
    writeFileSync(edited, readFileSync(edited, 'utf8').replace('"completed"', '"completed "'))
    writeFileSync(foreign, readFileSync(whole))

    const { stderr, status } = project.run(['verify'])
    for (const file of [torn, edited, foreign]) expect(stderr).toContain(path.basename(file))
    expect(stderr).toMatch(/6 runs, 3 cached/)
    expect(status).toBe(0)
    expect(project.results()).toEqual(before)
  })

  it('killed with SIGKILL it loses no finished run, and the next call gives what one call would have given', async () => {
    project.writeOnlineClaims({}, { numSteps: 20_000_000 })
    const child = project.start(['verify', '--jobs', '2'])
    await new Promise<void>((resolve) => {
      const poll = setInterval(() => {
        const done = (() => {
          try {
            return Object.keys(project.results()).length
          } catch {
            return 0
          }
        })()
        if (done >= 2) {
          clearInterval(poll)
          resolve()
        }
      }, 20)
    })
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    const kept = project.results()
    expect(Object.keys(kept).length).toBeGreaterThanOrEqual(2)

    const resumed = project.run(['verify', '--name', 'resumed'])
    expect(resumed.stderr).toMatch(/6 runs, [2-6] cached/)
    project.run(['verify', '--store', 'fresh'])
    expect(project.results()).toMatchObject(kept)
    expect(project.results()).toEqual(project.results('fresh'))
  })
})

describe('claimcheck report', () => {
  it('judges what the store holds and trains nothing', () => {
    project.writeOnlineClaims()
    const before = project.run(['report', '--json', '--strict'])
    expect(before.status).toBe(3)
    expect(before.stdout).toContain('not-run')
    project.run(['verify', '--name', 'verified'])
    project.run(['report', '--name', 'reported'])
    expect(project.readJson('reports/reported/report.json')).toEqual(project.readJson('reports/verified/report.json'))
  })

  it('judges the evidence of an older report again', () => {
    project.writeOnlineClaims()
    project.run(['verify', '--name', 'verified'])
    const { status } = project.run(['report', '--from', 'reports/verified/report.json', '--name', 'again'])
    expect(status).toBe(0)
    expect(project.readJson('reports/again/report.json')).toEqual(project.readJson('reports/verified/report.json'))
  })

  it('writes its data compressed on request, and every command reads it so', () => {
    project.writeOnlineClaims()
    const { stdout } = project.run(['verify', '--name', 'plain'])
    expect(stdout).toContain('report.json,')
    expect(project.run(['verify', '--name', 'packed', '--compress']).stdout).toContain('report.json.gz,')
    const packed = 'reports/packed/report.json.gz'
    const bytes = readFileSync(project.path(packed))
    expect(gunzipSync(bytes)).toEqual(readFileSync(project.path('reports/plain/report.json')))

    const [id] = (project.readJson('reports/plain/report.json') as ReportJson).claims.map(({ claim }) => claim.id)
    const commands = [
      ['report', '--from', packed, '--name', 'again', '--compress'],
      ['report', '--from', packed, '--compare', packed, '--strict', '--name', 'compared'],
      ['show', id!, '--from', packed],
      ['export', 'csv', '--from', packed, '--out', 'runs'],
      ['export', 'ro-crate', '--from', packed, '--licence', 'CC-BY-4.0', '--out', 'crate']
    ]
    expect(commands.map((command) => project.run(command)).filter(({ status }) => status !== 0)).toEqual([])
    expect(readFileSync(project.path('reports/again/report.json.gz'))).toEqual(bytes)

    writeFileSync(project.path('torn.json.gz'), bytes.subarray(0, 100))
    const torn = project.run(['report', '--from', 'torn.json.gz'])
    expect(torn.status).toBe(2)
    expect(torn.stderr).toMatch(/^torn\.json\.gz: the compressed data cannot be used[\s\S]*cut off[\s\S]*to mend:/)
  })
})
