import { minPairs, minSuccesses } from '../../../src/spec/checkReach'
import { inspectFiles } from '../../../src/spec/lint'
import { memoryFile, ownFile } from './documents'

describe('minPairs', () => {
  // Smallest n with 2^(1-n) <= 0.05/m, by hand: 2^-5 = 0.03125, 2^-8 = 0.0039, 2^-10 = 0.00098.
  it.each([
    [1, 6],
    [10, 9],
    [48, 11]
  ])('for a family of %i is %i', (size, expected) => {
    expect(minPairs(0.05 / size)).toBe(expected)
  })

  it('takes a level that is just reached', () => {
    expect(minPairs(2 ** -5)).toBe(6)
  })
})

describe('minSuccesses', () => {
  // SciPy 1.17.1: next(n for n in range(1, 200) if scipy.stats.beta.ppf(0.025, n, 1) > share)
  it.each([
    [0.5, 6],
    [0.8, 17],
    [0.9, 36],
    [0.95, 72]
  ])('for a share of %f is %i', (share, expected) => {
    expect(minSuccesses(0.05, share)).toBe(expected)
  })
})

describe('a share next to 1', () => {
  it('needs more seeds than anybody has, and is told at once', () => {
    expect(minSuccesses(0.05, 1 - 2 ** -53)).toBeGreaterThan(1e16)
  })
})

describe('reach of claims', () => {
  const claim = (id: string, seeds: number) => {
    const file = ownFile('claimcheck/digits-logreg-train-loss.json') as { decision: object }
    return memoryFile(`claimcheck/${id}.json`, { ...file, id: `claimcheck/${id}`, decision: { seeds: { max: seeds } } })
  }
  const experiment = memoryFile('experiments/digits-logreg.json', {
    ...(ownFile('experiments/digits-logreg.json') as object),
    profiles: {}
  })
  const warnings = (...seeds: number[]) =>
    inspectFiles([experiment, ...seeds.map((count, i) => claim(`c${i}`, count))]).problems

  it('warns of nothing at n_min', () => {
    expect(warnings(6)).toEqual([])
  })

  it('warns below n_min, once for all profiles', () => {
    expect(warnings(5)).toEqual([
      expect.objectContaining({ severity: 'warning', path: '$.decision.seeds.max', received: '5' })
    ])
  })

  it('counts the family: a second claim raises n_min to 7', () => {
    expect(warnings(6, 7).map(({ file }) => file)).toEqual(['claimcheck/c0.json'])
  })

  it('does not count claims without a p value', () => {
    const online = {
      ...(ownFile('reddi2018/online-adam.json') as object),
      family: 'claimcheck-digits-logreg'
    }
    const files = [
      experiment,
      claim('c0', 6),
      memoryFile('reddi2018/online-adam.json', online),
      memoryFile('experiments/reddi2018-online.json', ownFile('experiments/reddi2018-online.json'))
    ]
    expect(inspectFiles(files).problems).toEqual([])
  })
})
