import fc from 'fast-check'
import { digestOf } from '../../../src/json/canonical'
import { gridSettings, settingsOnEdge } from '../../../src/plan/grid'
import { buildPlan, type PlanContext } from '../../../src/plan/plan'
import { FIRST_SELECTION_SEED, judgementRoles, selectionRoles } from '../../../src/plan/roles'
import { runKey } from '../../../src/plan/runKey'
import { resolveRunSpec } from '../../../src/plan/runSpec'
import type { Claim } from '../../../src/spec/types'
import {
  CONVERGES,
  claim,
  classificationExperiment,
  LOWER,
  SCALAR_IDENTITY,
  syntheticExperiment,
  TFJS_IDENTITY
} from '../../support/builders'

const TUNED: Claim = claim({ hypothesis: { ...LOWER, tuning: { select: 'validation.loss', per: 'arm', seeds: 3 } } })

function context(overrides: Partial<PlanContext> = {}): PlanContext {
  return {
    profile: 'quick',
    firstSeed: 0,
    engineFor: (kind) => (kind === 'synthetic' ? SCALAR_IDENTITY : TFJS_IDENTITY),
    datasetDigest: () => 'd'.repeat(64),
    isCached: () => false,
    chosenSettings: () => null,
    ...overrides
  }
}

describe('gridSettings', () => {
  it('is the Cartesian product with the learning rate slowest', () => {
    expect(gridSettings({ learningRate: [0.1, 1], beta2: [0.9, 0.99] })).toEqual([
      { learningRate: 0.1, beta2: 0.9 },
      { learningRate: 0.1, beta2: 0.99 },
      { learningRate: 1, beta2: 0.9 },
      { learningRate: 1, beta2: 0.99 }
    ])
  })

  it('of an empty grid is the arm as it stands', () => {
    expect(gridSettings({})).toEqual([{}])
  })

  it('calls a value on the edge only where the grid has an inside', () => {
    const grid = { learningRate: [1, 2, 3], beta2: [0.9, 0.99] }
    expect(settingsOnEdge({ learningRate: 1, beta2: 0.9 }, grid)).toEqual(['learningRate'])
    expect(settingsOnEdge({ learningRate: 2, beta2: 0.9 }, grid)).toEqual([])
    expect(settingsOnEdge({ learningRate: 3, beta2: 0.9 }, grid)).toEqual(['learningRate'])
  })
})

describe('roles', () => {
  it('pairs both arms on the same seeds, in seed order', () => {
    const roles = judgementRoles(claim(), classificationExperiment(), new Map(), { first: 5, count: 3 })
    expect(roles.map(({ arm, seed }) => [arm, seed])).toEqual([
      ['adam', 5],
      ['amsgrad', 5],
      ['adam', 6],
      ['amsgrad', 6],
      ['adam', 7],
      ['amsgrad', 7]
    ])
  })

  it('tunes on seeds that no judgement uses, the same grid and budget for every arm', () => {
    const roles = selectionRoles(TUNED, classificationExperiment(), 0)
    expect(roles).toHaveLength(2 * 4 * 3)
    expect(new Set(roles.map(({ seed }) => seed))).toEqual(
      new Set([FIRST_SELECTION_SEED, FIRST_SELECTION_SEED + 1, FIRST_SELECTION_SEED + 2])
    )
    const ofArm = (arm: string) => roles.filter((role) => role.arm === arm).map((role) => [role.setting, role.seed])
    expect(ofArm('adam')).toEqual(ofArm('amsgrad'))
  })

  it('starts a deterministic problem from every point, with one seed', () => {
    const deterministic = claim({ hypothesis: CONVERGES, experiment: 'toy-online' })
    const roles = judgementRoles(deterministic, syntheticExperiment(), new Map(), { first: 0, count: 30 })
    expect(roles.map(({ initialPoint, seed }) => [initialPoint, seed])).toEqual([
      [-1, 0],
      [0, 0],
      [1, 0]
    ])
  })

  it('over seeds takes the starting points in turn', () => {
    const stochastic = claim({ hypothesis: { ...CONVERGES, over: 'seeds', share: 0.8 }, experiment: 'toy-online' })
    const roles = judgementRoles(stochastic, syntheticExperiment(), new Map(), { first: 0, count: 4 })
    expect(roles.map(({ initialPoint, seed }) => [initialPoint, seed])).toEqual([
      [-1, 0],
      [0, 1],
      [1, 2],
      [-1, 3]
    ])
  })
})

