import { measureMaps } from '../../../../src/sensitivity/synthetic/measureMaps'
import { planMaps } from '../../../../src/sensitivity/synthetic/planMaps'
import type { MapStudy } from '../../../../src/sensitivity/synthetic/prepareMaps'
import { CONTEXT, run, studyOf } from './studies'

function measure(
  overrides: Partial<MapStudy>,
  change: (results: ReturnType<typeof run>) => ReturnType<typeof run> = (r) => r
) {
  const study = studyOf(overrides)
  const plan = planMaps(study, CONTEXT)
  return measureMaps(study, plan, { profile: 'quick', firstSeed: 0 }, change(run(plan.plan)))[0]!.cells
}

describe('measureMaps', () => {
  it('says how the claim is judged in each cell, and where each arm ends', () => {
    // beta2 0.9999 remembers a hundred periods: Adam is repaired. 400,000 steps bring it home at alpha 0.02.
    const maps = [{ learningRate: [0.02], beta2: [0.9, 0.9999], numSteps: [400_000] }]
    const cells = measure({ by: ['learningRate', 'beta2', 'numSteps'], maps })
    const seen = cells.map(({ setting, judgement, arms }) => [
      setting.beta2,
      judgement.verdict.outcome,
      arms.map(({ arm, place }) => `${arm} ${place}`)
    ])
    expect(seen[0]!.slice(0, 2)).toEqual([0.9, 'reproduced'])
    expect(seen[0]![2]).toContain('adam worst')
    expect(seen[1]!.slice(0, 2)).toEqual([0.9999, 'refuted'])
    expect(seen[1]![2]).toContain('adam best')
  })

  it('summarises the runs of an arm: its end, and the average regret that the worst point costs', () => {
    const [cell] = measure({ maps: [{ learningRate: [0.02] }] })
    const adam = cell!.arms[0]!
    expect(adam.numRuns).toBe(3)
    expect(adam.x.low).toBeLessThanOrEqual(adam.x.median)
    expect(adam.x.median).toBeCloseTo(1, 0)
    // 20/101 for staying at +1, and the saw-tooth on top
    expect(adam.averageRegret.median).toBeGreaterThan(20 / 101)
    expect(cell!.bestPoint).toBe(-1)
  })

  it('knows that the best point is the other one where the common slopes outweigh the rare one', () => {
    const cells = measure({ by: ['rareToCommon'], maps: [{ rareToCommon: [0.9, 1, 1.1] }] })
    expect(cells.map(({ bestPoint }) => bestPoint)).toEqual([1, null, -1])
    expect(cells[1]!.arms.map(({ place }) => place)).toEqual(['elsewhere', 'elsewhere'])
  })

  it('tells what is still moving from what rests elsewhere', () => {
    const cells = measure({ maps: [{ learningRate: [1e-6, 1] }] })
    expect(cells.map(({ arms }) => arms.map(({ place }) => place))).toEqual([
      ['moving', 'moving'],
      ['elsewhere', 'elsewhere']
    ])
    expect(cells[0]!.judgement.verdict).toEqual({ outcome: 'inconclusive', subtype: 'not-settled' })
  })

  it('has no end for an arm that lost a run', () => {
    const [cell] = measure({ maps: [{ learningRate: [0.02] }] }, (results) => {
      const [[key, lost]] = [...results] as [[string, typeof results extends ReadonlyMap<string, infer R> ? R : never]]
      return new Map([...results, [key, { ...lost, status: { kind: 'diverged', step: 3, what: 'x' }, metrics: {} }]])
    })
    expect(cell!.arms[0]).toMatchObject({ place: 'elsewhere', x: { median: Number.NaN } })
    expect(cell!.arms[1]!.x.median).not.toBeNaN()
  })
})
