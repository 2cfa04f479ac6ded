import { loggedFiles } from '../../../src/compare/loggedFiles'

const QUESTION = {
  control: 'a',
  treatment: 'b',
  metric: 'loss',
  better: 'lower',
  margin: { relative: 0.01, epsilon: 0 },
  alpha: 0.05
} as const
const PLACES = { root: '/project/.root', cwd: '/project' }

const files = (pattern: string) => loggedFiles('x/y', pattern, QUESTION, PLACES)

describe('loggedFiles', () => {
  it.each([
    ['runs/{arm}/seed{seed}/log.csv', '../runs', '*/seed*/log.csv', '^(?<arm>[^/]+?)/seed(?<seed>\\d+)/log\\.csv$'],
    ['{arm}_{run}.jsonl', '..', '*_*.jsonl', '^(?<arm>[^/]+?)_(?<run>\\d+)\\.jsonl$'],
    ['/logs/x/{arm}-lr{lr}/*.csv', '../../logs/x', '*-lr*/*.csv', '^(?<arm>[^/]+?)-lr(?<lr>[^/]+?)/[^/]*\\.csv$'],
    ['l/{arm}/{arm}.{seed}.csv', '../l', '*/*.*.csv', '^(?<arm>[^/]+?)/[^/]+\\.(?<seed>\\d+)\\.csv$']
  ])('%s', (pattern, folder, glob, name) => {
    const { claim, mapping } = files(pattern)
    expect(claim.logs!.evidence).toEqual({ folder, mapping: 'mappings/y.json' })
    expect(mapping).toMatchObject({ log: { files: [glob] }, name })
  })

  it('pairs by the seed, by the run number, or not at all; other names are settings', () => {
    expect(files('{arm}/{seed}.csv').mapping.run).toEqual({ from: [{ name: 'seed' }], pairing: 'seed' })
    expect(files('{arm}/{run}.csv').mapping.run).toEqual({ from: [{ name: 'run' }], pairing: 'number' })
    expect(files('{arm}/*.csv').mapping.run).toBeUndefined()
    expect(files('{arm}/{lr}/{seed}.csv').mapping.settings).toEqual({ lr: { from: [{ name: 'lr' }] } })
  })

  it('has to know where the arm stands', () => {
    expect(() => files('runs/{seed}.csv')).toThrow(/the logs have no place for the arm/)
  })
})
