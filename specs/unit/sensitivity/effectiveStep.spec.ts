import { stepConclusion } from '../../../src/sensitivity/measureEffectiveStep'
import { MAX_STEP_TRIALS } from '../../../src/sensitivity/stepSearch'
import { FakeRuns, isTreatment, type Loss, rolesOf, studyOf, TUNED, UNTUNED } from './studies'

const study = studyOf({ claim: UNTUNED, by: ['effective-step'] })
/** The treatment's step is 0.7 of the control's at the same alpha, as AMSGrad's is of Adam's. */
const step: Loss = (spec) => spec.optimizer.learningRate * (isTreatment(spec) ? 0.7 : 1) * (1 + spec.seeds.init / 1e9)
/** No two pairs have the same effect, which would decide nothing. */
const apart: Loss = (spec) => 1 + ((spec.seeds.init % 8) - 3.5) / 1e10
/** The loss falls with the square root of the step, whoever makes it, times what the arm does of its own. */
const lossOf =
  (own: number): Loss =>
  (spec) =>
    (0.01 * (isTreatment(spec) ? own * apart(spec) : 1) * (1 + ((spec.seeds.init * 7) % 5) / 1e4)) /
    Math.sqrt(step(spec))

describe('the plan of a study of the effective step', () => {
  it('first both arms at the same alpha, then round by round, then the pairs', () => {
    const runs = new FakeRuns(lossOf(1), step)
    const first = runs.plan(study)
    expect(first.isComplete).toBe(false)
    expect(first.effectiveStep!.selectionSeeds).toEqual(Array.from({ length: 8 }, (_, i) => 1_000_000 + i))
    // Both arms on 8 selection seeds and 8 pairs at alpha 0.001; the search and the control's pairs wait.
    expect(first.plan.runs).toHaveLength(16 + 16)
    expect(first.later.numRuns).toBe(MAX_STEP_TRIALS * 8 + 8)
    for (const { spec } of first.plan.runs) expect(spec).toMatchObject({ optimizer: { learningRate: 0.001 } })
    runs.finish(first.plan)
    const second = runs.plan(study)
    expect(second.plan.runs).toHaveLength(32 + 8)
    expect(second.effectiveStep!.trials).toEqual([{ learningRate: 0.001, ratio: expect.closeTo(1 / 0.7, 9) }])
    runs.finish(second.plan)
    const third = runs.plan(study)
    expect(third.effectiveStep!.trials[1]!.learningRate).toBe(0.0007)
    const rates = rolesOf(third.effectiveStep!.equalStep, 'judgement').map(({ arm, setting }) => [
      arm,
      setting.learningRate
    ])
    expect(new Map(rates as [string, number][])).toEqual(
      new Map([
        ['adam', 0.0007],
        ['amsgrad', 0.001]
      ])
    )
    expect([third.isComplete, third.later.numRuns]).toEqual([true, 0])
  })

  it('of a tuned claim the treatment’s setting stands for both arms', () => {
    const best = (spec: Parameters<Loss>[0]) => (isTreatment(spec) ? 0.01 : 0.001)
    const runs = new FakeRuns((spec) => (spec.optimizer.learningRate === best(spec) ? 1 : 2), step)
    const tuned = studyOf({ claim: TUNED, by: ['effective-step'] })
    expect(runs.plan(tuned).effectiveStep).toBeNull()
    const { effectiveStep } = runs.complete(tuned)
    expect(effectiveStep!.setting).toEqual({ learningRate: 0.01, beta2: 0.99 })
    expect(effectiveStep!.trials.map(({ learningRate }) => learningRate)).toEqual([0.01, 0.007])
  })
})

