import { readFileSync } from 'node:fs'
import { SCAFFOLD_KINDS } from '../../src/load/new'
import { Project } from '../support/project'

jest.setTimeout(60_000)

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

describe('claimcheck plan', () => {
  it('says what verify would run, and runs nothing', () => {
    project.writeOnlineClaims()
    const { stdout, status } = project.run(['plan', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ profile: 'quick', claims: 2, runs: 6, cachedRuns: 0 })
    expect(JSON.parse(stdout)).toMatchObject({ memory: { largestWorkerBytes: 60e6, workersLeftOut: 0 } })
    expect(status).toBe(0)
    expect(() => project.results()).toThrow(/ENOENT/)
    project.run(['verify'])
    expect(JSON.parse(project.run(['plan', '--json']).stdout)).toMatchObject({ cachedRuns: 6, estimateMs: 0 })
  })
})

describe('claimcheck new', () => {
  it.each([...SCAFFOLD_KINDS])(
    'writes a claim of kind %s that can be verified, and lint says what to write',
    (kind) => {
      expect(project.run(['new', 'my-paper/first', '--kind', kind]).status).toBe(0)
      const lint = project.run(['lint'])
      expect([lint.stdout, lint.status]).toEqual([
        expect.stringMatching(/source\.json[\s\S]*in your own words: authors/),
        0
      ])
      const verify = project.run(['verify', '--allow-programs'])
      expect([0, 1]).toContain(verify.status)
      expect(verify.stderr).toContain('my-paper/first: texts of "claimcheck new" still stand where your own belong')
    }
  )

  it('overwrites nothing', () => {
    project.run(['new', 'my-paper/first'])
    const before = readFileSync(project.path('claims/my-paper/first.json'), 'utf8')
    expect(project.run(['new', 'my-paper/first']).status).toBe(2)
    expect(readFileSync(project.path('claims/my-paper/first.json'), 'utf8')).toBe(before)
  })
})

describe('claimcheck runs', () => {
  it('lists the records with their state', () => {
    project.writeOnlineClaims()
    project.run(['verify'])
    expect(project.run(['runs']).stdout).toMatch(/periodic-linear .* Adam [\s\S]*6 valid/)
    const lines = project.run(['runs', '--json']).stdout.trim().split('\n')
    expect(lines.map((line) => (JSON.parse(line) as { state: string }).state)).toEqual(Array(6).fill('valid'))
  })

  it('removes only what it was told to', () => {
    project.writeOnlineClaims()
    project.run(['verify'])
    expect(project.run(['runs', '--remove']).status).toBe(2)
    expect(project.run(['runs', '--remove', '--state', 'torn']).stdout).toMatch(/no records/)
    expect(project.run(['runs']).stdout).toMatch(/6 valid/)
  })
})

describe('claimcheck data', () => {
  const empty = () => ({ CLAIMCHECK_DATA_DIR: '', CLAIMCHECK_CACHE_DIR: project.path('cache') })

  it('lists what is here and how to get the rest', () => {
    const { stdout } = project.run(['data', 'list'], empty())
    expect(stdout).toMatch(/digits:[\s\S]*available/)
    expect(stdout).toMatch(/mnist:[\s\S]*missing[\s\S]*npx claimcheck data fetch mnist/)
  })

  it('verifies what is here, byte by byte', () => {
    const { stdout, status } = project.run(['data', 'verify'], empty())
    expect(stdout).toMatch(/digits: ok/)
    expect(status).toBe(0)
  })
})

describe('claimcheck doctor', () => {
  it('says what there is, what is missing and how to get it', () => {
    const { stdout, status } = project.run(['doctor'])
    expect(status).toBe(0)
    expect(stdout).toMatch(/scalar:javascript: works/)
    expect(stdout).toMatch(/onnx:nchwc: (absent|broken|works)/)
    expect(stdout).toMatch(/onnx:plain: (absent|broken|works)/)
    expect(stdout).toMatch(/tfjs:wasm: works/)
    expect(stdout).toMatch(/tfjs:tfjs-node-gpu: (absent|broken|works)/)
    expect(stdout).toMatch(/GB of memory available/)
    expect(stdout).toMatch(/--engine auto uses scalar:javascript and (onnx|tfjs):/)
    expect(stdout).toMatch(/digits[\s\S]*available/)
    expect(JSON.parse(project.run(['doctor', '--json']).stdout)).toMatchObject({ store: { writable: true } })
  })
})
