import { inspectMapping, loadMapping } from '../../../../src/adjudicate/mapping/loadMapping'
import type { At } from '../../../../src/claims/types'
import { LOWER } from '../../../support/builders'

const MINIMAL = {
  log: { files: ['*.csv'] },
  arm: { from: [{ column: 'arm' }], values: { Adam: 'adam', AMSGrad: 'amsgrad' } },
  metrics: { 'train.loss': 'loss' }
}

function inspect(content: unknown) {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2)
  return inspectMapping('mapping.json', new TextEncoder().encode(text), LOWER)
}
const problemsOf = (content: unknown) => inspect(content).problems.map(({ path, message }) => `${path}: ${message}`)

describe('inspectMapping', () => {
  it('fills in defaults', () => {
    expect(inspect(MINIMAL).mapping).toMatchObject({
      log: { runs: 'file', layout: 'wide', format: null },
      run: null,
      failures: { metric: 'train.loss', chanceLevel: null },
      gaps: { incompleteRuns: 'error', repeatedEpochs: 'error' },
      epochs: { first: 1, column: null }
    })
    expect(inspect({ ...MINIMAL, failures: { classes: 10 } }).mapping!.failures.chanceLevel).toBe(Math.log(10))
  })

  it.each([
    ['{', '$: a brace is not closed'],
    [{ ...MINIMAL, metric: {} }, '$.metric: unknown key "metric"'],
    [{ ...MINIMAL, arm: undefined }, '$.arm: arm is missing'],
    [{ ...MINIMAL, log: { files: [] } }, '$.log.files: files has too few items'],
    [{ ...MINIMAL, metrics: { 'test.loss': 'x' } }, '$.metrics: the claim\'s metric "train.loss" is not mapped'],
    [{ ...MINIMAL, tuning: { select: 'val.loss' } }, '$.tuning.select: the metric of tuning "val.loss" is not mapped'],
    [
      { ...MINIMAL, arm: { from: [{ column: 'a' }], values: { A: 'adam' } } },
      '$.arm.values: no value stands for the claim\'s arm "amsgrad"'
    ],
    [{ ...MINIMAL, arm: { from: [{ config: 'a' }] } }, '$.arm.from[0]: there is no config file'],
    [{ ...MINIMAL, arm: { from: [{ name: 'a' }] } }, '$.arm.from[0]: there is no expression for names'],
    [
      { ...MINIMAL, name: '(?<arm>a)', arm: { from: [{ name: 'army' }] } },
      '$.arm.from[0]: the expression for names has no such group'
    ],
    [{ ...MINIMAL, name: '(?<arm' }, '$.name: the name is no regular expression'],
    [{ ...MINIMAL, name: '(?<arm>a)(?=b)' }, '$.name: the name is no regular expression'],
    [
      { ...MINIMAL, log: { files: ['*.csv', '../other/*.csv'] } },
      '$.log.files[1]: the pattern leads out of the folder of evidence'
    ],
    [{ ...MINIMAL, log: { files: ['a/../../b'] } }, '$.log.files[0]: the pattern leads out of the folder of evidence'],
    [{ ...MINIMAL, log: { files: ['/etc/*'] } }, '$.log.files[0]: the pattern leads out of the folder of evidence'],
    [{ ...MINIMAL, log: { files: ['!C:/x'] } }, '$.log.files[0]: the pattern leads out of the folder of evidence'],
    [{ ...MINIMAL, log: { files: ['*', '[z-a].csv'] } }, '$.log.files[1]: the pattern is none'],
    [{ ...MINIMAL, config: { file: '/etc/passwd' } }, '$.config.file: the path leads out of the folder of evidence'],
    [{ ...MINIMAL, log: { files: ['*'], layout: 'long' } }, '$.log.metricColumn: layout "long" needs "metricColumn"'],
    [
      { ...MINIMAL, log: { files: ['*'], valueColumn: 'v' } },
      '$.log.valueColumn: "valueColumn" belongs to layout "long"'
    ],
    [{ ...MINIMAL, log: { files: ['*'], format: 'csv', runs: 'items' } }, '$.log.runs: only a document has items'],
    [{ ...MINIMAL, log: { files: ['*'], runs: 'rows', layout: 'columns' } }, '$.log.layout: lists belong to one run'],
    [{ ...MINIMAL, log: { files: ['*'], itemsAt: 'runs' } }, '$.log.itemsAt: "itemsAt" belongs to runs "items"'],
    [{ ...MINIMAL, log: { files: ['*'], layout: 'columns' } }, '$.arm.from[0]: lists are no columns of rows'],
    [
      { ...MINIMAL, log: { files: ['*'], runs: 'rows' }, groups: { data: { from: [{ document: 'd' }] } } },
      '$.groups.data.from[0]: a run has no document of its own'
    ],
    [
      { ...MINIMAL, settings: { lr: { from: [{ column: 'lr' }] } }, groups: { lr: { from: [{ column: 'lr' }] } } },
      '$.groups.lr: "lr" is a setting and a group'
    ],
    [{ ...MINIMAL, epochs: { count: 5, last: 5 } }, '$.epochs.last: the last epoch is given twice'],
    [{ ...MINIMAL, gaps: { missingRuns: 'failed' } }, '$.gaps.missingRuns: nothing says how many runs there should be'],
    [
      { ...MINIMAL, failures: { classes: 2, chanceLevel: 1 } },
      '$.failures.chanceLevel: the level of chance is given twice'
    ],
    [
      { ...MINIMAL, run: { from: [{ column: 'a', name: 'b' }] } },
      '$.run.from[0]: item 1 of from must NOT have more than 1 properties'
    ]
  ])('says what is wrong with %j', (content, problem) => {
    expect(problemsOf(content)).toContain(problem)
    expect(inspect(content).mapping).toBeNull()
  })

  it('tells all problems at once, with line, expectation and remedy', () => {
    const { problems } = inspect({
      ...MINIMAL,
      name: '(?<optimizer>a)',
      arm: { from: [{ name: 'optimiser' }, { config: 'x' }] },
      tuning: { select: 'train.los' }
    })
    expect(problems.map(({ remedy, line }) => [line > 1, remedy])).toEqual([
      [true, 'did you mean "optimizer"?'],
      [true, 'add it, or take the value from elsewhere'],
      [true, 'did you mean "train.loss"?']
    ])
  })
})

