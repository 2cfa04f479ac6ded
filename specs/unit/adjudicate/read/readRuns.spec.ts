import type { MappingFile } from '../../../../src/adjudicate/mapping/types'
import { readRuns } from '../../../../src/adjudicate/read/readRuns'
import { folderOf, mapping } from '../runs'

const NEEDED = { judged: 'train.loss', trainLoss: 'train.loss', selection: null, curve: null }

function read(files: Readonly<Record<string, string>>, overrides: Partial<MappingFile> = {}, where = {}) {
  return readRuns(folderOf(files), mapping(overrides), ['adam', 'amsgrad'], NEEDED, where)
}
const table = (arm: string, ...losses: (number | string)[]) =>
  ['arm,epoch,loss', ...losses.map((loss, i) => `${arm},${i + 1},${loss}`)].join('\n')

describe('readRuns', () => {
  it('takes the value at the last epoch', () => {
    const { runs } = read({ 'b.csv': table('adam', 3, 2, 1), 'a.csv': table('amsgrad', 3, 2, 0.5) })
    expect(runs.map(({ origin, arm, value, failure }) => [origin, arm, value, failure])).toEqual([
      ['a.csv', 'amsgrad', 0.5, null],
      ['b.csv', 'adam', 1, null]
    ])
  })

  it('takes it at the stated last epoch where the log goes on, and the mapping says so', () => {
    const { runs } = read(
      { 'a.csv': table('adam', 3, 2, 1) },
      { epochs: { column: 'epoch', last: 2 }, gaps: { laterEpochs: 'ignore' } }
    )
    expect(runs[0]!.value).toBe(2)
  })

  it('reads metrics that are measured at different rows and epochs', () => {
    const log = 'arm,step,loss,val\nadam,1,5,\nadam,1,,6\nadam,10,3,\nadam,12,2,\nadam,10,,4\n'
    const { runs } = readRuns(
      folderOf({ 'a.csv': log }),
      mapping({ epochs: { column: 'step' }, metrics: { 'train.loss': 'loss', 'test.loss': 'val' } }),
      ['adam', 'amsgrad'],
      { judged: 'test.loss', trainLoss: 'train.loss', selection: 'test.loss', curve: null },
      {}
    )
    expect(runs).toMatchObject([{ value: 4, trainLoss: 2, selection: 4, failure: null }])
  })

  it('leaves out other arms, runs that the mapping leaves out and those that miss a condition', () => {
    const log = 'arm,lr,loss\nsgd,,1\nadam,0.1,1\nadam,0.2,2\nrmsprop,0.1,3\n'
    const { runs, leftOut } = read(
      { 'a.csv': log },
      {
        log: { files: ['*'], runs: 'rows' },
        arm: { from: [{ column: 'arm' }], values: { adam: 'adam', sgd: 'sgd', rmsprop: null } },
        settings: { lr: { from: [{ column: 'lr' }] } }
      },
      { lr: 0.1 }
    )
    expect(runs.map(({ value }) => value)).toEqual([1])
    expect(leftOut).toEqual([
      { origin: 'a.csv#sgd,', why: 'arm sgd, of which the claim says nothing' },
      { origin: 'a.csv#adam,0.2', why: 'lr is not 0.1' },
      { origin: 'a.csv#rmsprop,0.1', why: 'arm rmsprop, which the mapping leaves out' }
    ])
  })

  it('takes a value that the configuration lacks from the name, and a default where neither has it', () => {
    const files = {
      'run_lr=0.1/config.json': '{"arm": "adam"}',
      'run_lr=0.1/log.csv': 'loss\n1',
      'run_lr=0.2/log.csv': 'loss\n1'
    }
    const { runs } = read(files, {
      log: { files: ['run_lr=0.1/log.csv', 'run_lr=0.2/log.csv'] },
      config: { file: 'config.json' },
      name: 'lr=(?<lr>[0-9.]+)',
      arm: { from: [{ config: 'arm' }], default: 'amsgrad' },
      settings: { lr: { from: [{ config: 'lr' }, { name: 'lr' }] } }
    })
    expect(runs.map(({ arm, setting }) => [arm, setting.lr])).toEqual([
      ['adam', 0.1],
      ['amsgrad', 0.2]
    ])
  })

  describe('runs that failed', () => {
    const statusOf = (losses: readonly (number | string)[], overrides: Partial<MappingFile> = {}) =>
      read({ 'a.csv': table('adam', ...losses), 'whole.csv': table('adam', 1, 1, 1) }, overrides).runs[0]!.failure

    it('diverged where they end at no finite number, whenever they stopped', () => {
      expect(statusOf([1, 1, 'nan'])).toBe('diverged')
      expect(statusOf([1, 'inf'])).toBe('diverged')
      expect(statusOf([1, 'nan', 1])).toBeNull()
    })

    it('learned nothing where the training loss stays at chance', () => {
      const chance = { failures: { classes: 10 } }
      expect(statusOf([3, 3, 0.99 * Math.log(10)], chance)).toBe('chance')
      expect(statusOf([3, 3, 0.97 * Math.log(10)], chance)).toBeNull()
      expect(statusOf([3, 3, 0.69], { failures: { chanceLevel: 0.7 } })).toBe('chance')
    })

    it('are what the mapping says where the log ends early', () => {
      expect(() => statusOf([1, 1])).toThrow(/the log ends before epoch 3[\s\S]*incompleteRuns/)
      expect(statusOf([1, 1], { gaps: { incompleteRuns: 'failed' } })).toBe('incomplete')
      expect(statusOf([1, 1], { gaps: { incompleteRuns: 'last-value' } })).toBeNull()
      expect(
        statusOf([], { gaps: { incompleteRuns: 'last-value' }, arm: { from: [{ column: 'arm' }], default: 'adam' } })
      ).toBe('incomplete')
      const short = { 'a.csv': table('adam', 1, 1), 'whole.csv': table('adam', 1, 1, 1) }
      expect(read(short, { gaps: { incompleteRuns: 'leave-out' } }).leftOut).toEqual([
        { origin: 'a.csv', why: 'its log ends before epoch 3: the last of 2 values at 2 of train.loss' }
      ])
    })

    it('are what the mapping says where there is no log', () => {
      const two = { 'a.csv': table('adam', 1), 'b.csv': table('adam', 1), 'c.csv': table('amsgrad', 1) }
      expect(() => read(two, { gaps: { runsPerSetting: 2 } })).toThrow(/runs are missing[\s\S]*1 of 2/)
      const { runs } = read(two, { gaps: { runsPerSetting: 2, missingRuns: 'failed' } })
      expect(runs.map(({ arm, failure }) => [arm, failure])).toEqual([
        ['adam', null],
        ['adam', null],
        ['amsgrad', null],
        ['amsgrad', 'missing']
      ])
      expect(read(two, { gaps: { runsPerSetting: 2, missingRuns: 'leave-out' } }).leftOut).toEqual([
        { origin: '(amsgrad)', why: '1 of 2 runs have a log' }
      ])
    })
  })

  it('lets one of repeated epochs count', () => {
    const log = 'arm,epoch,loss\nadam,1,5\nadam,2,4\nadam,2,3\n'
    const valueWith = (repeatedEpochs: 'first' | 'last') =>
      read({ 'a.csv': log }, { epochs: { column: 'epoch' }, gaps: { repeatedEpochs } }).runs[0]!.value
    expect([valueWith('first'), valueWith('last')]).toEqual([4, 3])
    expect(() => read({ 'a.csv': log }, { epochs: { column: 'epoch' } })).toThrow(/a\.csv:4: loss stands twice/)
  })

  it('tells all problems of all logs at once, the same ones together', () => {
    const files: Record<string, string> = {
      'no-metric.csv': 'arm,Loss\nadam,1',
      'text.csv': 'arm,loss\nadam,1\nadam,much',
      'bad.json': '{',
      'unknown.txt': 'x',
      'two-arms.csv': 'arm,loss\nadam,1\namsgrad,1',
      'no-arm.csv': 'loss\n1'
    }
    for (let i = 0; i < 5; i++) files[`twin-${i}.jsonl`] = '{"arm":"adam","run":1,"loss":1}'
    let message = ''
    try {
      read(files, { run: { from: [{ column: 'run' }] } })
    } catch (error) {
      message = (error as Error).message
    }
    for (const part of [
      'no-metric.csv: the log has no metric "loss"',
      'did you mean "Loss"?',
      'text.csv:3: loss is no number',
      'bad.json: the file is no JSON',
      'unknown.txt: the format of the file is not known',
      'two-arms.csv: arm is not the same in all rows',
      'no-arm.csv: arm stands nowhere',
      'twin-1.jsonl, twin-2.jsonl, twin-3.jsonl and 1 more: two logs are the same run'
    ]) {
      expect(message).toContain(part)
    }
  })

  it('refuses sources that contradict each other', () => {
    const files = { 'lr=0.1.csv': 'arm,lr,loss\nadam,0.2,1' }
    const settings = { lr: { from: [{ column: 'lr' }, { name: 'lr' }] } }
    expect(() => read(files, { name: 'lr=(?<lr>0\\.[0-9])', settings })).toThrow(
      /sources of lr contradict[\s\S]*0\.2, as column lr has it[\s\S]*name lr: 0\.1/
    )
  })

  it('refuses tables where the mapping speaks of documents', () => {
    const log = { files: ['*'], layout: 'columns' } as const
    expect(() => read({ 'a.csv': 'loss\n1' }, { log })).toThrow(/a\.csv: a table has no lists/)
  })

  it('says what there is where no file is a log', () => {
    expect(() => read({ 'a.txt': 'x' }, { log: { files: ['*.csv'] } })).toThrow(
      /no file of the folder is a log[\s\S]*a\.txt/
    )
  })
})