describe('run identity', () => {
  const choice = { arm: 'adam', setting: {}, seed: 3, initialPoint: null }
  const experiment = classificationExperiment()
  const spec = resolveRunSpec(experiment, choice, TFJS_IDENTITY, 'd'.repeat(64))

  it('is the SHA-256 of the canonical JSON of the resolved run', () => {
    expect(runKey(spec)).toBe(digestOf(JSON.parse(JSON.stringify(spec))))
    expect(runKey(spec)).toMatch(/^[0-9a-f]{64}$/)
  })

  it('forgets labels: the same optimizer under another arm name, experiment name or prose is the same run', () => {
    const renamed = classificationExperiment({
      id: 'other',
      description: 'Other words.',
      sourceProtocol: 'Other words.',
      arms: { 'my-adam': experiment.arms.adam! },
      grid: {},
      profiles: { paper: { departure: null, epochs: 99 } }
    })
    expect(runKey(resolveRunSpec(renamed, { ...choice, arm: 'my-adam' }, TFJS_IDENTITY, 'd'.repeat(64)))).toBe(
      runKey(spec)
    )
  })

  it('a setting that equals the arm is the arm', () => {
    const setting = { learningRate: 0.001 }
    expect(runKey(resolveRunSpec(experiment, { ...choice, setting }, TFJS_IDENTITY, 'd'.repeat(64)))).toBe(runKey(spec))
  })

  it.each([
    ['seed', resolveRunSpec(experiment, { ...choice, seed: 4 }, TFJS_IDENTITY, 'd'.repeat(64))],
    ['setting', resolveRunSpec(experiment, { ...choice, setting: { beta2: 0.5 } }, TFJS_IDENTITY, 'd'.repeat(64))],
    ['data', resolveRunSpec(experiment, choice, TFJS_IDENTITY, 'e'.repeat(64))],
    ['numerics', resolveRunSpec(experiment, choice, { ...TFJS_IDENTITY, numerics: 'x' }, 'd'.repeat(64))],
    [
      'epochs',
      resolveRunSpec({ ...experiment, training: { batchSize: 128, epochs: 3 } }, choice, TFJS_IDENTITY, 'd'.repeat(64))
    ]
  ])('another %s is another run', (_what, other) => {
    expect(runKey(other)).not.toBe(runKey(spec))
  })

  it('seed 0 is a seed, in all four streams', () => {
    const zero = resolveRunSpec(experiment, { ...choice, seed: 0 }, TFJS_IDENTITY, 'd'.repeat(64))
    expect(zero.seeds).toEqual({ init: 0, order: 0, dropout: 0, problem: 0 })
  })

  it('a deterministic problem is the same run for every seed', () => {
    const online = (seed: number) =>
      resolveRunSpec(syntheticExperiment(), { ...choice, seed, initialPoint: 1 }, SCALAR_IDENTITY, null)
    expect(runKey(online(7))).toBe(runKey(online(0)))
  })
})

describe('buildPlan', () => {
  it('runs what two claims share once', () => {
    const members = ['toy/a', 'toy/b'].map((id) => ({
      claim: claim({ id }),
      experiment: classificationExperiment(),
      seeds: 10
    }))
    const plan = buildPlan(members, context())
    expect(plan.claims.map(({ roles }) => roles.length)).toEqual([20, 20])
    expect(plan.runs).toHaveLength(20)
  })

  it('asks for the selection runs first, and says what will follow', () => {
    const plan = buildPlan([{ claim: TUNED, experiment: classificationExperiment(), seeds: 10 }], context())
    expect(plan.runs).toHaveLength(24)
    expect(plan.claims[0]!.awaitingSelection).toMatchObject({ numRuns: 20 })
  })

  it('asks for the judgement runs at the chosen settings when selection has finished', () => {
    const chosen = new Map([
      ['adam', { learningRate: 0.01, beta2: 0.99 }],
      ['amsgrad', { learningRate: 0.001, beta2: 0.999 }]
    ])
    const member = { claim: TUNED, experiment: classificationExperiment(), seeds: 10 }
    const plan = buildPlan([member], context({ chosenSettings: () => chosen }))
    expect(plan.claims[0]!.awaitingSelection).toBeNull()
    const judged = plan.claims[0]!.roles.filter(({ purpose }) => purpose === 'judgement')
    for (const role of judged) {
      const { spec } = plan.runs.find(({ key }) => key === role.key)!
      expect(spec.optimizer).toMatchObject(chosen.get(role.arm)!)
    }
    expect(judged).toHaveLength(20)
  })

  it('costs nothing where everything is cached', () => {
    const plan = buildPlan(
      [{ claim: claim(), experiment: classificationExperiment(), seeds: 4 }],
      context({ isCached: () => true })
    )
    expect(plan.runs.map(({ estimateMs, cached }) => [estimateMs, cached])).toEqual(Array(8).fill([0, true]))
  })

  it('disjoint first seeds give disjoint runs, in selection and judgement', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 10, max: 500 }), (first, distance) => {
        const keys = (firstSeed: number) => {
          const member = { claim: TUNED, experiment: classificationExperiment(), seeds: 10 }
          const plan = buildPlan([member], context({ firstSeed, chosenSettings: () => new Map() }))
          return plan.runs.map(({ key }) => key)
        }
        const other = new Set(keys(first + distance))
        return keys(first).every((key) => !other.has(key))
      }),
      { numRuns: 10 }
    )
  })
})
