import { buildPlan, type PlanContext } from '../../../src/plan/plan'
import { shardRuns } from '../../../src/plan/shards'
import { claim, classificationExperiment, LOWER, TFJS_IDENTITY } from '../../support/builders'

const SEEDS = 10
const COUNT = 4

function planOf(overrides: Partial<PlanContext> = {}) {
  const member = { claim: claim({ hypothesis: LOWER }), experiment: classificationExperiment(), seeds: SEEDS }
  return buildPlan([member], {
    profile: 'quick',
    firstSeed: 0,
    engineFor: () => TFJS_IDENTITY,
    datasetDigest: () => 'd'.repeat(64),
    isCached: () => false,
    chosenSettings: () => null,
    ...overrides
  })
}

const shardsOf = (plan: ReturnType<typeof planOf>) =>
  Array.from({ length: COUNT }, (_, place) => shardRuns(plan, { index: place + 1, count: COUNT }))

describe('shards of a plan', () => {
  const plan = planOf()
  const shards = shardsOf(plan)

  it('have each run once, and as equal parts as whole pairs allow', () => {
    const keys = shards.flatMap((shard) => [...shard])
    expect(keys.sort()).toEqual(plan.runs.map(({ key }) => key).sort())
    expect(shards.map(({ size }) => size)).toEqual([6, 6, 4, 4])
  })

  it('keep both arms of a pair together', () => {
    const [{ roles }] = plan.claims as [(typeof plan.claims)[number]]
    for (let seed = 0; seed < SEEDS; seed += 1) {
      const pair = roles.filter((role) => role.seed === seed).map(({ key }) => key)
      expect(pair).toHaveLength(2)
      expect(shards.filter((shard) => pair.some((key) => shard.has(key)))).toHaveLength(1)
    }
  })

  it('are the same whatever a store holds, and cut at the same places on another engine', () => {
    expect(shardsOf(planOf({ isCached: (key) => key < '8' }))).toEqual(shards)
    const elsewhere = planOf({ engineFor: () => ({ ...TFJS_IDENTITY, instructionSet: 'another' }) })
    const places = (own: typeof plan) =>
      shardsOf(own).map((shard) => own.runs.flatMap(({ key }, at) => (shard.has(key) ? at : [])))
    expect(places(elsewhere)).toEqual(places(plan))
  })
})
