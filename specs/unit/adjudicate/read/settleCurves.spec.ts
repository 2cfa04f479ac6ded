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
      expect(second(TIME, STOPPED, policy)).toMatchObject({ value: 2, censored: false, trainLoss: 0.09, failure: null })
    }
  )

  it('do where the mean of the whole is asked for', () => {
    expect(() => read(AUC, STOPPED)).toThrow(/b\.csv: the log ends before epoch 3[\s\S]*the last of 2 values at 2/)
    expect(second(AUC, STOPPED, 'failed').failure).toBe('incomplete')
    expect(read(AUC, STOPPED, 'leave-out').leftOut).toEqual([
      { origin: 'b.csv', why: 'its log ends before epoch 3: the last of 2 values at 2 of train.loss' }
    ])
    // The last value stands for the third epoch: (1 * .09 * .09)^(1/3).
    expect(second(AUC, STOPPED, 'last-value').value).toBeCloseTo(0.0081 ** (1 / 3), 14)
  })

  it('have holes, which are gaps too', () => {
    const holed = rows('amsgrad', [1, 1], [3, 0.1])
    expect(() => read(AUC, holed)).toThrow(
      /b\.csv: the log has no value at epoch 2[\s\S]*at every epoch at which another run of the group has it[\s\S]*2 values, none at 2/
    )
    expect(() => read(TIME, holed)).toThrow(/no value at epoch 2/)
    expect(second(TIME, holed, 'failed').failure).toBe('incomplete')
    expect(second(TIME, holed, 'last-value')).toMatchObject({ value: 3, censored: false, failure: null })
    // Nothing came before it that could stand for it.
    expect(second(AUC, rows('amsgrad', [2, 1], [3, 0.1]), 'last-value').failure).toBe('incomplete')
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
