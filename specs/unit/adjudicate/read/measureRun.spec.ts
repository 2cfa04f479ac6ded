import fc from 'fast-check'
import { curveMeasureOf, measureCurve } from '../../../../src/adjudicate/read/measureRun'
import { curveMean, restrictedTime } from '../../../../src/kinds/shared/metric'
import { LOWER } from '../../../support/builders'
import { result, series } from '../../judge/runs'
import { BY_AUC, BY_TIME } from '../runs'

const AUC = { kind: 'auc', epsilon: 0 } as const
const TIME = { kind: 'time-to', threshold: 0.5 } as const
const epochsOf = (values: readonly number[], first = 1) => values.map((_, i) => first + i)
const curve = (...values: number[]) => ({ epochs: epochsOf(values), values })
const span = (last: number, first = 1) => ({
  first,
  epochs: Array.from({ length: last - first + 1 }, (_, i) => first + i)
})

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
  it('gives a whole log the value that a run of claimcheck has', () => {
    const losses = fc.array(fc.double({ min: 0.01, max: 3, noNaN: true }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(losses, fc.constantFrom(0, 0.2), (values, epsilon) => {
        const run = result({ 'train.loss': series(...values) })
        const whole = span(values.length)
        const auc = measureCurve(curve(...values), { kind: 'auc', epsilon }, whole)
        expect(auc.value).toBe(curveMean(run, 'train.loss', epsilon))
        const { value, censored, missing } = measureCurve(curve(...values), TIME, whole)
        expect({ time: value, censored }).toEqual(restrictedTime(run, 'train.loss', 0.5, values.length))
        expect([auc.missing, missing]).toEqual([null, null])
      })
    )
  })

  it('follows no run longer than the span', () => {
    expect(measureCurve(curve(4, 1, 100), AUC, span(2)).value).toBeCloseTo(2, 14)
    expect(measureCurve(curve(4, 1, 0.4), TIME, span(2))).toEqual({
      value: 2,
      censored: true,
      reached: false,
      missing: null
    })
  })

  it('counts epochs from the first one, whatever its number', () => {
    const values = [2, 0.4, 0.6]
    const fromZero = measureCurve({ epochs: epochsOf(values, 0), values }, TIME, span(2, 0))
    expect(fromZero).toEqual({ value: 2, censored: false, reached: true, missing: null })
    expect(measureCurve({ epochs: [0, 1], values: [2, 1] }, TIME, span(1, 0))).toMatchObject({
      value: 2,
      censored: true
    })
  })

  it('says what is missing, for which the value before it stands', () => {
    const holed = { epochs: [1, 3], values: [4, 1] }
    expect(measureCurve(holed, AUC, span(3))).toMatchObject({ missing: 2 })
    expect(measureCurve(holed, AUC, span(3)).value).toBeCloseTo(16 ** (1 / 3), 14)
    expect(measureCurve({ epochs: [2], values: [1] }, AUC, span(2))).toMatchObject({ value: Number.NaN, missing: 1 })
    expect(measureCurve({ epochs: [2], values: [1] }, TIME, span(2))).toMatchObject({ value: Number.NaN, missing: 1 })
    expect(measureCurve({ epochs: [], values: [] }, AUC, span(2)).value).toBeNaN()
  })

  it('asks for nothing after the threshold', () => {
    expect(measureCurve(curve(2, 0.5), TIME, span(9))).toEqual({
      value: 2,
      censored: false,
      reached: true,
      missing: null
    })
    // What is missing before it might have been the threshold already.
    const holed = { epochs: [1, 3], values: [2, 0.5] }
    expect(measureCurve(holed, TIME, span(9))).toMatchObject({ value: 3, reached: true, missing: 2 })
  })

  it('keeps a loss that has no logarithm, whose error the claim raises', () => {
    expect(measureCurve(curve(1, -2, 3), AUC, span(3)).value).toBe(-2)
    expect(measureCurve(curve(1, 0, 3), AUC, span(3)).value).toBe(0)
    expect(measureCurve(curve(1, Number.NaN, 3), AUC, span(3)).value).toBeNaN()
  })
})
