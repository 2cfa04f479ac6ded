import { InputError } from '../../../../src/errors'
import { isSyntheticClaim, prepareMaps } from '../../../../src/sensitivity/synthetic/prepareMaps'
import type { SyntheticMapOptions } from '../../../../src/sensitivity/synthetic/types'
import { CLAIMS_ROOT } from '../../../unit/claims/documents'

const options = (overrides: Partial<SyntheticMapOptions> = {}): SyntheticMapOptions => ({
  claimsRoot: CLAIMS_ROOT,
  claim: 'reddi2018/online-adam',
  profile: 'quick',
  engine: 'auto',
  storeFolder: 'never used',
  firstSeed: 0,
  seeds: null,
  jobs: 1,
  by: ['all'],
  ...overrides
})

describe('prepareMaps', () => {
  it('has every map of the experiment, at the profile', () => {
    const study = prepareMaps(options())
    expect(study.experiment.numSteps).toBe(6_000_000)
    expect(study.maps.map((map) => Object.keys(map))).toContainEqual(['learningRate', 'schedule'])
    expect(study.by.slice(0, 3)).toEqual(['learningRate', 'schedule', 'beta1'])
    expect(study.numSeeds).toBe(1)
  })

  it('restricts each map to the named axes', () => {
    expect(prepareMaps(options({ by: ['schedule', 'beta2'] })).maps).toEqual([
      { schedule: ['constant', 'inverse-sqrt'] },
      { beta2: [0.9, 0.99, 0.999, 0.9999] }
    ])
  })

  it('takes the seeds of a random problem from the claim, or as it was told', () => {
    const claim = 'reddi2018/stochastic-adam'
    expect(prepareMaps(options({ claim })).numSeeds).toBe(24)
    expect(prepareMaps(options({ claim, seeds: 3 })).numSeeds).toBe(3)
  })

  it.each<[string, Partial<SyntheticMapOptions>, RegExp]>([
    ['an axis that no map has', { by: ['probability'] }, /no map of experiment reddi2018-online varies probability/],
    ['a claim about networks', { claim: 'reddi2018/mnist-logreg-train-loss' }, /is not about a synthetic experiment/],
    ['an experiment without maps', { claim: 'reddi2018/theorem1-c3-adam' }, /has no maps/]
  ])('refuses %s', (_what, overrides, message) => {
    expect(() => prepareMaps(options(overrides))).toThrow(InputError)
    expect(() => prepareMaps(options(overrides))).toThrow(message)
  })
})

describe('isSyntheticClaim', () => {
  it.each([
    ['reddi2018/online-adam', true],
    ['reddi2018/mnist-logreg-train-loss', false],
    ['reddi2018/online-contrast', false]
  ])('of %s is %s', (claim, expected) => {
    expect(isSyntheticClaim({ claimsRoot: CLAIMS_ROOT, claim })).toBe(expected)
  })
})
