import { guessMapping } from '../../../../src/adjudicate/guess/guessMapping'
import { guessNames } from '../../../../src/adjudicate/guess/guessNames'
import { inspectMapping } from '../../../../src/adjudicate/mapping/loadMapping'
import { LOWER } from '../../../support/builders'
import { folderOf } from '../runs'

const RUNS = [
  ['adam', 0],
  ['adam', 1],
  ['other', 0],
  ['other', 1]
] as const

function filesOf(name: (arm: string, seed: number) => string, text: (arm: string, seed: number) => string) {
  return Object.fromEntries(RUNS.map(([arm, seed]) => [name(arm, seed), text(arm, seed)]))
}

describe('guessMapping', () => {
  it('reads arm and seed from names, and which epoch counts after a resumption', () => {
    const log = 'epoch,loss,val_loss,lr\n0,1,2,0.1\n1,0.5,1,0.1\n0,0.9,1.5,0.1\n'
    const { mapping, understood, open } = guessMapping(
      folderOf(
        filesOf(
          (arm, seed) => `${arm}_seed${seed}/training.log`,
          () => log
        )
      )
    )
    expect(mapping).toEqual({
      log: { files: ['*/training.log'], format: 'keras-csv' },
      name: '^(?<arm>[^/]+?)_seed(?<number>[0-9]+)/training\\.log$',
      arm: { from: [{ name: 'arm' }] },
      run: { from: [{ name: 'number' }], pairing: 'seed' },
      metrics: { 'train.loss': 'loss', 'test.loss': 'val_loss' },
      gaps: { repeatedEpochs: 'last' }
    })
    expect(understood).toEqual([
      '4 files like adam_seed0/training.log: the CSVLogger of Keras',
      'the arm stands in the names: adam (2), other (2)',
      'runs are numbered by the names: 0, 1',
      'epochs or steps stand in epoch',
      'metrics: train.loss is loss, test.loss is val_loss',
      'an epoch stands twice in a run, as after a resumption: the last one counts'
    ])
    expect(open).toEqual([
      'whether equal seeds start both arms alike: they are taken for pairs ("pairing")',
      'whether metrics mean what their names say; validation is taken for test'
    ])
  })

  it('prefers settings in a file beside the log, hidden or not', () => {
    const logs = filesOf(
      (arm, seed) => `out/${arm === 'adam' ? seed : seed + 2}/metrics.jsonl`,
      () => '{"step":1,"loss":1}\n{"step":2,"loss":0.5}\n'
    )
    const configs = filesOf(
      (arm, seed) => `out/${arm === 'adam' ? seed : seed + 2}/.hydra/config.yaml`,
      (arm, seed) => `optimizer:\n  name: ${arm}\nseed: ${seed}\n`
    )
    const { mapping } = guessMapping(folderOf({ ...logs, ...configs }))
    expect(mapping).toEqual({
      log: { files: ['out/*/metrics.jsonl'] },
      config: { file: '.hydra/config.yaml' },
      arm: { from: [{ config: 'optimizer.name' }] },
      run: { from: [{ config: 'seed' }], pairing: 'seed' },
      epochs: { column: 'step', unit: 'step' },
      metrics: { 'train.loss': 'loss' }
    })
  })

  it('takes a table for one of runs, of which the finished ones count', () => {
    const rows = RUNS.map(
      ([arm, seed], index) => `${index},${arm},${seed},0.${seed + 5},${seed === 0 ? 'COMPLETE' : 'FAIL'}`
    )
    const { mapping } = guessMapping(
      folderOf({ 'trials.csv': `number,params_optimizer,params_seed,value,state\n${rows.join('\n')}\n` })
    )
    expect(mapping).toEqual({
      log: { files: ['trials.csv'], runs: 'rows', where: { state: 'COMPLETE' } },
      arm: { from: [{ column: 'params_optimizer' }] },
      run: { from: [{ column: 'params_seed' }], pairing: 'seed' },
      metrics: { value: 'value' }
    })
  })

  it('says what it could not find, and still writes a mapping that is one', () => {
    const { mapping, open } = guessMapping(folderOf({ 'a.csv': 'step,loss\n1,2\n', 'b.csv': 'step,loss\n1,3\n' }))
    expect(open).toEqual([
      'which arm a run is of ("arm"): neither settings nor names nor columns tell it',
      'which runs of both arms belong together ("run"): without it runs pair nothing',
      'whether metrics mean what their names say; validation is taken for test'
    ])
    expect(mapping.metrics).toEqual({ 'train.loss': 'loss' })
  })

  it('writes mappings that lint', () => {
    const { mapping } = guessMapping(
      folderOf(
        filesOf(
          (arm, seed) => `${arm}/${seed}.jsonl`,
          () => '{"step":1,"loss":1}\n'
        )
      )
    )
    expect(
      inspectMapping('m.json', Buffer.from(JSON.stringify(mapping)), { ...LOWER, metric: 'train.loss' }).problems
    ).toEqual([])
  })

  it('refuses a folder without a log', () => {
    expect(() => guessMapping(folderOf({ 'README.md': '# x' }))).toThrow(/no file of the folder looks like a log/)
  })
})

describe('guessNames', () => {
  it.each([
    [['adam-s0', 'adam-s1', 'other-s0', 'other-s1'], '(?<arm>[^/]+?)-s(?<number>[0-9]+)', true],
    [
      ['a/adam_1.txt', 'a/adam_2.txt', 'a/adamw_1.txt', 'a/adamw_2.txt'],
      'a/(?<arm>[^/]+?)_(?<number>[0-9]+)\\.txt',
      false
    ],
    [['adam/x/seed7', 'adam/y/seed8', 'sgd/z/seed7', 'sgd/w/seed8'], '(?<arm>[^/]+?)/[^/]+/seed(?<number>[0-9]+)', true]
  ])('reads %j', (names, expression, saysSeed) => {
    expect(guessNames(names)).toMatchObject({ expression, saysSeed })
    expect(names.every((name) => new RegExp(`^${expression}$`, 'u').test(name))).toBe(true)
  })

  it('knows nothing of names with different parts', () => {
    expect(guessNames(['a/b', 'c'])).toBeNull()
  })
})
