import fc from 'fast-check'
import { curveMean, finalValue, firstValue, restrictedTime } from '../../../../src/kinds/shared/metric'
import { result, series } from '../../judge/runs'

const run = (...losses: number[]) => result({ 'train.loss': series(...losses) })
const diverged = result({ 'train.loss': series(2, 0.5) }, true)

describe('finalValue', () => {
  it('is the last recorded value, and none of a diverged run or of another metric', () => {
    expect(finalValue(run(2, 0.5), 'train.loss')).toBe(0.5)
    expect(finalValue(diverged, 'train.loss')).toBeNaN()
    expect(finalValue(run(2), 'test.loss')).toBeNaN()
  })
})

describe('firstValue', () => {
  it('is the first recorded value, and none of a diverged run or of another metric', () => {
    expect(firstValue(run(2, 0.5), 'train.loss')).toBe(2)
    expect(firstValue(diverged, 'train.loss')).toBeNaN()
    expect(firstValue(run(2), 'test.loss')).toBeNaN()
  })
})

describe('curveMean', () => {
  it('is the geometric mean of the curve', () => {
    // SciPy 1.17.1: scipy.stats.gmean([2, .5, .3]); 3 logarithms and an exponential are right to some ulps
    expect(curveMean(run(2, 0.5, 0.3), 'train.loss', 0)).toBeCloseTo(0.6694329500821695, 14)
    expect(curveMean(run(1, Math.E ** 2), 'train.loss', 0)).toBeCloseTo(Math.E, 14)
  })

  it('makes the log ratio of two runs the difference of their means of ln(metric + epsilon)', () => {
    const losses = fc.array(fc.double({ min: 0.001, max: 10, noNaN: true }), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(losses, fc.constantFrom(0, 0.01, 1), (values, epsilon) => {
        const meanLog = values.reduce((sum, value) => sum + Math.log(value + epsilon), 0) / values.length
        // exp, less epsilon, plus epsilon and ln again lose a few ulps of values up to 11
        expect(Math.log(curveMean(run(...values), 'train.loss', epsilon) + epsilon)).toBeCloseTo(meanLog, 12)
      })
    )
  })

  it('is 0 for a curve that touches 0 without epsilon, and not a number for a diverged run', () => {
    expect(curveMean(run(1, 0), 'train.loss', 0)).toBe(0)
    expect(curveMean(diverged, 'train.loss', 0)).toBeNaN()
    expect(curveMean(run(1), 'test.loss', 0)).toBeNaN()
  })
})

describe('restrictedTime', () => {
  it('lies between the last epoch above the threshold and the first at or below it, even where the curve rises again', () => {
    expect(restrictedTime(run(2, 0.5, 0.6), 'train.loss', 0.5, 3)).toEqual({
      time: 2,
      within: [1, 2],
      censored: false
    })
    // Halfway on ln loss: ln 2, 0, -ln 2.
    expect(restrictedTime(run(2, 0.5, 0.6), 'train.loss', 1, 3)).toEqual({ time: 1.5, within: [1, 2], censored: false })
  })

  it('is on a straight line of the metric where that has no logarithm', () => {
    // From 3 to -1 the way to 1 is half, from 2 to 0 that to .5 three quarters.
    expect(restrictedTime(run(3, -1), 'train.loss', 1, 2)).toEqual({ time: 1.5, within: [1, 2], censored: false })
    expect(restrictedTime(run(2, 0), 'train.loss', 0.5, 2)).toEqual({ time: 1.75, within: [1, 2], censored: false })
  })

  it('is in the middle where nothing tells, from 0 on where nothing was evaluated before', () => {
    expect(restrictedTime(run(0.4), 'train.loss', 0.5, 3)).toEqual({ time: 0.5, within: [0, 1], censored: false })
    expect(restrictedTime(run(Infinity, 0.4), 'train.loss', 0.5, 3)).toMatchObject({ time: 1.5, within: [1, 2] })
    expect(restrictedTime(run(Number.NaN, 0.4), 'train.loss', 0.5, 3)).toMatchObject({ time: 1.5, within: [1, 2] })
  })

  it('counts in the recorded epochs or steps, not in their number', () => {
    const steps = result({ regret: { unit: 'step', at: [100, 200, 300], values: [3, 2, 1] } })
    expect(restrictedTime(steps, 'regret', 2, 300)).toEqual({
      time: 200,
      within: [100, 200],
      censored: false
    })
  })

  it('is the length of the run, censored, where the threshold is never reached', () => {
    expect(restrictedTime(run(2, 1, 0.7), 'train.loss', 0.5, 3)).toEqual({ time: 3, within: [3, 3], censored: true })
    // Evaluated last before the end: it may have got there since.
    expect(restrictedTime(run(2, 1, 0.7), 'train.loss', 0.5, 3.5)).toEqual({
      time: 3.5,
      within: [3, 3.5],
      censored: true
    })
  })

  it('at the very end is no censoring', () => {
    expect(restrictedTime(run(2, 1, 0.5), 'train.loss', 0.5, 3)).toEqual({ time: 3, within: [2, 3], censored: false })
  })

  it('of a diverged run is unknown, even where it was below the threshold before', () => {
    expect(restrictedTime(diverged, 'train.loss', 0.5, 3)).toEqual({
      time: Number.NaN,
      within: [Number.NaN, Number.NaN],
      censored: false
    })
  })
})
