import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { lintClaims } from '../../../src/load/lint'
import { loadClaims } from '../../../src/load/load'
import { homeOf, packagesIn, projectOf } from '../../../src/load/packages'
import { readRegistrations } from '../../../src/registration/registrationsFile'

let root: string
const at = (...steps: string[]) => path.join(root, ...steps)
const write = (file: string, content: object) => {
  mkdirSync(path.dirname(at(file)), { recursive: true })
  writeFileSync(at(file), JSON.stringify(content))
}

function writeSource(folder: string, key: string, experiment = `${key}-run`) {
  write(`${folder}experiments/${experiment}.json`, {
    id: experiment,
    kind: 'program',
    description: 'A script.',
    sourceProtocol: 'Not told.',
    command: ['python3', 'programs/train.py', '{args}', '--seed', '{seed}'],
    arms: { a: { settings: { lr: 1 } }, b: { settings: { lr: 2 } } },
    metrics: { 'train.loss': { from: 'loss', better: 'lower' } },
    profiles: { quick: { departure: null } }
  })
  write(`${folder}${key}/source.json`, { key, citation: 'A paper.' })
  write(`${folder}${key}/first.json`, {
    id: `${key}/first`,
    source: { locator: 'Table 1', quote: 'lower' },
    statement: 'The loss of a ends lower than that of b.',
    experiment,
    hypothesis: { kind: 'lower', metric: 'train.loss', treatment: 'a', control: 'b', margin: { relative: 0.01 } },
    decision: { seeds: { max: 10 } }
  })
}

beforeEach(() => {
  root = path.join(mkdtempSync(path.join(tmpdir(), 'packages-')), 'claims')
  writeSource('', 'own')
  writeSource('theirs/', 'paper')
  write('theirs/package.json', { name: 'their-claims', version: '1.0.0' })
  write('theirs/programs/settings.json', {})
})
afterEach(() => rmSync(path.dirname(root), { recursive: true }))

describe('a package in a claims root', () => {
  it('is loaded with the root, and gives the same alone, wherever it lies', () => {
    expect(lintClaims(root)).toEqual([])
    expect(packagesIn(root)).toEqual(['theirs'])
    const all = loadClaims(root)
    expect(all.claims.map(({ id }) => id)).toEqual(['own/first', 'paper/first'])
    expect(all.origins.get('paper/first')).toBe('theirs/paper/first.json')
    const copy = path.join(path.dirname(root), 'a-copy-of-another-name')
    cpSync(at('theirs'), copy, { recursive: true })
    const alone = loadClaims(copy)
    expect(alone.claims).toEqual([all.claims[1]])
    expect(alone.experiments.get('paper-run')).toEqual(all.experiments.get('paper-run'))
    expect(projectOf(copy, 'paper-run')).toBe(copy)
  })

  it('has its programs in it; those of the root lie beside the root', () => {
    expect(projectOf(root, 'paper-run')).toBe(at('theirs'))
    expect(projectOf(root, 'own-run')).toBe(path.dirname(root))
    expect([homeOf(root, 'paper'), homeOf(root, 'own')]).toEqual([at('theirs'), root])
  })

  it('names nothing outside of it', () => {
    rmSync(at('theirs/experiments'), { recursive: true })
    write('experiments/paper-run.json', { ...{ id: 'paper-run' } })
    const said = lintClaims(root).map(({ file, message }) => `${file}: ${message}`)
    expect(said.filter((line) => line.startsWith('theirs/paper/first.json'))).not.toEqual([])
  })

  it('has no name and no family that another one has', () => {
    writeSource('', 'paper')
    const said = lintClaims(root).map(({ message }) => message)
    expect(said).toEqual(
      expect.arrayContaining([
        'two of the name paper',
        'two of the name paper-run',
        expect.stringMatching(/^the family/)
      ])
    )
  })

  it('keeps its registrations in it', () => {
    write('theirs/registrations.json', { registrations: {} })
    expect(readRegistrations(root).size).toBe(0)
    write('theirs/registrations.json', { registrations: 1 })
    expect(() => readRegistrations(root)).toThrow(/theirs.registrations.json/)
  })
})
