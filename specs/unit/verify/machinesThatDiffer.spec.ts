import { buildPlan } from '../../../src/plan/plan'
import { runKey } from '../../../src/plan/runKey'
import { madeElsewhere } from '../../../src/verify/machinesThatDiffer'
import { claim, classificationExperiment, LOWER, TFJS_IDENTITY } from '../../support/builders'

const OTHER = { ...TFJS_IDENTITY, backend: 'other' }
const SEEDS = [0, 1, 2, 3, 4, 5]

const plan = buildPlan(
  [{ claim: claim({ hypothesis: LOWER }), experiment: classificationExperiment(), seeds: SEEDS.length }],
  {
    profile: 'quick',
    firstSeed: 0,
    engineFor: () => TFJS_IDENTITY,
    datasetDigest: () => 'd'.repeat(64),
    isCached: () => false,
    chosenSettings: () => null
  }
)

/** @param own seeds whose pairs the planned engine has made; `others`: that the other one has */
function found(own: readonly number[], others: readonly number[]) {
  const specs = new Map(plan.runs.map(({ key, spec }) => [key, spec]))
  const there = new Set(
    plan.claims[0]!.roles.flatMap(({ key, seed }) => [
      ...(own.includes(seed) ? [key] : []),
      ...(others.includes(seed) ? [runKey({ ...specs.get(key)!, engine: OTHER })] : [])
    ])
  )
  return madeElsewhere(
    plan,
    () => [OTHER],
    (key) => there.has(key)
  )
}

describe('runs that another engine made', () => {
  it('are nothing to speak of where the planned one has them all, or there are none', () => {
    expect(found(SEEDS, SEEDS)).toBeNull()
    expect(found([0, 1], [])).toBeNull()
  })

  it('are a mixture where each engine has pairs of its own', () => {
    expect(found([0, 1, 2], [3, 4, 5])).toEqual({ runs: 6, engines: [OTHER], isMixture: true })
  })

  it('are none where one made all of them: the claim is made anew, also after Ctrl-C in the middle', () => {
    expect(found([], SEEDS)).toEqual({ runs: 12, engines: [OTHER], isMixture: false })
    expect(found([0, 1], SEEDS)).toEqual({ runs: 8, engines: [OTHER], isMixture: false })
  })
})
