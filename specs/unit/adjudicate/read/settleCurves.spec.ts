import type { MappingFile } from '../../../../src/adjudicate/mapping/types'
import { type CurveMeasure, curveMeasureOf } from '../../../../src/adjudicate/read/measureRun'
import { readRuns } from '../../../../src/adjudicate/read/readRuns'
import { BY_AUC, BY_TIME, folderOf, mapping } from '../runs'

type Policy = 'error' | 'failed' | 'leave-out' | 'last-value'

const AUC = curveMeasureOf(BY_AUC)!
const TIME = curveMeasureOf(BY_TIME)!
const rows = (arm: string, ...points: readonly (readonly [epoch: number, loss: number | string])[]) =>
  ['arm,epoch,loss', ...points.map(([epoch, loss]) => `${arm},${epoch},${loss}`)].join('\n')
const whole = rows('adam', [1, 1], [2, 0.5], [3, 0.2])

function read(curve: CurveMeasure, other: string, policy: Policy = 'error', overrides: Partial<MappingFile> = {}) {
  const needed = { judged: 'train.loss', trainLoss: 'train.loss', selection: null, curve }
  const files = { 'a.csv': whole, 'b.csv': other }
  const read = mapping({ epochs: { column: 'epoch' }, gaps: { incompleteRuns: policy }, ...overrides })
  return readRuns(folderOf(files), read, ['adam', 'amsgrad'], needed, {})
}
const second = (...args: Parameters<typeof read>) => read(...args).runs[1]!

describe('curves from logs', () => {
  it('are means over the epochs, or times', () => {
    const log = rows('amsgrad', [1, 1], [2, 0.1], [3, 0.01])
    // ln 1, ln .1 and ln .01, the outer ones by half: the mean is ln .1.
    expect(second(AUC, log).value).toBeCloseTo(0.1, 14)
    expect(second(TIME, log)).toMatchObject({ value: 2, censored: false, trainLoss: 0.01, failure: null })
    expect(read(TIME, log).runs[0]).toMatchObject({ value: 3, censored: true, failure: null })
  })

  it('are as long as the shortest whole run of the group', () => {
    const log = `${rows('amsgrad', [1, 1], [2, 0.5], [3, 0.2], [4, 0.1])}\n`
    const lengths = { name: '(?<which>[ab])', epochs: { column: 'epoch', countFrom: [{ name: 'which' }] } } as const
    const renamed = { 'n3.csv': whole, 'n4.csv': log }
    const needed = { judged: 'train.loss', trainLoss: 'train.loss', selection: null, curve: TIME }
    const stated = mapping({ ...lengths, name: 'n(?<which>[0-9])' })
    const { runs } = readRuns(folderOf(renamed), stated, ['adam', 'amsgrad'], needed, {})
    expect(runs.map(({ value, censored }) => [value, censored])).toEqual([
      [3, true],
      [3, true]
    ])
  })

  const STOPPED = rows('amsgrad', [1, 1], [2, 0.09])

  it.each<Policy>(['error', 'failed', 'leave-out', 'last-value'])(
    'lack nothing where a run was stopped at the threshold (gaps: %s)',
    (policy) => {
      // ln(1/.1)/ln(1/.09) of the way from 1 to 2.
      const { value, ...run } = second(TIME, STOPPED, policy)
      expect(value).toBeCloseTo(1 + Math.log(0.1) / Math.log(0.09), 14)
      expect(run).toMatchObject({ within: [1, 2], censored: false, trainLoss: 0.09, failure: null })
    }
  )

  it('do where the mean of the whole is asked for', () => {
    expect(() => read(AUC, STOPPED)).toThrow(/b\.csv: the log ends before epoch 3[\s\S]*the last of 2 values at 2/)
    expect(second(AUC, STOPPED, 'failed').failure).toBe('incomplete')
    expect(read(AUC, STOPPED, 'leave-out').leftOut).toEqual([
      { origin: 'b.csv', why: 'its log ends before epoch 3: the last of 2 values at 2 of train.loss' }
    ])
    // The last value stands for the third epoch: (1^.5 x .09 x .09^.5)^(1/2).
    expect(second(AUC, STOPPED, 'last-value').value).toBeCloseTo(0.09 ** 0.75, 14)
  })

  it('may be known at other times, which is no failure whatever the mapping says of gaps', () => {
    const holed = rows('amsgrad', [1, 1], [3, 0.1])
    for (const policy of ['error', 'failed', 'leave-out', 'last-value'] as const) {
      expect(second(AUC, holed, policy)).toMatchObject({ failure: null })
      expect(second(AUC, holed, policy).value).toBeCloseTo(0.1 ** 0.5, 14)
      expect(second(TIME, holed, policy)).toMatchObject({ value: 3, censored: false, failure: null })
      // First evaluated later than the other, and never there: it counts with the length of the run.
      expect(second(TIME, rows('amsgrad', [2, 1], [3, 0.4]), policy)).toMatchObject({ value: 3, censored: true })
    }
    expect(read(AUC, holed).warnings).toEqual([
      'adam has values of train.loss at 3 times and amsgrad at 2 until 3: what lies between is taken as straight lines of its logarithm'
    ])
    expect(read(TIME, holed).warnings[0]).toMatch(/at 2 until 3: a time is known to these only/)
    expect(read(AUC, rows('amsgrad', [1, 1], [2, 1], [3, 1])).warnings).toEqual([])
  })

  it('without a beginning cannot be judged: an error, or left out, and never a failure', () => {
    const late = rows('amsgrad', [2, 1], [3, 0.1])
    for (const policy of ['error', 'failed', 'last-value'] as const) {
      expect(() => read(AUC, late, policy)).toThrow(
        /b\.csv: the log begins late[\s\S]*loss from epoch 1 on[\s\S]*the first of 2 values at 2/
      )
    }
    expect(read(AUC, late, 'leave-out').leftOut[0]!.why).toMatch(/^its log begins late/)
    expect(second(TIME, 'arm,epoch,loss\namsgrad,1,', 'last-value').failure).toBe('incomplete')
  })

  it('of a run that died before the threshold end where the mapping says', () => {
    const short = rows('amsgrad', [1, 1], [2, 0.5])
    expect(second(TIME, short, 'failed')).toMatchObject({ failure: 'incomplete', censored: false })
    expect(second(TIME, short, 'last-value')).toMatchObject({ value: 3, censored: true, failure: null })
  })

  it('diverge at their end or on the way', () => {
    expect(second(TIME, rows('amsgrad', [1, 0.05], [2, 'nan'])).failure).toBe('diverged')
    expect(second(AUC, rows('amsgrad', [1, 1], [2, 'inf'], [3, 1])).failure).toBe('diverged')
  })

  it('stay at chance like any others', () => {
    const failures = { chanceLevel: 0.2 }
    expect(read(TIME, whole.replaceAll('adam', 'amsgrad'), 'error', { failures }).runs[0]!.failure).toBe('chance')
  })
})
