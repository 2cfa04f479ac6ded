import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { loggedFiles } from '../../../src/compare/loggedFiles'

const QUESTION = {
  control: 'a',
  treatment: 'b',
  metric: 'loss',
  better: 'lower',
  margin: { relative: 0.01, epsilon: 0 },
  alpha: 0.05
} as const
let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'claimcheck-logged-'))
})
afterEach(() => rmSync(cwd, { recursive: true, force: true }))

/** A log of either arm, where the pattern has it. */
function files(pattern: string, arms: readonly string[] = ['a', 'b']) {
  for (const arm of arms) {
    const values: Readonly<Record<string, string>> = { arm, seed: '1', run: '1', lr: '0.1' }
    const file = path.join(cwd, pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]!).replace(/\*+/g, 'x'))
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, '')
  }
  return loggedFiles('x/y', pattern, QUESTION, { root: path.join(cwd, '.root'), cwd })
}

describe('loggedFiles', () => {
  it.each([
    ['runs/{arm}/seed{seed}/log.csv', '../runs', '*/seed*/log.csv', '^(?<arm>[^/]+?)/seed(?<seed>\\d+)/log\\.csv$'],
    ['{arm}_{run}.jsonl', '..', '*_*.jsonl', '^(?<arm>[^/]+?)_(?<run>\\d+)\\.jsonl$'],
    ['logs/x/{arm}-lr{lr}/*.csv', '../logs/x', '*-lr*/*.csv', '^(?<arm>[^/]+?)-lr(?<lr>[^/]+?)/[^/]*\\.csv$'],
    ['l/{arm}/{arm}.{seed}.csv', '../l', '*/*.*.csv', '^(?<arm>[^/]+?)/[^/]+\\.(?<seed>\\d+)\\.csv$']
  ])('%s', (pattern, folder, glob, name) => {
    const { claim, mapping } = files(pattern)
    expect(claim.logs!.evidence).toEqual({ folder, mapping: 'mappings/y.json' })
    expect(mapping).toMatchObject({ file: 'mappings/y.json', content: { log: { files: [glob] }, name } })
  })

  it('pairs by the seed, by the run number, or not at all; other names are settings', () => {
    expect(files('{arm}/{seed}.csv').mapping.content.run).toEqual({ from: [{ name: 'seed' }], pairing: 'seed' })
    expect(files('{arm}/{run}.csv').mapping.content.run).toEqual({ from: [{ name: 'run' }], pairing: 'number' })
    expect(files('{arm}/*.csv').mapping.content.run).toBeUndefined()
    expect(files('{arm}/{lr}/{seed}.csv').mapping.content.settings).toEqual({ lr: { from: [{ name: 'lr' }] } })
  })

  it('has to know where the arm stands', () => {
    expect(() => files('runs/{seed}.csv')).toThrow(/the logs have no place for the arm/)
  })

  it('takes ** for folders, none of them too', () => {
    files('g/{arm}/**/seed{seed}/x.csv')
    files('g/{arm}/seed{seed}/x.csv')
    const { mapping } = files('g/{arm}/**/seed{seed}/x.csv')
    const expression = new RegExp(mapping.content.name!)
    for (const place of ['a/seed1/x.csv', 'a/v/seed1/x.csv', 'a/v/w/seed1/x.csv']) {
      expect(expression.exec(place)?.groups).toEqual({ arm: 'a', seed: '1' })
    }
    expect(expression.test('a/bseed1/x.csv')).toBe(false)
  })

  it.each([
    ['r/{arm}/seed[0-9].csv', ['a', 'b'], /wildcards that are not known here/],
    ['r/{arm}.csv', ['a', 'c'], /no log of arm "b" is there/],
    ['r/{arm}.csv', [], /the folder of the logs cannot be read/]
  ])('refuses %s with logs of %j', (pattern, arms, message) => expect(() => files(pattern, arms)).toThrow(message))
})
