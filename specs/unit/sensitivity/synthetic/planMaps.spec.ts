import { experimentAt } from '../../../../src/runs/synthetic/axes'
import { planMaps, toleranceAt } from '../../../../src/sensitivity/synthetic/planMaps'
import { syntheticExperiment } from '../../../support/builders'
import { CONTEXT, studyOf } from './studies'

const random = syntheticExperiment({
  problem: { name: 'bernoulli-linear', rareSlope: 1010, commonSlope: -10, probability: 0.01, domain: [-1, 1] },
  initialPoints: [0],
  record: { points: 10, window: 100 }
})

describe('planMaps', () => {
  it('runs every arm of every cell, from every starting point, the claim judged on its own', () => {
    const { maps, plan } = planMaps(studyOf({ maps: [{ learningRate: [0.01, 0.02] }] }), CONTEXT)
    expect(maps).toHaveLength(1)
    expect(maps[0]!.map(({ setting }) => setting)).toEqual([{ learningRate: 0.01 }, { learningRate: 0.02 }])
    for (const { arms, plan: cell } of maps[0]!) {
      expect(arms.map(({ arm, roles }) => [arm, roles.length])).toEqual([
        ['adam', 3],
        ['amsgrad', 3]
      ])
      expect(cell.roles.map(({ arm, initialPoint }) => [arm, initialPoint])).toEqual([
        ['adam', -1],
        ['adam', 0],
        ['adam', 1]
      ])
    }
    expect(plan.runs).toHaveLength(12)
    expect(plan.claims.map(({ claim }) => claim.id)).toEqual(['toy/claim by learningRate'])
  })

  it('plans a run once that several maps need', () => {
    const maps = [{ learningRate: [0.001, 0.01] }, { beta2: [0.9, 0.99] }]
    // 0.001 and 0.99 are the experiment's own: one cell is in both.
    expect(planMaps(studyOf({ maps }), CONTEXT).plan.runs).toHaveLength(3 * 6)
  })

  it('gives a cell of a random problem so many seeds, from the first', () => {
    const study = studyOf({ experiment: random, numSeeds: 4 })
    const own = {
      ...study,
      claim: { ...study.claim, hypothesis: { ...study.claim.hypothesis, over: 'seeds', share: 0.8 } }
    }
    const { maps } = planMaps(own as typeof study, { ...CONTEXT, firstSeed: 1000 })
    expect(maps[0]![0]!.plan.roles.map(({ seed }) => seed)).toEqual([1000, 1001, 1002, 1003])
    expect(maps[0]![0]!.plan.claim.decision.seeds).toEqual({ min: 4, max: 4 })
  })

  it('watches the steps of the claim alone', () => {
    const { claim } = studyOf()
    const watched = {
      ...claim,
      hypothesis: { kind: 'invariant', arm: 'adam', property: 'effective-step-never-grows' } as const
    }
    const { plan } = planMaps(studyOf({ claim: watched }), CONTEXT)
    const steps = plan.runs.map(({ spec }) => spec.kind === 'synthetic' && spec.record.effectiveStep === true)
    expect(steps.filter(Boolean)).toHaveLength(3)
    expect(steps).toHaveLength(6)
  })
})

describe('toleranceAt', () => {
  const { claim, experiment } = studyOf()
  it.each([
    ['that of the claim where steps are small', { learningRate: 0.001 }, 0.01],
    ['6 alpha of a constant alpha where that is more', { learningRate: 0.01 }, 0.06],
    ['at most 0.1', { learningRate: 1 }, 0.1],
    ['that of the claim where alpha decays', { learningRate: 1, schedule: 'inverse-sqrt' }, 0.01]
  ] as const)('is %s', (_what, setting, tolerance) => {
    expect(toleranceAt(claim, experimentAt(experiment, setting))).toBeCloseTo(tolerance, 12)
  })

  it('is never less than that of the claim, and 0.01 where it has none', () => {
    const wide = { ...claim, hypothesis: { ...claim.hypothesis, tolerance: 0.3 } } as typeof claim
    expect(toleranceAt(wide, experiment)).toBe(0.3)
    const rate = { kind: 'rate', arm: 'adam', metric: 'regret', slopeBelow: -0.4, over: 'initial-points' } as const
    expect(toleranceAt({ ...claim, hypothesis: rate }, experiment)).toBe(0.01)
  })
})
