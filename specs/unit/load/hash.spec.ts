import type { Claim } from '../../../src/kinds'
import type { ComparisonHypothesis } from '../../../src/kinds/comparison/types'
import { claimHash } from '../../../src/load/hash'
import { loadClaims } from '../../../src/load/load'
import type { ClassificationExperiment } from '../../../src/runs/classification/types'
import type { SyntheticExperiment } from '../../../src/runs/synthetic/types'
import { CLAIMS_ROOT } from '../claims/documents'

const { claims, experiments } = loadClaims(CLAIMS_ROOT)
const claim = claims.find(({ id }) => id === 'claimcheck/digits-logreg-train-loss') as Claim
const hypothesis = claim.hypothesis as ComparisonHypothesis
const experiment = experiments.get('digits-logreg') as ClassificationExperiment
const hash = claimHash(claim, experiment)

describe('claimHash', () => {
  it('is a SHA-256 in hex', () => {
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it.each<[string, Claim]>([
    ['the expected outcome', { ...claim, expected: { quick: { outcome: 'refuted', subtype: null, why: 'measured' } } }],
    ['what the source reports', { ...claim, source: { ...claim.source, reported: { what: '0.3', value: 0.3 } } }],
    ['the statement', { ...claim, statement: 'Other words.' }],
    ['the assumptions', { ...claim, assumptions: [] }],
    ['what asks the same of run logs', { ...claim, logs: { where: {}, about: ['mnist-logreg'], expected: null } }]
  ])('does not depend on %s', (_what, changed) => {
    expect(claimHash(changed, experiment)).toBe(hash)
  })

  it('does not depend on the prose of the experiment', () => {
    const quick = { ...experiment.profiles.quick!, departure: 'other words' }
    const changed = {
      ...experiment,
      description: 'x',
      sourceProtocol: 'y',
      profiles: { ...experiment.profiles, quick }
    }
    expect(claimHash(claim, changed)).toBe(hash)
  })

  it('does not depend on the maps, which decide nothing', () => {
    const online = experiments.get('reddi2018-online') as SyntheticExperiment
    const { maps, ...without } = online
    const ends = claims.find(({ id }) => id === 'reddi2018/online-adam') as Claim
    expect(maps?.length).toBeGreaterThan(0)
    expect(claimHash(ends, without)).toBe(claimHash(ends, online))
    expect(claimHash(ends, { ...online, numSteps: 1 })).not.toBe(claimHash(ends, online))
  })

  it('does not depend on the order of keys', () => {
    const reversed = Object.fromEntries(Object.entries(experiment).reverse()) as unknown as ClassificationExperiment
    expect(claimHash(claim, reversed)).toBe(hash)
  })

  it.each<[string, Claim]>([
    ['the hypothesis', { ...claim, hypothesis: { ...hypothesis, metric: 'test.loss' } }],
    ['the margin', { ...claim, hypothesis: { ...hypothesis, margin: { relative: 0.02, epsilon: 0 } } }],
    ['the tuning', { ...claim, hypothesis: { ...hypothesis, tuning: null } }],
    ['the error rate', { ...claim, decision: { ...claim.decision, alpha: 0.01 } }],
    ['the mode', { ...claim, decision: { ...claim.decision, mode: 'anytime-valid', method: 'sign-flip' } }],
    ['the number of seeds', { ...claim, decision: { ...claim.decision, seeds: { min: 21, max: 21 } } }],
    ['the family', { ...claim, family: 'another' }],
    ['the run logs that it is about', { ...claim, logs: { where: { model: 'a' }, about: [], expected: null } }]
  ])('depends on %s', (_what, changed) => {
    expect(claimHash(changed, experiment)).not.toBe(hash)
  })

  it.each<[string, ClassificationExperiment]>([
    ['the training', { ...experiment, training: { ...experiment.training, epochs: 51 } }],
    ['the data', { ...experiment, data: { ...experiment.data, pixelScale: 1 } }],
    ['the grid', { ...experiment, grid: { learningRate: [0.1] } }],
    ['an arm', { ...experiment, arms: { ...experiment.arms, adam: experiment.arms.amsgrad! } }],
    ['a profile', { ...experiment, profiles: { quick: { ...experiment.profiles.quick!, epochs: 3 } } }]
  ])("depends on the experiment's %s", (_what, changed) => {
    expect(claimHash(claim, changed)).not.toBe(hash)
  })
})
