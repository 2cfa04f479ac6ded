import fc from 'fast-check'
import { gridSettings, settingsOnEdge } from '../../../src/claims/grid'
import { digestOf } from '../../../src/json/canonical'
import type { Claim, Hypothesis } from '../../../src/kinds'
import { estimateRunMs } from '../../../src/plan/estimate'
import { buildPlan, type PlanContext } from '../../../src/plan/plan'
import { armsOf, FIRST_SELECTION_SEED, judgementRoles, selectionRoles, tuningOf } from '../../../src/plan/roles'
import { runKey } from '../../../src/plan/runKey'
import { resolveRunSpec } from '../../../src/runs/resolveRunSpec'
import type { SyntheticRunSpec } from '../../../src/runs/synthetic/types'
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

const TUNED_RANGE = { select: 'validation.loss', per: 'arm', seeds: 3 } as const
const INVARIANT: Hypothesis = { kind: 'invariant', arm: 'amsgrad', property: 'effective-step-never-grows' }
const RANDOM = syntheticExperiment({
  problem: { name: 'bernoulli-linear', rareSlope: 1010, commonSlope: -10, probability: 0.01, domain: [-1, 1] },
  initialPoints: [-1, 1]
})

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

describe('roles of each kind', () => {
  const roles = (hypothesis: Hypothesis, experiment = syntheticExperiment(), count = 2) =>
    judgementRoles(claim({ hypothesis }), experiment, new Map(), { first: 0, count })

  it.each<[string, Hypothesis, readonly string[]]>([
    ['faster', { ...LOWER, kind: 'faster', by: { kind: 'auc' } }, ['adam', 'amsgrad']],
    [
      'converges-more-often',
      { kind: 'converges-more-often', treatment: 'amsgrad', control: 'adam', metric: 'x', target: -1, tolerance: 0.1 },
      ['adam', 'amsgrad']
    ],
    ['rate', { kind: 'rate', arm: 'amsgrad', metric: 'regret', slopeBelow: 0, over: 'seeds' }, ['amsgrad']],
    ['invariant', INVARIANT, ['amsgrad']],
    ['range', { kind: 'range', arm: 'adam', metric: 'test.loss', low: 0, high: 1, tuning: TUNED_RANGE }, ['adam']],
    ['arithmetic', { kind: 'arithmetic', expression: '1', low: 1, high: 1 }, []],
    ['all-of', { kind: 'all-of', claims: ['toy/a', 'toy/b'] }, []]
  ])('%s: the arms that it speaks of', (_kind, hypothesis, arms) => {
    expect(armsOf(claim({ hypothesis }))).toEqual(arms)
    expect(tuningOf(claim({ hypothesis }))).toEqual(hypothesis.kind === 'range' ? TUNED_RANGE : null)
  })

  it('tries an invariant from every point, on every seed of a random problem and once on a deterministic one', () => {
    const places = (experiment: typeof RANDOM) =>
      roles(INVARIANT, experiment).map(({ seed, initialPoint }) => [seed, initialPoint])
    expect(places(RANDOM)).toEqual([
      [0, -1],
      [0, 1],
      [1, -1],
      [1, 1]
    ])
    expect(places(syntheticExperiment())).toEqual([
      [0, -1],
      [0, 0],
      [0, 1]
    ])
  })

  it('runs a map at every setting of the grid, both arms at the same one, on the same seeds', () => {
    const { tuning: _, ...stated } = LOWER
    const map: Hypothesis = { ...stated, kind: 'lower-at-majority' }
    const experiment = classificationExperiment()
    const all = judgementRoles(claim({ hypothesis: map }), experiment, new Map(), { first: 3, count: 2 })
    const expected = [3, 4].flatMap((seed) =>
      gridSettings(experiment.grid).flatMap((setting) => ['adam', 'amsgrad'].map((arm) => [seed, setting, arm]))
    )
    expect(all.map(({ seed, setting, arm }) => [seed, setting, arm])).toEqual(expected)
    expect(tuningOf(claim({ hypothesis: map }))).toBeNull()
  })

  it('watches the effective step of an invariant and of nothing else', () => {
    expect(roles(INVARIANT).map(({ effectiveStep }) => effectiveStep)).toEqual([true, true, true])
    expect(roles(CONVERGES).every((role) => !('effectiveStep' in role))).toBe(true)
  })

  it('takes the slope of a rate from each point of a deterministic problem', () => {
    const rate = { kind: 'rate', arm: 'adam', metric: 'regret', slopeBelow: 0, over: 'initial-points' } as const
    expect(roles(rate).map(({ seed, initialPoint }) => [seed, initialPoint])).toEqual([
      [0, -1],
      [0, 0],
      [0, 1]
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

  it('gives single streams seeds of their own, where a role names them', () => {
    const seeds = { init: 1, order: 2, dropout: 3, problem: 0 }
    const cell = resolveRunSpec(experiment, { ...choice, seeds }, TFJS_IDENTITY, 'd'.repeat(64))
    expect(cell.seeds).toEqual(seeds)
    const same = { init: 3, order: 3, dropout: 3, problem: 3 }
    expect(runKey(resolveRunSpec(experiment, { ...choice, seeds: same }, TFJS_IDENTITY, 'd'.repeat(64)))).toBe(
      runKey(spec)
    )
  })

  it('says that the effective step is watched only where it is, so that other runs keep their keys', () => {
    const online = (effectiveStep?: true) =>
      resolveRunSpec(
        syntheticExperiment(),
        { ...choice, initialPoint: 1, ...(effectiveStep && { effectiveStep }) },
        SCALAR_IDENTITY,
        null
      ) as SyntheticRunSpec
    expect(online().record).toEqual({ points: 10, window: 101 })
    expect(online(true).record).toEqual({ points: 10, window: 101, effectiveStep: true })
    expect(estimateRunMs(online(true))).toBeGreaterThan(estimateRunMs(online()))
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

  it('runs once what a map and a comparison at one of its settings share', () => {
    const { tuning: _, ...stated } = LOWER
    const experiment = classificationExperiment()
    const members = [
      {
        claim: claim({ id: 'toy/map', hypothesis: { ...stated, kind: 'lower-at-majority' } }),
        experiment,
        seeds: 5
      },
      // The arms as they stand are at a setting of the grid.
      { claim: claim({ id: 'toy/a' }), experiment, seeds: 10 }
    ]
    const plan = buildPlan(members, context())
    expect(plan.claims.map(({ roles }) => roles.length)).toEqual([40, 20])
    expect(plan.runs).toHaveLength(40 + 20 - 10)
  })

  it('asks for the selection runs first, and says what will follow', () => {
    const plan = buildPlan([{ claim: TUNED, experiment: classificationExperiment(), seeds: 10 }], context())
    expect(plan.runs).toHaveLength(24)
    expect(plan.claims[0]!.awaitingSelection).toMatchObject({ numRuns: 20 })
  })

  it('counts what follows once where claims of the same tuning share it, and per claim where they tune differently', () => {
    const experiment = classificationExperiment()
    const hypothesis = { ...TUNED.hypothesis, tuning: { select: 'validation.loss', per: 'arm', seeds: 4 } } as const
    const other = { ...TUNED, id: 'toy/other', hypothesis } as Claim
    const plan = (claims: readonly Claim[]) =>
      buildPlan(
        claims.map((one) => ({ claim: one, experiment, seeds: 10 })),
        context()
      )
    expect(plan([TUNED]).later.numRuns).toBe(20)
    expect(plan([TUNED, { ...TUNED, id: 'toy/again' }]).later).toEqual(plan([TUNED]).later)
    expect(plan([TUNED, other]).later.numRuns).toBe(40)
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
      expect(spec).toMatchObject({ optimizer: chosen.get(role.arm)! })
    }
    expect(judged).toHaveLength(20)
  })

  it('plans no run for a claim that runs nothing', () => {
    const nothing = claim({ experiment: null, hypothesis: { kind: 'all-of', claims: ['toy/a', 'toy/b'] } })
    expect(buildPlan([{ claim: nothing, experiment: null, seeds: 0 }], context())).toEqual({
      profile: 'quick',
      claims: [{ claim: nothing, experiment: null, roles: [], awaitingSelection: null }],
      later: { numRuns: 0, estimateMs: 0 },
      runs: []
    })
  })

  it('more seeds in a later round add runs and leave those before as they were', () => {
    const keys = (seeds: number) => {
      const plan = buildPlan([{ claim: claim(), experiment: classificationExperiment(), seeds }], context())
      return plan.claims[0]!.roles.map(({ key }) => key)
    }
    expect(keys(7).slice(0, 12)).toEqual(keys(6))
  })

  it('costs nothing where everything is cached', () => {
    const plan = buildPlan(
      [{ claim: claim(), experiment: classificationExperiment(), seeds: 4 }],
      context({ isCached: () => true })
    )
    expect(plan.runs.map(({ estimateMs, cached }) => [estimateMs, cached])).toEqual(Array(8).fill([0, true]))
  })

  it('asks for the runs at every setting that selection cannot tell from the chosen one, on the same seeds', () => {
    const chosen = new Map([
      ['adam', { learningRate: 0.1 }],
      ['amsgrad', { learningRate: 0.01 }]
    ])
    const others = new Map([
      ['adam', [{ learningRate: 0.01 }, { learningRate: 1 }]],
      ['amsgrad', []]
    ])
    const experiment = classificationExperiment({ grid: { learningRate: [0.01, 0.1, 1] } })
    const planned = buildPlan(
      [{ claim: TUNED, experiment, seeds: 2 }],
      context({ chosenSettings: () => chosen, otherContenders: () => others })
    ).claims[0]!
    const judged = planned.roles.filter(({ purpose }) => purpose === 'judgement')
    expect(judged.map(({ arm, setting, seed }) => `${arm} ${setting.learningRate} ${seed}`)).toEqual([
      'adam 0.1 0',
      'amsgrad 0.01 0',
      'adam 0.1 1',
      'amsgrad 0.01 1',
      'adam 0.01 0',
      'adam 0.01 1',
      'adam 1 0',
      'adam 1 1'
    ])
    expect(planned.awaitingSelection).toBeNull()
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

describe('where machines differ', () => {
  const OTHER = { ...TFJS_IDENTITY, instructionSet: 'another' }
  const member = { claim: claim({ hypothesis: LOWER }), experiment: classificationExperiment(), seeds: 6 }
  const enginesOf = (plan: ReturnType<typeof buildPlan>) => {
    const engineOf = new Map(plan.runs.map(({ key, spec }) => [key, spec.engine.instructionSet]))
    return plan.claims[0]!.roles.map(({ seed, key }) => [seed, engineOf.get(key)])
  }

  it('gives each pair, both of its arms, to one of them', () => {
    const plan = buildPlan([member], context({ engineOfPair: (_, pair) => (pair % 2 === 0 ? TFJS_IDENTITY : OTHER) }))
    expect(enginesOf(plan)).toEqual(
      [0, 1, 2, 3, 4, 5].flatMap((seed) => {
        const set = (seed % 2 === 0 ? TFJS_IDENTITY : OTHER).instructionSet
        return [
          [seed, set],
          [seed, set]
        ]
      })
    )
  })

  it('asks for a pair whether all of its runs were made by an engine', () => {
    const elsewhere = buildPlan([member], context({ engineFor: () => OTHER }))
    const [{ roles }] = elsewhere.claims as [(typeof elsewhere.claims)[number]]
    // Of seed 1 both runs, of seed 2 one.
    const there = new Set(roles.filter(({ seed }) => seed === 1 || seed === 2).map(({ key }) => key))
    there.delete(roles.find(({ seed }) => seed === 2)!.key)
    const plan = buildPlan(
      [member],
      context({
        isCached: (key) => there.has(key),
        engineOfPair: (_kind, _pair, isMade) => [TFJS_IDENTITY, OTHER].find(isMade) ?? TFJS_IDENTITY
      })
    )
    expect(enginesOf(plan).filter(([, set]) => set === 'another')).toEqual([
      [1, 'another'],
      [1, 'another']
    ])
  })
})
