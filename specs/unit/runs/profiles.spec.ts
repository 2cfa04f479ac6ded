import { profileNamesIn } from '../../../src/claims/profileNames'
import { PROFILE_NAMES } from '../../../src/claims/types'
import type { Claim } from '../../../src/kinds'
import { loadClaims } from '../../../src/load/load'
import { applyProfile, departure, seedBudget } from '../../../src/runs/profiles'
import { classificationExperiment, syntheticExperiment } from '../../support/builders'
import { CLAIMS_ROOT } from '../claims/documents'

const SYNTHETIC = syntheticExperiment({
  numSteps: 1000,
  initialPoints: [-1, 1],
  profiles: { quick: { departure: 'fewer steps', numSteps: 100, initialPoints: [0], seeds: { min: 3, max: 3 } } }
})

const NETWORK = classificationExperiment({
  profiles: {
    quick: { departure: 'less of all', epochs: 1, trainImages: 200, grid: { beta2: [0.5] } },
    paper: { departure: null }
  }
})

describe('applyProfile', () => {
  it('puts the overrides of a profile in place', () => {
    expect(applyProfile(SYNTHETIC, 'quick')).toEqual({ ...SYNTHETIC, numSteps: 100, initialPoints: [0] })
    const quick = applyProfile(NETWORK, 'quick')
    expect(quick).toEqual({
      ...NETWORK,
      data: { ...NETWORK.data, trainImages: 200 },
      training: { ...NETWORK.training, epochs: 1 },
      grid: { beta2: [0.5] }
    })
  })

  it('changes nothing where a profile overrides nothing', () => {
    expect(applyProfile(SYNTHETIC, 'standard')).toEqual(SYNTHETIC)
    expect(applyProfile(NETWORK, 'paper')).toEqual(NETWORK)
  })

  it('changes nothing the second time, for every experiment of the project', () => {
    for (const experiment of loadClaims(CLAIMS_ROOT).experiments.values()) {
      for (const profile of PROFILE_NAMES) {
        const once = applyProfile(experiment, profile)
        expect(applyProfile(once, profile)).toEqual(once)
      }
    }
  })
})

describe('seedBudget', () => {
  const claim = loadClaims(CLAIMS_ROOT).claims[0]!

  it("takes the profile's number of seeds before the claim's", () => {
    expect(seedBudget(claim, SYNTHETIC, 'quick')).toEqual({ min: 3, max: 3 })
    expect(seedBudget(claim, SYNTHETIC, 'paper')).toEqual(claim.decision.seeds)
    expect(seedBudget(claim, applyProfile(SYNTHETIC, 'quick'), 'quick')).toEqual({ min: 3, max: 3 })
  })

  const profiled = classificationExperiment({ profiles: { quick: { departure: null, seeds: { min: 6, max: 30 } } } })
  const budget = (decision: Claim['decision']) => seedBudget({ ...claim, decision }, profiled, 'quick')
  const seeds = { min: 10, max: 19 }

  it('looks once at a fixed number, and from the first look on where seeds are added', () => {
    expect(budget({ alpha: 0.05, mode: 'fixed', method: null, seeds })).toEqual({ min: 30, max: 30 })
    expect(budget({ alpha: 0.05, mode: 'anytime-valid', method: 'sign-flip', seeds })).toEqual({ min: 6, max: 30 })
    expect(budget({ alpha: 0.05, mode: 'group-sequential', method: 'pocock', seeds })).toEqual({ min: 6, max: 30 })
  })

  it("is the claim's own where it runs nothing", () => {
    const nothing = { alpha: 0.05, mode: 'fixed', method: null, seeds: { min: 0, max: 0 } } as const
    expect(seedBudget({ ...claim, experiment: null, decision: nothing }, null, 'quick')).toEqual({ min: 0, max: 0 })
  })
})

describe('departure', () => {
  it("is the profile's sentence, null where there is none", () => {
    expect(PROFILE_NAMES.map((profile) => departure(SYNTHETIC, profile))).toEqual(['fewer steps', null, null])
  })
})

describe('profileNamesIn', () => {
  it('keeps the order of the profiles', () => {
    expect(profileNamesIn({ paper: 1, quick: 1 })).toEqual(['quick', 'paper'])
  })
})
