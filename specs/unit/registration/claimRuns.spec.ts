import { claimRuns, engineFreeKey } from '../../../src/registration/claimRuns'
import { claim, classificationExperiment, LOWER, SCALAR_IDENTITY, TFJS_IDENTITY } from '../../support/builders'
import { CLAIM, loaded, runSpec } from './builders'

describe('engineFreeKey', () => {
  it('is the same whatever executed the run, and differs where the run does', () => {
    const key = engineFreeKey(runSpec(0, { engine: TFJS_IDENTITY }))
    expect(engineFreeKey(runSpec(0, { engine: { ...SCALAR_IDENTITY, numerics: 'f'.repeat(64) } }))).toBe(key)
    expect(engineFreeKey(runSpec(1, { engine: TFJS_IDENTITY }))).not.toBe(key)
  })
})

describe('claimRuns', () => {
  it('holds the runs of every profile on every seed, and no other', () => {
    const runs = claimRuns(CLAIM, loaded(CLAIM))
    // Two arms, 10 seeds; standard is the same protocol as paper.
    expect(runs.size).toBe(2 * 10 * 2)
    expect(runs.get(engineFreeKey(runSpec(9, { profile: 'quick' })))).toMatchObject({ profile: 'quick' })
    expect(runs.get(engineFreeKey(runSpec(9)))).toMatchObject({ profile: 'standard', role: { seed: 9, arm: 'adam' } })
    expect(runs.has(engineFreeKey(runSpec(10)))).toBe(false)
    expect(runs.has(engineFreeKey(runSpec(0, { setting: { learningRate: 0.5 } })))).toBe(false)
  })

  it('holds every setting that tuning could choose, and the runs that choose', () => {
    const tuned = {
      ...CLAIM,
      hypothesis: { ...LOWER, tuning: { select: 'validation.loss', per: 'arm', seeds: 3 } as const }
    }
    const runs = claimRuns(tuned, loaded(tuned))
    const setting = { learningRate: 0.01, beta2: 0.999 }
    expect(runs.get(engineFreeKey(runSpec(4, { setting })))?.role.purpose).toBe('judgement')
    expect(runs.get(engineFreeKey(runSpec(1_000_002, { setting })))?.role.purpose).toBe('selection')
    // Two distinct protocols, 4 settings, 2 arms, 10 judgement and 3 selection seeds.
    expect(runs.size).toBe(2 * 4 * 2 * 13)
  })

  it("takes the profile's own number of seeds", () => {
    const experiment = classificationExperiment({
      profiles: { quick: { departure: null, seeds: { min: 12, max: 12 } } }
    })
    const runs = claimRuns(CLAIM, {
      claims: [CLAIM],
      experiments: new Map([[experiment.id, experiment]]),
      datasets: new Map()
    })
    expect(runs.size).toBe(2 * 12)
  })

  it('of a claim that is made of others holds theirs, even where they name each other', () => {
    const all = (id: string, ...claims: string[]) =>
      claim({ id, experiment: null, hypothesis: { kind: 'all-of', claims } })
    const outer = all('toy/all', CLAIM.id, 'toy/inner')
    const inner = all('toy/inner', 'toy/all')
    expect(claimRuns(outer, loaded(CLAIM, outer, inner))).toEqual(claimRuns(CLAIM, loaded(CLAIM)))
    expect(claimRuns(inner, loaded(inner))).toEqual(new Map())
  })

  it('is empty for arithmetic', () => {
    const sum = claim({ experiment: null, hypothesis: { kind: 'arithmetic', expression: '1', low: 1, high: 1 } })
    expect(claimRuns(sum, loaded(sum)).size).toBe(0)
  })
})
