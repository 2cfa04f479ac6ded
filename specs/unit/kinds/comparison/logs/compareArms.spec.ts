import fc from 'fast-check'
import type { Cell } from '../../../../../src/kinds/comparison/logs/cells'
import { compareArms } from '../../../../../src/kinds/comparison/logs/compareArms'
import { LOWER } from '../../../../support/builders'
import { question, runsOf } from '../../../adjudicate/runs'

const NOISE = [0.98, 0.99, 1, 1.01, 1.02]

function cell(control: readonly number[], treatment: readonly number[], setting = {}): Cell {
  return { setting, control: runsOf('adam', control, setting), treatment: runsOf('amsgrad', treatment, setting) }
}
const scaled = (factor: number) => NOISE.map((value) => value * factor)
const verdictOf = (cells: readonly Cell[], overrides = {}, alpha = 0.05) =>
  compareArms(question(overrides), cells).judge(alpha).verdict

describe('compare', () => {
  it.each([
    ['lower', 0.8, { outcome: 'reproduced', subtype: null }],
    ['lower', 1.2, { outcome: 'refuted', subtype: 'opposite' }],
    ['lower', 0.999, { outcome: 'inconclusive', subtype: null }],
    ['not-lower', 1.2, { outcome: 'reproduced', subtype: null }],
    ['not-lower', 0.8, { outcome: 'refuted', subtype: 'lower' }],
    ['equivalent', 1.2, { outcome: 'refuted', subtype: 'different' }]
  ] as const)('judges %s at a ratio of %d', (kind, ratio, expected) => {
    expect(verdictOf([cell(NOISE, scaled(ratio))], { hypothesis: { ...LOWER, kind } })).toEqual(expected)
  })

  it('tells the subtypes of refuted apart', () => {
    const tight = (ratio: number) => [1, 1.0001, 0.9999, 1.0002, 0.9998].map((value) => value * ratio)
    const refuted = (ratio: number) => verdictOf([cell(tight(1), tight(ratio))]).subtype
    expect(refuted(1.005)).toBe('higher-by-less-than-margin')
    expect(refuted(1)).toBe('equivalent')
    expect(refuted(1.05)).toBe('opposite')
    expect(verdictOf([cell(tight(1), tight(0.995))])).toEqual({ outcome: 'below-margin', subtype: null })
  })

  it('says co-check where only the interval decides', () => {
    // 5 + 5 runs: the permutation test has no p below 2/252.
    expect(verdictOf([cell(NOISE, scaled(0.5))], {}, 0.005)).toEqual({ outcome: 'inconclusive', subtype: 'co-check' })
  })

  it('takes absolute margins as differences', () => {
    const hypothesis = { ...LOWER, metric: 'test.accuracy', margin: { absolute: 0.1 } }
    const judged = compareArms(question({ hypothesis }), [
      cell(
        NOISE,
        NOISE.map((value) => value - 0.5)
      )
    ]).judge(0.05)
    expect(judged.verdict.outcome).toBe('reproduced')
    expect(judged.effect!.theta).toBeCloseTo(-0.5, 14)
  })

  it('pairs by seed only where the mapping says seeds', () => {
    // Seeds matter a hundred times more than the arm.
    const control = [1, 2, 4, 8, 16, 32]
    const treatment = control.map((value, i) => value * (0.9 + 0.001 * i))
    const seeds = compareArms(question({ pairing: 'seed' }), [cell(control, treatment)]).judge(0.05)
    expect(seeds).toMatchObject({
      method: 'paired',
      verdict: { outcome: 'reproduced' },
      secondary: { method: 'unpaired' }
    })
    const numbers = compareArms(question(), [cell(control, treatment)]).judge(0.05)
    expect(numbers).toMatchObject({
      method: 'unpaired',
      verdict: { outcome: 'inconclusive' },
      secondary: { method: 'paired', n: 6 }
    })
    expect(numbers.secondary!.interval).toEqual(seeds.effect!.interval)
    expect(compareArms(question({ pairing: 'none' }), [cell(control, treatment)]).judge(0.05).secondary).toBeNull()
  })

  it('averages over settings, and a seed over its settings', () => {
    const cells = [cell(NOISE, scaled(0.8), { lr: 1 }), cell(scaled(3), scaled(3 * 1.1), { lr: 2 })]
    const theta = (Math.log(0.8) + Math.log(1.1)) / 2
    const numbers = compareArms(question(), cells).judge(0.05)
    expect(numbers).toMatchObject({ settings: 2, settingsUsed: 2 })
    expect(numbers.effect!.theta).toBeCloseTo(theta, 12)
    const seeds = compareArms(question({ pairing: 'seed' }), cells).judge(0.05)
    expect(seeds.effect!.theta).toBeCloseTo(theta, 12)
    expect(seeds.smallestExactP).toBe(2 ** -4)
  })

  it('takes the settings as the sample where each has one run', () => {
    const cells = [1, 2, 3, 4, 5, 6].map((lr) => cell([lr], [lr * (0.8 + 0.01 * lr)], { lr }))
    const judged = compareArms(question(), cells).judge(0.05)
    expect(judged).toMatchObject({ method: 'by-setting', settingsUsed: 6, verdict: { outcome: 'reproduced' } })
  })

  describe('failures', () => {
    const dead = (values: readonly number[], count: number) =>
      values.map((value, i) => (i < count ? Number.NaN : value))

    it('never enter theta and keep a claim from being reproduced where the treatment fails more often', () => {
      const failing = (count: number) => [...scaled(0.5), ...new Array<number>(count).fill(Number.NaN)]
      const judged = compareArms(question(), [cell(NOISE, failing(4))]).judge(0.05)
      expect(judged.verdict).toEqual({ outcome: 'inconclusive', subtype: 'failures' })
      expect(judged.effect!.theta).toBeLessThan(Math.log(0.52))
      expect(judged.treatment).toMatchObject({ runs: 9, numFailed: 4, failures: { diverged: 4 } })
      expect(verdictOf([cell(NOISE, failing(3))]).outcome).toBe('reproduced')
      expect(
        verdictOf([
          cell(
            failing(4),
            NOISE.map((value) => value * 0.1)
          )
        ]).outcome
      ).toBe('reproduced')
      expect(verdictOf([cell(failing(4), NOISE)]).subtype).toBe('failures')
    })

    it('are compared as rates where the arms have different numbers of runs', () => {
      const of = (values: readonly number[], count: number, scale = 1) =>
        [...values, ...values].map((value, i) => (i < count ? Number.NaN : value * scale * (1 + i / 1000)))
      // 3 of 10 against 2 of 5: the treatment fails less often.
      expect(verdictOf([cell(dead(NOISE, 2), of(NOISE, 3, 0.1))]).outcome).toBe('reproduced')
      // 5 of 10 against 1 of 5: p = .22.
      expect(verdictOf([cell(dead(NOISE, 1), of(NOISE, 5, 0.1))]).outcome).toBe('reproduced')
    })

    it('make a setting not evaluable where half of both arms fail', () => {
      expect(verdictOf([cell(dead(NOISE, 3), dead(NOISE, 3))])).toEqual({
        outcome: 'not-evaluable',
        subtype: 'too-many-failures'
      })
    })

    it('leave a setting out of the average', () => {
      const cells = [cell(NOISE, scaled(0.8), { lr: 1 }), cell(dead(NOISE, 5), dead(NOISE, 4), { lr: 2 })]
      const judged = compareArms(question({ chanceLevel: 2 }), cells).judge(0.05)
      expect(judged).toMatchObject({
        settings: 2,
        settingsUsed: 1,
        control: { numFailed: 5 },
        treatment: { numFailed: 4 }
      })
      expect(judged.effect!.theta).toBeCloseTo(Math.log(0.8), 12)
      // As sensitivity every run counts, at the level of chance where it has no value.
      expect(judged.capped!.theta).toBeCloseTo((Math.log(0.8) + (Math.log(1.02) - Math.log(2)) / 5) / 2, 12)
    })
  })

  it.each([
    [[], NOISE, 'no-data'],
    [[1, 2], NOISE, 'too-few-runs'],
    [[1], [1], 'too-few-runs'],
    [[Number.NaN, 1, 2], NOISE, 'too-many-failures']
  ])('is not evaluable on %j and %j: %s', (control, treatment, subtype) => {
    const comparable = compareArms(question(), [cell(control, treatment)])
    expect(comparable.judge(0.05)).toMatchObject({ verdict: { outcome: 'not-evaluable', subtype }, effect: null })
    expect(comparable.p).toBeNull()
    expect(comparable.isDecided(0.05)).toBe(false)
  })

  it('refuses a loss without a logarithm', () => {
    expect(() => compareArms(question(), [cell(NOISE, [0, 1, 1, 1, 1])])).toThrow(/by its logarithm/)
  })

  it('is decided exactly at levels of at least p', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: 3, maxLength: 6 }), (values) => {
        const comparable = compareArms(question(), [cell(NOISE, values)])
        if (comparable.p === null || comparable.p <= 1e-9 || comparable.p > 0.9) return
        expect(comparable.isDecided(Math.min(0.99, comparable.p * 1.001))).toBe(true)
        expect(comparable.isDecided(comparable.p * 0.999)).toBe(false)
      })
    )
  })

  it('changes nothing when all losses are scaled, and mirrors when the arms are swapped', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: 3, maxLength: 5 }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        (values, factor) => {
          const times = (list: readonly number[]) => list.map((value) => value * factor)
          const one = compareArms(question(), [cell(NOISE, values)]).judge(0.05).effect!
          const two = compareArms(question(), [cell(times(NOISE), times(values))]).judge(0.05).effect!
          const mirrored = compareArms(question(), [cell(values, NOISE)]).judge(0.05).effect!
          expect(two.theta).toBeCloseTo(one.theta, 10)
          expect(two.interval.upper).toBeCloseTo(one.interval.upper, 10)
          expect(mirrored.interval.lower).toBeCloseTo(-one.interval.upper, 10)
        }
      )
    )
  })
})