describe('loadMapping', () => {
  it('says so where there is no file', () => {
    expect(() => loadMapping('/nowhere/mapping.json', LOWER)).toThrow(/the mapping cannot be read/)
  })
})

describe('the point of a run that a claim looks at', () => {
  const withMetric = (metric: object, epochs?: object) => ({
    ...MINIMAL,
    metrics: { 'train.loss': { names: ['loss'], ...metric } },
    ...(epochs !== undefined && { epochs })
  })
  const messages = (at: At, content: object) =>
    inspectMapping('mapping.json', new TextEncoder().encode(JSON.stringify(content)), { ...LOWER, at }).problems.map(
      ({ path, expected }) => `${path}: ${expected}`
    )

  it.each([
    ['best', withMetric({ best: 'lowest' })],
    [{ last: 5 }, withMetric({ meanOfLast: 5 })],
    [{ epoch: 10 }, withMetric({}, { unit: 'epoch', last: 10 })],
    [{ step: 10 }, withMetric({}, { unit: 'step', last: 10 })]
  ] as const)('is said by the mapping too: %j', (at, content) => {
    expect(messages(at, content)).toEqual([])
    expect(messages(at, MINIMAL)).toHaveLength(1)
  })

  it('is none of those that logs cannot tell', () => {
    expect(messages('mean-of-curve', MINIMAL)[0]).toContain('logs tell no other')
    expect(messages({ bestBy: 'validation.loss' }, MINIMAL)[0]).toContain('logs tell no other')
    expect(messages({ step: 10 }, withMetric({}, { unit: 'epoch', last: 10 }))).toEqual([
      '$.epochs: "unit": "step", "last": 10'
    ])
  })
})
