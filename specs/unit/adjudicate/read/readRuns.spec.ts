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

  it('refuses a config file outside of the folder', () => {
    const overrides = { config: { file: '../../{stem}.json' }, log: { files: ['a/log.csv'] } }
    expect(() => read({ 'a/log.csv': 'arm,loss\nadam,1' }, overrides)).toThrow(
      /a\/log.csv: the config file would be outside of the folder[\s\S]*received: ..\/log.json/
    )
    expect(
      read({ 'a/log.csv': table('adam', 1) }, { ...overrides, config: { file: '../{stem}.json' } }).runs
    ).toHaveLength(1)
  })

  it('prints nothing of a log that a terminal would obey', () => {
    const hostile = '\u001B]0;x\u0007\u009B31m\u202E\r\n  to mend:  nothing'
    const files = {
      [`${hostile}.csv`]: 'arm,loss\nadam,x',
      'values.jsonl': JSON.stringify({ arm: hostile, lr: hostile, loss: 1 }),
      'keys.jsonl': JSON.stringify({ arm: 'adam', [hostile]: 1 })
    }
    const overrides = {
      arm: { from: [{ column: 'arm' }], values: { adam: 'adam' } },
      settings: { [hostile]: { from: [{ column: 'lr' }], default: 1 } }
    }
    let message = ''
    try {
      read(files, overrides)
    } catch (error) {
      message = (error as Error).message
    }
    expect(message).toContain('arm has a value that the mapping does not name')
    expect(message).toContain('the log has no metric')
    expect(message).toMatch(/^[\x20-\x7E\n]+$/)
    expect(message.match(/^ {2}to mend:/gm)).toHaveLength(message.match(/^ {2}expected:/gm)!.length)
  })

  it('knows values that are no text from each other, and none as text', () => {
    const rows = [
      { arm: 'adam', lr: { toString: 1, valueOf: 1 }, loss: 1 },
      { arm: 'adam', lr: [1, '2,3'], loss: 2 }
    ]
    const { runs } = read(
      { 'a.jsonl': rows.map((row) => JSON.stringify(row)).join('\n') },
      { log: { files: ['*'], runs: 'rows' }, settings: { lr: { from: [{ column: 'lr' }], default: 0 } } }
    )
    expect(runs.map(({ value }) => value).sort()).toEqual([1, 2])
  })

  it('tells runs apart whose values would be one text', () => {
    const { runs } = read(
      { 'a.csv': 'arm,x,y,loss\nadam,"1,2",3,1\nadam,1,"2,3",2' },
      {
        log: { files: ['*'], runs: 'rows' },
        settings: { x: { from: [{ column: 'x' }] }, y: { from: [{ column: 'y' }] } }
      }
    )
    expect(runs.map(({ setting, value }) => [setting, value])).toEqual([
      [{ x: '1,2', y: 3 }, 1],
      [{ x: 1, y: '2,3' }, 2]
    ])
  })

  // Each takes a moment. Where a part of the work grows with the square of the log it takes minutes, or no stack holds it.
  describe('of logs that are very long', () => {
    const MANY = 60_000
    const lines = (line: (index: number) => string) =>
      Array.from({ length: MANY }, (_, index) => line(index)).join('\n')

    it('names the first of very many problems, and counts the others', () => {
      const ragged = `arm,loss\n${lines(() => 'adam')}`
      expect(() => read({ 'a.csv': ragged })).toThrow(
        `a.csv:2, a.csv:3, a.csv:4 and ${MANY - 3} more: a row has another`
      )
      const texts = `arm,loss\n${lines(() => 'adam,x')}`
      expect(() => read({ 'a.csv': texts })).toThrow(`and ${MANY - 3} more: loss is no number`)
    })

    it('reads very many columns', () => {
      const names = lines((index) => `c${index}`).replaceAll('\n', ',')
      expect(read({ 'a.csv': `arm,loss,${names}\nadam,1${','.repeat(MANY)}` }).runs).toMatchObject([{ value: 1 }])
      const columns = Object.fromEntries(Array.from({ length: MANY }, (_, index) => [`c${index}`, [index]]))
      const losses = Array.from({ length: MANY }, (_, index) => MANY - index)
      const document = JSON.stringify({ ...columns, arm: 'adam', loss: losses })
      const { runs } = read(
        { 'a.json': document },
        { log: { files: ['*'], layout: 'columns' }, arm: { from: [{ document: 'arm' }] } }
      )
      expect(runs).toMatchObject([{ value: 1 }])
    })

    it('takes very many rows of one run, and of very many', () => {
      const overrides = { log: { files: ['*'], runs: 'rows' } } as const
      const one = read({ 'a.csv': `arm,loss\n${lines((index) => `adam,${index}`)}` }, overrides)
      expect(one.runs).toMatchObject([{ value: MANY - 1 }])
      const numRuns = 20_000
      const log = Array.from({ length: numRuns }, (_, index) => `adam,${index},${index % 500},${(index + 1) / 3}`)
      const several = read(
        { 'a.csv': `arm,run,lr,loss\n${log.join('\n')}` },
        {
          ...overrides,
          run: { from: [{ column: 'run' }] },
          settings: { lr: { from: [{ column: 'lr' }] } },
          gaps: { runsPerSetting: 40, missingRuns: 'leave-out' }
        }
      )
      expect(several.runs).toHaveLength(numRuns)
      expect(several.leftOut).toHaveLength(500)
    })

    it('refuses a long number that is none', () => {
      expect(() => read({ 'a.csv': `arm,loss\nadam,${'1'.repeat(1_000_000)}x` })).toThrow(/loss is no number/)
    })
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