describe('measureEffectiveStep', () => {
  it('explained: a difference that is the step alone is gone at the same step', () => {
    const { effectiveStep } = new FakeRuns(lossOf(1), step).measure(study)
    const { equalRate, equalStep, explained } = effectiveStep!
    expect(effectiveStep).toMatchObject({ isMatched: true, conclusion: 'explained', tolerance: 0.01, numPairs: 8 })
    expect(equalRate.ratio!.mean).toBeCloseTo(0.7, 9)
    expect(equalStep!.ratio!.mean).toBeCloseTo(1, 9)
    expect([equalRate.learningRate, equalStep!.learningRate]).toEqual([0.001, 0.0007])
    // ln(1/sqrt(0.7)) at the same alpha, 0 at the same step.
    expect(explained!.mean).toBeCloseTo(-Math.log(0.7) / 2, 9)
    expect(explained!.share).toBeCloseTo(1, 9)
    expect(equalRate.judgement.familySize).toBe(2)
  })

  it.each([
    // Of ln 1.5 + 0.178 the step explains 0.178.
    ['remains', 1.5, -Math.log(0.7) / 2 / (Math.log(1.5) - Math.log(0.7) / 2)],
    // At the same alpha 0.178 - 0.105, at the same step -0.105: it explains more than all.
    ['turns', 0.9, -Math.log(0.7) / 2 / (Math.log(0.9) - Math.log(0.7) / 2)]
  ])('%s: with a loss of %d of its own', (conclusion, own, share) => {
    const { effectiveStep } = new FakeRuns((spec) => lossOf(own)(spec), step).measure(study)
    expect(effectiveStep!.conclusion).toBe(conclusion)
    expect(effectiveStep!.explained!.share).toBeCloseTo(share, 6)
  })

  it('no difference at the same alpha leaves nothing to explain', () => {
    // Noise of both signs in the treatment alone.
    const { effectiveStep } = new FakeRuns(
      (spec) => 0.5 + (isTreatment(spec) ? (spec.seeds.init % 2 === 0 ? 0.01 : -0.01) : 0),
      step
    ).measure(study)
    expect(effectiveStep!.conclusion).toBe('no-difference')
  })

  it('a search that ends nowhere is no match, and says what it tried', () => {
    const stubborn: Loss = (spec) => (isTreatment(spec) ? 0.5 : 1)
    const { effectiveStep } = new FakeRuns(lossOf(1), stubborn).measure(study)
    expect(effectiveStep).toMatchObject({ isMatched: false, conclusion: 'not-matched' })
    expect(effectiveStep!.search).toHaveLength(MAX_STEP_TRIALS)
    expect(effectiveStep!.equalStep).not.toBeNull()
  })

  it('a treatment that diverged has no step to match', () => {
    const { effectiveStep } = new FakeRuns(
      (spec) => (isTreatment(spec) && spec.seeds.init === 1_000_000 ? Number.NaN : lossOf(1)(spec)),
      step
    ).measure(study)
    expect(effectiveStep).toMatchObject({
      treatmentStep: null,
      equalStep: null,
      explained: null,
      conclusion: 'not-matched',
      search: [{ learningRate: 0.001, ratio: null }]
    })
  })

  it('too few pairs that trained', () => {
    const { effectiveStep } = new FakeRuns((spec) => (isTreatment(spec) ? Number.NaN : 1), step).measure(study)
    expect(effectiveStep).toMatchObject({ conclusion: 'not-evaluable', equalRate: { controlStep: null, ratio: null } })
  })
})

describe('stepConclusion', () => {
  const above = { lower: 1, upper: 2, level: 0.95 }
  const below = { lower: -2, upper: -1, level: 0.95 }
  const around = { lower: -1, upper: 1, level: 0.95 }
  it.each([
    [above, above, true, 'remains'],
    [below, below, true, 'remains'],
    [above, below, true, 'turns'],
    [below, around, true, 'explained'],
    [around, above, true, 'no-difference'],
    [above, above, false, 'not-matched'],
    [above, null, true, 'not-evaluable'],
    [null, null, false, 'not-evaluable']
  ])('%j, then %j, matched %j: %s', (equalRate, equalStep, matched, conclusion) => {
    expect(stepConclusion(equalRate, equalStep, matched)).toBe(conclusion)
  })
})
