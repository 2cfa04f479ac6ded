import { FakeRuns, isTreatment, rolesOf, studyOf, TUNED, UNTUNED, WITH_DROPOUT } from './studies'

const nothing = new FakeRuns(() => 1)

describe('planStudy', () => {
  it('plans the pairs and the square, and shares the diagonal', () => {
    const { own, square, map, tuned, plan, later } = nothing.plan(studyOf({}))
    expect(rolesOf(own, 'judgement')).toHaveLength(16)
    expect(rolesOf(square, 'judgement')).toHaveLength(50)
    // 8 pairs and 25 cells, 5 of which are pairs already.
    expect(plan.runs).toHaveLength(2 * (8 + 25 - 5))
    expect([map, tuned, later]).toEqual([[], null, { numRuns: 0, estimateMs: 0 }])
  })

  it('with dropout no cell but the first is a pair', () => {
    const { plan } = nothing.plan(studyOf({ experiment: WITH_DROPOUT }))
    // (i + j) mod 5 = i = j only at 0.
    expect(plan.runs).toHaveLength(2 * (8 + 25 - 1))
  })

  it('one stream at a time is part of the square', () => {
    const together = nothing.plan(studyOf({ by: ['seed', 'init', 'order'] }))
    expect(together.plan.runs).toHaveLength(nothing.plan(studyOf({})).plan.runs.length)
    expect(together.streams.map(({ stream }) => stream)).toEqual(['init', 'order'])
    // The claim itself needs no pairs then.
    const alone = nothing.plan(studyOf({ by: ['init'] }))
    expect(alone.plan.runs).toHaveLength(10)
  })

  it('both arms of every cell of the map get its setting and the claim’s seeds', () => {
    const { map, tuned, plan } = nothing.plan(studyOf({ by: ['learningRate'] }))
    expect(map.map(({ setting }) => setting)).toEqual([{ learningRate: 0.001 }, { learningRate: 0.01 }])
    expect(tuned).toBeNull()
    const specs = new Map(plan.runs.map(({ key, spec }) => [key, spec]))
    for (const { setting, plan: cell } of map) {
      expect(cell.roles.map(({ seed }) => seed)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7])
      for (const { key } of cell.roles) expect(specs.get(key)).toMatchObject({ optimizer: setting })
      expect(cell.roles.filter(({ key }) => isTreatment(specs.get(key)!))).toHaveLength(8)
      expect(cell.claim.decision).toEqual({ alpha: 0.05, mode: 'fixed', method: null, seeds: { min: 8, max: 8 } })
    }
  })

  it('a claim that adds seeds is studied on a fixed number', () => {
    const sequential = {
      ...UNTUNED,
      decision: { alpha: 0.05, mode: 'anytime-valid', method: 'sign-flip', seeds: { min: 6, max: 8 } }
    } as const
    const { own } = nothing.plan(studyOf({ claim: sequential }))
    expect(own!.claim.decision.mode).toBe('fixed')
  })

  it('a tuned claim is tuned first; then its seeds are varied at the chosen settings', () => {
    const runs = new FakeRuns((spec) => (isTreatment(spec) === (spec.optimizer.learningRate === 0.01) ? 1 : 2))
    const study = studyOf({ claim: TUNED, by: ['seed', 'init'] })
    const first = runs.plan(study)
    expect(first.own!.awaitingSelection).not.toBeNull()
    // 4 settings x 3 selection seeds x 2 arms; the square, of which init alone is a part, and 8 pairs wait.
    expect(first.plan.runs).toHaveLength(24)
    expect(first.later.numRuns).toBe(50 + 16)
    expect(first.square).toBeNull()
    runs.finish(first.plan)
    const second = runs.plan(study)
    const settings = Object.fromEntries(rolesOf(second.square, 'judgement').map(({ arm, setting }) => [arm, setting]))
    expect(settings).toEqual({
      adam: { learningRate: 0.001, beta2: 0.99 },
      amsgrad: { learningRate: 0.01, beta2: 0.99 }
    })
    expect(second.later.numRuns).toBe(0)
  })

  it('tuned against tuned is the claim’s own where it tunes, and added where it does not', () => {
    const own = nothing.plan(studyOf({ claim: TUNED, by: ['learningRate', 'beta2'] }))
    expect(own.tuned).toBe(own.own)
    const added = nothing.plan(studyOf({ by: ['learningRate', 'beta2'] }))
    expect(added.own).toBeNull()
    expect(added.tuned!.claim.id).toBe('toy/claim tuned')
    expect(rolesOf(added.tuned, 'selection')).toHaveLength(24)
  })

  it('starts at the first seed', () => {
    const { plan } = nothing.plan(studyOf({ by: ['seed', 'init', 'learningRate'] }), 1000)
    for (const { spec } of plan.runs) {
      for (const seed of Object.values(spec.seeds)) expect(seed).toBeGreaterThanOrEqual(1000)
    }
  })
})
