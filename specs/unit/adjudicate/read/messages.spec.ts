import type { MappingFile } from '../../../../src/adjudicate/mapping/types'
import { readRuns } from '../../../../src/adjudicate/read/readRuns'
import { folderOf, mapping } from '../runs'

const NEEDED = { judged: 'test.loss', trainLoss: 'test.loss', selection: null, curve: null }
const NAMED = {
  name: '^(?<arm>[a-z]+)_(?<run>[0-9]+)',
  arm: { from: [{ name: 'arm' }] },
  run: { from: [{ name: 'run' }] }
}

function read(files: Readonly<Record<string, string>>, overrides: Partial<MappingFile>) {
  return readRuns(
    folderOf(files),
    mapping({ metrics: { 'test.loss': 'loss' }, ...NAMED, ...overrides }),
    ['adam', 'other'],
    NEEDED,
    {}
  )
}

/** What is wrong, where, and what to do: a text that a reader of somebody else's logs can act on. */
const CASES: readonly (readonly [string, Readonly<Record<string, string>>, Partial<MappingFile>, readonly RegExp[]])[] =
  [
    [
      'a config file that has another name',
      { 'adam_1/log.csv': 'loss\n1\n', 'adam_1/hparams.yaml': 'lr: 1\n' },
      { log: { files: ['adam_1/log.csv'] }, config: { file: 'hparams.yml' }, arm: { from: [{ config: 'optimizer' }] } },
      [
        /received: no hparams\.yml beside adam_1\/log\.csv, where there is "hparams\.yaml", "log\.csv"/,
        /did you mean "hparams\.yaml"\?/
      ]
    ],
    [
      'a key that the config file has not',
      { 'adam_1/log.csv': 'loss\n1\n', 'adam_1/config.json': '{"optimizer": {"name": "adam"}, "seed": 1}' },
      {
        log: { files: ['adam_1/log.csv'] },
        config: { file: 'config.json' },
        arm: { from: [{ config: 'optimizer.nam' }] }
      },
      [/arm stands nowhere/, /received: only "optimizer\.name", "seed"/, /did you mean "optimizer\.name"\?/]
    ],
    [
      'a header with white space',
      { 'log.csv': 'arm, run, loss\nadam,1,2\n' },
      {
        log: { files: ['log.csv'], runs: 'rows' },
        arm: { from: [{ column: 'arm' }] },
        run: { from: [{ column: 'run' }] }
      },
      [/run stands nowhere/, /received: only "arm", " run", " loss"/, /did you mean " run"\?/]
    ],
    [
      'a table without a header',
      { 'adam_1.csv': '1,0.5\n2,0.25\n' },
      { log: { files: ['adam_1.csv'] } },
      [/the log has no metric "loss"/, /the table has no header: say "names"/]
    ],
    [
      'another delimiter',
      { 'adam_1.csv': 'epoch\tloss\n1\t2\n' },
      { log: { files: ['adam_1.csv'] } },
      [/the header is one column with tabs in it: say "delimiter": "\\t"/]
    ],
    [
      'a metric that is an object',
      { 'adam_1.json': '[{"loss": {"train": 1}}]' },
      { log: { files: ['adam_1.json'] } },
      [/loss is an object and no number/, /name what is in it, with a dot: "loss\.train"/]
    ],
    [
      'the metrics of Sacred read as lists',
      { 'adam_1.json': '{"loss": {"steps": [1], "values": [2]}}' },
      { log: { files: ['adam_1.json'], layout: 'columns' } },
      [/loss is an object, and no list/, /say "format": "sacred"/]
    ],
    [
      'a text that means missing',
      { 'adam_1.csv': 'loss\n1\nNA\n' },
      { log: { files: ['adam_1.csv'] } },
      [/loss is no number/, /"log": \{ "missing": \["NA"\] \}/]
    ],
    [
      'runs one after another, or a resumed one',
      { 'adam_1.csv': 'epoch,loss\n0,1\n0,2\n' },
      { log: { files: ['adam_1.csv'] }, epochs: { column: 'epoch' } },
      [/stands twice for one epoch/, /"last" \} where a run was resumed, "new-run" where runs stand one after another/]
    ],
    [
      'a time that is no epoch',
      { 'adam_1.csv': 's,loss\n1.5,1\n2228.6128357,2\n', 'other_1.csv': 's,loss\n1.25,1\n' },
      { log: { files: ['adam_1.csv', 'other_1.csv'] }, epochs: { column: 's', unit: 'second' } },
      [/other_1\.csv: the log ends before second 2228\.6\n/, /the last of 1 values at 1\.25/]
    ],
    [
      'a row that stands twice',
      { 'log.csv': 'arm,run,loss\nadam,1,2\nadam,2,2.5\nadam,2,2.5\nother,1,3\nother,2,3.5\n' },
      {
        log: { files: ['log.csv'], runs: 'rows' },
        arm: { from: [{ column: 'arm' }] },
        run: { from: [{ column: 'run' }] }
      },
      [/log\.csv#adam,2:4: a row stands twice/, /received: lines 3, 4/, /\n1 problem$/]
    ],
    [
      'a log without a known extension that is like one',
      { 'adam_1.out': 'epoch 1: loss=2\n' },
      { log: { files: ['adam_1.out'] } },
      [/say "format": "stdout": it looks like lines that a program printed/]
    ],
    [
      'columns of which none is a run',
      { 'scores.csv': ',sgd,adagrad\n0,1,2\n' },
      { log: { files: ['scores.csv'], runs: 'columns' }, name: '#(?<arm>adam)_(?<run>[0-9])$' },
      [/no column is a run/, /received: scores\.csv#, scores\.csv#sgd, scores\.csv#adagrad/]
    ],
    [
      'a condition on a column that is not there',
      { 'log.csv': 'arm,run,State,loss\nadam,1,finished,2\n' },
      {
        log: { files: ['log.csv'], runs: 'rows', where: { state: 'finished' } },
        arm: { from: [{ column: 'arm' }] },
        run: { from: [{ column: 'run' }] }
      },
      [/log\.csv: there is no column state/, /did you mean "State"\?/]
    ],
    [
      'a log that is of no run',
      { 'adam_1.csv': 'loss\n1\n', 'notes.csv': 'loss\n1\n' },
      { log: { files: ['*'], together: '^adam_[0-9]' } },
      [/notes\.csv: the log is of no run/, /leave the log out of "log\.files"/]
    ]
  ]

describe('what is said of logs that do not fit their mapping', () => {
  it.each(CASES)('%s', (_, files, overrides, expected) => {
    let said = ''
    try {
      read(files, overrides)
    } catch (error) {
      said = (error as Error).message
    }
    for (const pattern of expected) expect(said).toMatch(pattern)
  })
})

describe('what loses nothing', () => {
  it('is a config file with tags of other programs: other sources tell', () => {
    const files = {
      'adam_1/log.csv': 'loss\n1.5\n',
      'adam_1/args.yml': '!!python/object/apply:collections.OrderedDict\n- - - algo\n    - adam\n'
    }
    const one = { log: { files: ['adam_1/log.csv'] }, config: { file: 'args.yml' } }
    expect(read(files, one).runs).toMatchObject([{ arm: 'adam', id: '1', value: 1.5 }])
    expect(() => read({ ...files, 'adam_1/args.yml': 'a: [' }, one)).toThrow(/the file is no YAML/)
  })

  it('is a torn last line where the mapping says so, and it is told', () => {
    const files = { 'adam_1.jsonl': '{"loss":2}\n{"lo' }
    const { runs, warnings } = read(files, { log: { files: ['*'], otherLines: 'torn' } })
    expect(runs).toMatchObject([{ value: 2 }])
    expect(warnings).toEqual(['adam_1.jsonl: the last line is cut off, and is left out'])
    expect(() => read(files, { log: { files: ['*'] } })).toThrow(/no JSON object/)
  })

  it('is a metric with another name in another version', () => {
    const files = { 'adam_1.csv': 'loss\n2\n', 'other_1.csv': 'eval_loss\n3\n' }
    const { runs } = read(files, { log: { files: ['*'] }, metrics: { 'test.loss': ['eval_loss', 'loss'] } })
    expect(runs.map(({ value }) => value)).toEqual([2, 3])
  })

  it('is the best of a run, where the mapping asks for it', () => {
    const files = { 'adam_1.csv': 'loss\n2\n1.5\n1.75\n' }
    const best = (which: 'lowest' | 'highest') =>
      read(files, { log: { files: ['*'] }, metrics: { 'test.loss': { names: ['loss'], best: which } } }).runs[0]!.value
    expect([best('lowest'), best('highest')]).toEqual([1.5, 2])
  })
})
