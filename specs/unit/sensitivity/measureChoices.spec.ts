import type { Verdict } from '../../../src/kinds'
import { influenceOf } from '../../../src/sensitivity/measureChoices'
import {
  batchSizeOf,
  CHOICES,
  FakeRuns,
  isBinary,
  isTreatment,
  type Loss,
  studyOf,
  TUNED,
  UNTUNED,
  WITH_CHOICES
} from './studies'

const study = studyOf({ claim: UNTUNED, experiment: WITH_CHOICES, by: ['choices'], choices: CHOICES })
/** ln of the ratio of the arms: an effect, and a little noise of the seed that no test can mistake. */
const withEffects =
  (effectOf: Loss): Loss =>
  (spec) => {
    const noise = ((spec.seeds.init * 7) % 5) / 2000
    return Math.exp(-2 + noise + (isTreatment(spec) ? effectOf(spec) + noise : 0))
  }
/** The claim is refuted; the binary loss turns it; batches of 64 move the effect. */
const loss = withEffects((spec) => (isBinary(spec) ? -0.3 : batchSizeOf(spec) === 64 ? 0.2 : 0.1))

describe('measureChoices', () => {
  const { choices } = new FakeRuns(loss).measure(study)

  it('says which option flips the outcome, which moves the effect, which does nothing, and ranks the choices', () => {
    expect(choices!.base.verdict).toEqual({ outcome: 'refuted', subtype: 'opposite' })
    expect(choices!.options.map(({ topic, option, influence }) => [topic, option, influence])).toEqual([
      ['loss function', 'binary', 'flips'],
      ['batch size', '64', 'moves'],
      ['batch size', '256', 'none']
    ])
    expect(choices!.ranking).toEqual([
      { topic: 'loss function', option: 'binary', influence: 'flips', shift: expect.closeTo(-0.4, 12) },
      { topic: 'batch size', option: '64', influence: 'moves', shift: expect.closeTo(0.1, 12) }
    ])
  })

  it('a shift is taken pair by pair, so that what the seeds do to every row alike is no noise of it', () => {
    const [, moved] = choices!.options
    expect(moved!.shift!.numPairs).toBe(8)
    expect(moved!.shift!.mean).toBeCloseTo(0.1, 12)
    // The noise is the same in both rows.
    expect(moved!.shift!.interval.lower).toBeCloseTo(0.1, 12)
    // 0.05 shared by three options.
    expect(moved!.shift!.interval.level).toBeCloseTo(1 - 0.05 / 3, 12)
  })

  it('is judged by Holm within the table, the claim as it is among its members', () => {
    const judgements = [choices!.base, ...choices!.options.map(({ judgement }) => judgement)]
    expect(judgements.map(({ familySize }) => familySize)).toEqual([4, 4, 4, 4])
    expect(judgements.map(({ alphaJ }) => alphaJ).sort()).toEqual([0.0125, 0.05 / 3, 0.025, 0.05])
    expect(judgements[0]).not.toHaveProperty('claim')
  })

  it('settings as they stand: nothing was tuned; a tuned claim tells how', () => {
    expect(choices!.tuning).toBeNull()
    const tuned = studyOf({ claim: TUNED, experiment: WITH_CHOICES, by: ['choices'], choices: CHOICES })
    const measured = new FakeRuns(loss).measure(tuned)
    expect(measured.choices!.tuning).toEqual({ select: 'validation.loss', per: 'arm', seeds: 3 })
    const { evidence } = measured.choices!.options[0]!.judgement
    expect(evidence.kind === 'paired' && evidence.treatment.selection!.candidates).toHaveLength(4)
  })

  it('an option whose runs diverge has no verdict, and cannot be called decisive', () => {
    const diverging = new FakeRuns((spec) => (isBinary(spec) ? Number.NaN : loss(spec))).measure(study).choices!
    expect(diverging.options[0]).toMatchObject({ influence: 'not-evaluable', shift: null })
    expect(diverging.ranking.map(({ topic }) => topic)).toEqual(['batch size', 'loss function'])
  })

  it('a loss of 0, which has no logarithm, stops no other row', () => {
    const zero = new FakeRuns((spec) => (isBinary(spec) ? 0 : loss(spec))).measure(study).choices!
    expect(zero.options[0]!.judgement.verdict.outcome).toBe('not-evaluable')
    expect(zero.options[1]!.influence).toBe('moves')
  })

  it('an option that the profile overrides changes no run, and is called so', () => {
    const [lossFunction] = CHOICES
    const [binary] = lossFunction!.options
    const same = [{ ...lossFunction!, options: [{ ...binary!, experiment: WITH_CHOICES }] }]
    const { options } = new FakeRuns(loss).measure(
      studyOf({ claim: UNTUNED, experiment: WITH_CHOICES, by: ['choices'], choices: same })
    ).choices!
    expect(options[0]).toMatchObject({ sameRuns: true, influence: 'none', shift: { mean: 0 } })
    expect(choices!.options.some(({ sameRuns }) => sameRuns)).toBe(false)
  })

  it('whatever finished first changes nothing', () => {
    const [forwards, backwards] = (['forwards', 'backwards'] as const).map((order) =>
      JSON.stringify(new FakeRuns(loss).measure(study, order))
    )
    expect(backwards).toBe(forwards)
  })
})

describe('influenceOf', () => {
  const refuted: Verdict = { outcome: 'refuted', subtype: 'opposite' }
  const reproduced: Verdict = { outcome: 'reproduced', subtype: null }
  const open: Verdict = { outcome: 'inconclusive', subtype: null }
  const none: Verdict = { outcome: 'not-evaluable', subtype: 'no-data' }
  const shift = (lower: number, upper: number) => ({ numPairs: 8, mean: 0, interval: { lower, upper, level: 0.95 } })

  it.each([
    [refuted, reproduced, shift(-1, 1), 'flips'],
    [reproduced, refuted, null, 'flips'],
    [refuted, open, shift(1, 2), 'changes'],
    [open, reproduced, shift(1, 2), 'changes'],
    [refuted, { ...refuted, subtype: 'higher' } as Verdict, shift(1, 2), 'moves'],
    [refuted, refuted, shift(-2, -1), 'moves'],
    [refuted, refuted, shift(-1, 1), 'none'],
    [refuted, refuted, null, 'not-evaluable'],
    [none, refuted, shift(1, 2), 'not-evaluable'],
    [refuted, none, shift(1, 2), 'not-evaluable']
  ])('%j against %j, shift %j: %s', (base, option, moved, influence) => {
    expect(influenceOf(base, option, moved)).toBe(influence)
  })
})
