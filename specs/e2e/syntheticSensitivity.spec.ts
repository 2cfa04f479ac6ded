import { readdirSync } from 'node:fs'
import { Project } from '../support/project'

jest.setTimeout(120_000)

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

const MAPS = { maps: [{ schedule: ['constant', 'inverse-sqrt'] }, { beta2: [0.99, 0.9999] }] }

interface MapsJson {
  readonly format: string
  readonly by: readonly string[]
  readonly maps: readonly {
    readonly cells: readonly {
      readonly setting: object
      readonly judgement: { readonly verdict: { readonly outcome: string } }
      readonly arms: readonly { readonly arm: string; readonly place: string }[]
    }[]
  }[]
}

const readReport = (name: string) => project.readJson(`reports/${name}/sensitivity.json`) as MapsJson

describe('claimcheck sensitivity of a synthetic claim', () => {
  it('judges the claim at every setting of the maps, and says where each arm ends', () => {
    project.writeOnlineClaims({}, MAPS)
    const { stdout, stderr, status } = project.run(['sensitivity', 'toy/online-adam', '--name', 'maps'])
    expect(status).toBe(0)
    // 4 cells of 2 arms from 3 starting points; the experiment's own setting is in both maps.
    expect(stderr).toMatch(/sensitivity of toy\/online-adam, 18 runs, 0 cached/)
    expect(stdout).toMatch(/Map over schedule[\s\S]*adam: at the worst point in 1, still moving in 1 of 2 cells\./)
    expect(readdirSync(project.path('reports/maps')).sort()).toEqual(['sensitivity.json', 'sensitivity.md'])
    const { format, by, maps } = readReport('maps')
    expect([format, by]).toEqual(['claimcheck-synthetic-maps', ['schedule', 'beta2']])
    const [own, repaired] = maps[1]!.cells
    expect([own!.judgement.verdict.outcome, own!.arms.map(({ place }) => place)]).toEqual([
      'reproduced',
      ['worst', 'best']
    ])
    expect(repaired!.arms).toMatchObject([{ arm: 'adam', place: 'best' }, { arm: 'amsgrad' }])
  })

  it('shares its runs with verify, restricts maps to the named axes, and repeats itself to the bit', () => {
    project.writeOnlineClaims({}, MAPS)
    expect(project.run(['verify', 'toy/online-adam', '--name', 'own']).status).toBe(0)
    const args = ['sensitivity', 'toy/online-adam', '--by', 'schedule', '--json']
    const first = project.run(args)
    expect(first.stderr).toMatch(/12 runs, 6 cached/)
    expect(project.run(args).stdout).toBe(first.stdout)
    expect((JSON.parse(first.stdout) as MapsJson).maps).toHaveLength(1)
  })

  it.each([
    ['an axis that no map has', ['--by', 'period'], /no map of experiment online varies period/],
    ['what belongs to networks', ['--by', 'dropout'], /a claim of this kind cannot be varied so/],
    ['what there is not', ['--by', 'weather'], /Allowed choices are seed, /]
  ])('refuses %s', (_what, flags, message) => {
    project.writeOnlineClaims({}, MAPS)
    const { stderr, status } = project.run(['sensitivity', 'toy/online-adam', ...flags])
    expect(status).toBe(2)
    expect(stderr).toMatch(message)
  })

  it('says what is missing where the experiment has no maps', () => {
    project.writeOnlineClaims()
    const { stderr, status } = project.run(['sensitivity', 'toy/online-adam'])
    expect(status).toBe(2)
    expect(stderr).toMatch(/experiment online has no maps/)
  })
})
