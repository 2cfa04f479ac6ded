import { batchSizeOf, CHOICES, FakeRuns, isTreatment, rolesOf, studyOf, TUNED, UNTUNED, WITH_CHOICES } from './studies'

const study = { experiment: WITH_CHOICES, by: ['choices'], choices: CHOICES } as const

describe('the plan of a study of choices', () => {
  it('a row an option and one for the claim as it is, each on the same seeds, arms as they stand', () => {
    const runs = new FakeRuns(() => 1)
    const { choices, plan, isComplete, own } = runs.plan(studyOf({ ...study, claim: UNTUNED }))
    expect(choices!.options.map(({ claim }) => claim.id)).toEqual([
      'toy/claim, loss function: binary',
      'toy/claim, batch size: 64',
      'toy/claim, batch size: 256'
    ])
    for (const row of [choices!.base, ...choices!.options]) {
      expect(rolesOf(row, 'judgement').map(({ seed }) => seed)).toEqual([
        0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7
      ])
      expect(row.claim.expected).toEqual({})
    }
    expect(plan.runs).toHaveLength(4 * 16)
    expect(plan.runs.map(({ spec }) => batchSizeOf(spec)).filter((size) => size === 64)).toHaveLength(16)
    expect([isComplete, own!.roles]).toEqual([true, []])
  })

  it('retuned: each row chooses its settings on its own selection runs', () => {
    const best = (batchSize: number) => (batchSize === 64 ? 0.001 : 0.01)
    const runs = new FakeRuns((spec) => (spec.optimizer.learningRate === best(batchSizeOf(spec)) ? 1 : 2))
    const tuned = studyOf({ ...study, claim: TUNED })
    const first = runs.plan(tuned)
    // 4 settings x 3 selection seeds x 2 arms, in 4 rows, one of which is the claim's own; their pairs wait.
    expect(first.plan.runs).toHaveLength(4 * 24)
    expect([first.later.numRuns, first.isComplete]).toEqual([4 * 16, false])
    runs.finish(first.plan)
    const second = runs.plan(tuned)
    const rates = second.choices!.options.map((row) => rolesOf(row, 'judgement')[0]!.setting.learningRate)
    expect(rates).toEqual([0.01, 0.001, 0.01])
    expect(second.isComplete).toBe(true)
  })

  it('base: a tuned claim is tuned once, and every row keeps what that chose', () => {
    const runs = new FakeRuns((spec) => (isTreatment(spec) === (spec.optimizer.learningRate === 0.01) ? 1 : 2))
    const kept = studyOf({ ...study, claim: TUNED, settings: 'base' })
    const first = runs.plan(kept)
    expect([first.plan.runs.length, first.choices, first.later.numRuns]).toEqual([24, null, 4 * 16])
    runs.finish(first.plan)
    const { choices, later } = runs.plan(kept)
    for (const row of [choices!.base, ...choices!.options]) {
      const rates = Object.fromEntries(row.roles.map(({ arm, setting }) => [arm, setting.learningRate]))
      expect(rates).toEqual({ adam: 0.001, amsgrad: 0.01 })
    }
    expect(later.numRuns).toBe(0)
  })

  it('retuned where the claim takes its arms as they stand: a tuning is added', () => {
    const runs = new FakeRuns(() => 1)
    const { plan } = runs.plan(studyOf({ ...study, claim: UNTUNED, settings: 'retuned' }))
    expect(plan.runs).toHaveLength(4 * 24)
  })

  it('one topic alone', () => {
    const runs = new FakeRuns(() => 1)
    const { choices } = runs.plan(studyOf({ ...study, claim: UNTUNED, by: ['choice:batch size'] }))
    expect(choices!.options).toHaveLength(2)
  })
})
