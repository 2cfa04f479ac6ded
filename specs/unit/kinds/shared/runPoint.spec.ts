import {
  isIncomplete,
  pointWords,
  type RunPoint,
  runPointOf,
  valueAtPoint
} from '../../../../src/kinds/shared/runPoint'
import { result, series } from '../../judge/runs'

const run = result({
  'test.loss': series(0.9, 0.5, 0.7, 0.6),
  'validation.loss': series(0.8, 0.7, 0.4, 0.4),
  'test.accuracy': series(0.2, 0.6, 0.5, 0.6)
})
const diverged = result({ 'test.loss': series(0.9, 0.5) }, true)
const empty = result({ 'test.loss': series() })

const POINTS: readonly (readonly [RunPoint, number])[] = [
  [{ kind: 'final' }, 0.6],
  [{ kind: 'best', better: 'lower' }, 0.5],
  [{ kind: 'best', better: 'higher' }, 0.9],
  // The first of two that are equally good.
  [{ kind: 'best-by', by: 'validation.loss', better: 'lower' }, 0.7],
  [{ kind: 'best-by', by: 'test.accuracy', better: 'higher' }, 0.5],
  [{ kind: 'last', count: 1 }, 0.6],
  [{ kind: 'last', count: 2 }, 0.65],
  [{ kind: 'point', unit: 'epoch', point: 1 }, 0.9],
  [{ kind: 'point', unit: 'epoch', point: 4 }, 0.6],
  [{ kind: 'mean' }, 0.675]
]

describe('valueAtPoint', () => {
  it.each(POINTS)('takes %j: %d', (point, value) => {
    // sums of two to four numbers near 1
    expect(valueAtPoint(run, 'test.loss', point)).toBeCloseTo(value, 15)
  })

  it.each(POINTS)('has none of a run that diverged, of one without a value, or of another metric: %j', (point) => {
    expect(valueAtPoint(diverged, 'test.loss', point)).toBeNaN()
    expect(valueAtPoint(empty, 'test.loss', point)).toBeNaN()
    expect(valueAtPoint(run, 'train.loss', point)).toBeNaN()
  })

  it('has none where the run ended before, where fewer values are than are averaged, or where places are counted in other units', () => {
    expect(valueAtPoint(run, 'test.loss', { kind: 'point', unit: 'epoch', point: 5 })).toBeNaN()
    expect(valueAtPoint(run, 'test.loss', { kind: 'point', unit: 'step', point: 1 })).toBeNaN()
    expect(valueAtPoint(run, 'test.loss', { kind: 'last', count: 5 })).toBeNaN()
    expect(valueAtPoint(run, 'test.loss', { kind: 'best-by', by: 'train.loss', better: 'lower' })).toBeNaN()
  })

  it('takes the last evaluation before a point that was not evaluated', () => {
    const sparse = result({
      reward: { unit: 'step', at: [100, 200, 300], values: [1, 2, 3] },
      best: { unit: 'step', at: [50, 250], values: [1, 0.5] }
    })
    expect(valueAtPoint(sparse, 'reward', { kind: 'point', unit: 'step', point: 299 })).toBe(2)
    expect(valueAtPoint(sparse, 'reward', { kind: 'best-by', by: 'best', better: 'lower' })).toBe(2)
    expect(valueAtPoint(sparse, 'reward', { kind: 'best-by', by: 'best', better: 'higher' })).toBeNaN()
  })

  it('tells a run that ended before from one that has no number in the middle', () => {
    const holes = result({ 'test.loss': series(0.9, Number.NaN, 0.7) })
    const mean = valueAtPoint(holes, 'test.loss', { kind: 'mean' })
    expect([mean, isIncomplete(holes, 'test.loss', mean)]).toEqual([Number.NaN, false])
    const early = valueAtPoint(run, 'test.loss', { kind: 'point', unit: 'epoch', point: 5 })
    expect(isIncomplete(run, 'test.loss', early)).toBe(true)
    expect(isIncomplete(diverged, 'test.loss', Number.NaN)).toBe(false)
  })

  it('passes over what is no number when it looks for the best', () => {
    const holes = result({ 'test.loss': series(Number.NaN, 0.5, Number.NaN, 0.7) })
    expect(valueAtPoint(holes, 'test.loss', { kind: 'best', better: 'lower' })).toBe(0.5)
  })
})

test('every form of a claim is a point with words of its own', () => {
  const forms = [
    'final',
    'best',
    'mean-of-curve',
    { bestBy: 'validation.loss' },
    { last: 5 },
    { epoch: 3 },
    { step: 7 }
  ] as const
  expect(forms.map((at) => pointWords('m', runPointOf(at, 'm', null)))).toEqual([
    'final m',
    'best m',
    'mean of m over the run',
    'm at the best validation.loss',
    'mean of the last 5 values of m',
    'm at epoch 3',
    'm at step 7'
  ])
  expect(pointWords('m', { kind: 'last', count: 1 })).toBe('final m')
})
