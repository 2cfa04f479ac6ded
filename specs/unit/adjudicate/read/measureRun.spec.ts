import fc from 'fast-check'
import { curveMeasureOf, measureCurve, reaches, startsBy } from '../../../../src/adjudicate/read/measureRun'
import { geometricMean, restrictedTime } from '../../../../src/kinds/shared/metric'
import { LOWER } from '../../../support/builders'
import { result, series } from '../../judge/runs'
import { BY_AUC, BY_TIME } from '../runs'

const AUC = { kind: 'auc', epsilon: 0 } as const
const TIME = { kind: 'time-to', threshold: 0.5 } as const
const epochsOf = (values: readonly number[], first = 1) => values.map((_, i) => first + i)
const curve = (...values: number[]) => ({ epochs: epochsOf(values), values })
const span = (last: number, first = 1, from = first) => ({ first, from, last })

describe('curveMeasureOf', () => {
  it('is what the claim says of curves, and nothing for final values', () => {
    expect(curveMeasureOf(LOWER)).toBeNull()
    expect(curveMeasureOf({ ...BY_AUC, margin: { relative: 0.01, epsilon: 0.5 } })).toEqual({
      kind: 'auc',
      epsilon: 0.5
    })
    expect(curveMeasureOf(BY_TIME)).toEqual({ kind: 'time-to', threshold: 0.1 })
  })
})

describe('measureCurve', () => {
  it('is the mean over epochs, the first and the last one by half, and the time that a run of claimcheck has', () => {
    const losses = fc.array(fc.double({ min: 0.01, max: 3, noNaN: true }), { minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(losses, fc.constantFrom(0, 0.2), (values, epsilon) => {
        const whole = span(values.length)
        const auc = measureCurve(curve(...values), { kind: 'auc', epsilon }, whole)
        const twice = values.flatMap((value, i) => (i === 0 || i === values.length - 1 ? [value] : [value, value]))
        expect(auc.value).toBeCloseTo(geometricMean(twice, epsilon), 12)
        const { value, within, censored, isWhole } = measureCurve(curve(...values), TIME, whole)
        const run = result({ 'train.loss': series(...values) })
        expect({ time: value, within, censored }).toEqual(restrictedTime(run, 'train.loss', 0.5, values.length))
        expect([auc.isWhole, isWhole]).toEqual([true, true])
      })
    )
  })

  /** e^(-3) until step 20, e from step 21 on, of 200; a straight line between is all that coarser grids know. */
  const loss = (step: number) => (step <= 20 ? Math.exp(-3) : Math.E)
  const loggedAt = (steps: readonly number[]) => ({ epochs: steps, values: steps.map(loss) })
  const everyStep = loggedAt(epochsOf(new Array(200).fill(0)))
  const sparse = loggedAt([1, 2, 3, 4, 6, 8, 10, 14, 20, 21, 40, 80, 120, 200])

  it('weighs steps, however often was logged', () => {
    // (19 x -3 + 1 x -1 + 179 x 1)/199
    for (const logged of [everyStep, sparse, loggedAt([1, 20, 21, 200])]) {
      expect(Math.log(measureCurve(logged, AUC, span(200)).value)).toBeCloseTo(121 / 199, 12)
    }
  })

  it('mutant: the mean over logged points has the other sign', () => {
    expect(Math.log(geometricMean(everyStep.values, 0))).toBeGreaterThan(0)
    expect(Math.log(geometricMean(sparse.values, 0))).toBeLessThan(0)
  })

  it('is straight between evaluations and level after the last, over the span', () => {
    const logs = { epochs: [0, 10, 30], values: [1, Math.E ** 2, Math.E ** 6] }
    // 1 at 5, 4 at 20: (1 + 2)/2 x 5 + (2 + 4)/2 x 10 over 15
    expect(Math.log(measureCurve(logs, AUC, { first: 0, from: 5, last: 20 }).value)).toBeCloseTo(37.5 / 15, 12)
    // 6 at 30, and 6 until 40
    expect(Math.log(measureCurve(logs, AUC, { first: 0, from: 10, last: 40 }).value)).toBeCloseTo(140 / 30, 12)
    expect(measureCurve(curve(7), AUC, span(1)).value).toBeCloseTo(7, 12)
  })

  it('follows no run longer than the span', () => {
    expect(measureCurve(curve(4, 1, 100), AUC, span(2)).value).toBeCloseTo(2, 14)
    expect(measureCurve(curve(4, 1, 0.4), TIME, span(2))).toEqual({
      value: 2,
      within: [2, 2],
      censored: true,
      reached: false,
      isWhole: true
    })
  })

  it('counts epochs from the first one, whatever its number', () => {
    const values = [2, 0.5, 0.6]
    const fromZero = measureCurve({ epochs: epochsOf(values, 0), values }, TIME, span(2, 0))
    expect(fromZero).toEqual({ value: 2, within: [1, 2], censored: false, reached: true, isWhole: true })
    expect(measureCurve({ epochs: [0, 1], values: [2, 1] }, TIME, span(1, 0))).toMatchObject({
      value: 2,
      censored: true
    })
  })

  it('of a run that was evaluated at other times lacks nothing', () => {
    expect(measureCurve({ epochs: [20, 40, 60, 80, 100], values: [3, 3, 3, 3, 3] }, TIME, span(100))).toEqual({
      value: 100,
      within: [100, 100],
      censored: true,
      reached: false,
      isWhole: true
    })
    expect(reaches({ epochs: [5, 95, 190], values: [] }, 200)).toBe(true)
    expect(startsBy({ epochs: [5, 95, 190], values: [] }, 0)).toBe(true)
  })

  it('lacks the end where the next evaluation should have come', () => {
    expect(reaches(curve(1, 1), 3)).toBe(false)
    expect(startsBy({ epochs: [2, 3], values: [] }, 1)).toBe(false)
    expect(reaches({ epochs: [], values: [] }, 1)).toBe(false)
    // Where it died the mapping says that it stays there.
    expect(measureCurve(curve(2, 1), TIME, span(3))).toMatchObject({ within: [3, 3], censored: true, isWhole: false })
    expect(measureCurve({ epochs: [], values: [] }, AUC, span(2)).value).toBeNaN()
    expect(measureCurve({ epochs: [], values: [] }, TIME, span(2))).toMatchObject({ value: Number.NaN, isWhole: false })
  })

  it('asks for nothing after the threshold', () => {
    expect(measureCurve(curve(2, 0.5), TIME, span(9))).toEqual({
      value: 2,
      within: [1, 2],
      censored: false,
      reached: true,
      isWhole: true
    })
  })

  it('takes a curve that no call stack holds', () => {
    const values = Array.from({ length: 300_000 }, (_, index) => (index % 2 === 0 ? 4 : 1))
    const { value } = measureCurve(curve(...values.slice(0, 1_000)), AUC, span(1_000))
    expect(value).toBeCloseTo(2, 2)
    const epochs = values.map((_, index) => index + 1)
    expect(measureCurve({ epochs, values }, AUC, span(values.length)).value).toBeCloseTo(2, 4)
  })

  it('keeps a loss that has no logarithm, whose error the claim raises', () => {
    expect(measureCurve(curve(1, -2, 3), AUC, span(3)).value).toBe(-2)
    expect(measureCurve(curve(1, 0, 3), AUC, span(3)).value).toBe(0)
    expect(measureCurve(curve(1, Number.NaN, 3), AUC, span(3)).value).toBeNaN()
    expect(Number.isFinite(measureCurve(curve(1, Infinity, 3), AUC, span(3)).value)).toBe(false)
  })
})
