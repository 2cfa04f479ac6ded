import { comparedOnDigits } from '../../../../src/runs/classification/templates'
import { claimFile, experimentFile, problemsOf, sourceFile } from '../../load/shared'

const { adam } = comparedOnDigits('digits').arms
const ARMS = { arms: { adam, plain: adam, 'width-1': adam, 'width-2': adam, 'width-4': adam } }
const RATES = { grid: { learningRate: [0.001, 0.01, 0.1] } }
const LEVELS = [1, 2, 4].map((value) => ({ value, arm: `width-${value}` }))
const EPOCHS = { axis: '/training/epochs', arm: 'adam' }
const EPOCH_GRID = { grid: { '/training/epochs': [2, 3, 4] }, training: { batchSize: 32, epochs: 4 }, profiles: {} }
const AXIS = { axis: 'learningRate', arm: 'adam' }

function problems(changes: object, experiment: object = {}) {
  const hypothesis = { kind: 'trend', metric: 'test.loss', direction: 'falls', scale: 'linear', ...changes }
  const files = [sourceFile(), experimentFile({ ...ARMS, ...experiment }), claimFile('a', { hypothesis })]
  return problemsOf(...files).map((line) => line.replace('paper/a.json $.hypothesis', ''))
}

test.each<[string, object, object, RegExp[]]>([
  ['levels', { levels: LEVELS }, {}, []],
  ['levels against one arm', { levels: LEVELS.map((each) => ({ ...each, control: 'plain' })) }, {}, []],
  ['an axis', AXIS, RATES, []],
  ['an axis and a control', { ...AXIS, control: 'plain' }, RATES, []],
  ['an axis beside one that does not vary', AXIS, { grid: { ...RATES.grid, beta2: [0.99] } }, []],
  ['a turn', { levels: LEVELS, upTo: 2 }, {}, []],
  ['a flat one', { levels: LEVELS, direction: 'flat' }, {}, []],
  ['a denied one', { levels: LEVELS, direction: 'not-falls' }, {}, []],
  ['a spread', { levels: LEVELS, statistic: 'spread', metric: 'test.accuracy', margin: { relative: 0.25 } }, {}, []],
  ['tasks beside an axis', { ...AXIS, tasks: 'beta2' }, { grid: { ...RATES.grid, beta2: [0.9, 0.99] } }, []],
  ['tasks beside levels', { levels: LEVELS, tasks: 'beta2' }, { grid: { beta2: [0.9, 0.99] } }, []],
  [
    'flat without a margin',
    { levels: LEVELS, direction: 'flat', margin: { relative: 0 } },
    {},
    [/\.margin\.relative error: equivalence needs a margin/]
  ],
  [
    'a turn of what is denied',
    { levels: LEVELS, direction: 'not-falls', upTo: 2 },
    {},
    [/\.upTo error: what is denied has no level at which it turns/]
  ],
  [
    'an absolute margin of a spread',
    { levels: LEVELS, statistic: 'spread', margin: { absolute: 0.1 } },
    {},
    [/\.margin\.absolute error: spreads are compared by the ratio/]
  ],
  [
    'the spread of a gap',
    { ...AXIS, control: 'plain', statistic: 'spread' },
    RATES,
    [/\.control error: the trend of a spread is one of a single arm/]
  ],
  ['a point within every run of an axis of epochs', { ...EPOCHS, at: { epoch: 2 } }, EPOCH_GRID, []],
  [
    'a point after the shortest run of an axis of epochs',
    { ...EPOCHS, at: { epoch: 3 } },
    EPOCH_GRID,
    [/\.at error: a run ends before that/]
  ],
  ['one task', { ...AXIS, tasks: 'beta2' }, RATES, [/\.tasks error: there is no such axis of two tasks/]],
  [
    'levels as tasks',
    { ...AXIS, tasks: 'learningRate' },
    RATES,
    [/\.axis error: other axes vary too/, /\.tasks error: the values of one axis are levels/]
  ],
  [
    'tasks, and more that varies',
    { levels: LEVELS, tasks: 'beta2' },
    { grid: { ...RATES.grid, beta2: [0.9, 0.99] } },
    [/\.tasks error: other axes vary too/]
  ],
  ['no levels', {}, {}, [/error: a trend needs its levels/]],
  ['both', { levels: LEVELS, ...AXIS }, RATES, [/\.axis error: levels are arms or values of an axis/]],
  ['an axis without an arm', { axis: 'learningRate' }, RATES, [/\.axis error: no arm is run/]],
  ['an arm beside levels', { levels: LEVELS, arm: 'adam' }, {}, [/\.arm error: each level names its own arms/]],
  ['two levels', { levels: LEVELS.slice(1) }, {}, [/\.levels error/]],
  [
    'levels out of order',
    { levels: LEVELS.toReversed() },
    {},
    [/\[1\]\.value error: levels stand in/, /\[2\]\.value error/]
  ],
  [
    'the same arm twice',
    { levels: LEVELS.with(2, { value: 4, arm: 'width-1' }) },
    {},
    [/\[2\]\.arm error: two levels are the same/]
  ],
  [
    'an arm against itself',
    { levels: LEVELS.map((each) => ({ ...each, control: 'width-1' })) },
    {},
    [/\[0\]\.control error: an arm does not differ/]
  ],
  [
    'an arm against itself on an axis',
    { ...AXIS, control: 'adam' },
    RATES,
    [/\.control error: an arm does not differ/]
  ],
  [
    'a control at some levels',
    { levels: LEVELS.with(0, { ...LEVELS[0]!, control: 'plain' } as never) },
    {},
    [/levels\[1\] error: this level has no control/]
  ],
  [
    'an arm that is not there',
    { levels: LEVELS.with(1, { value: 2, arm: 'width-3' }) },
    {},
    [/\[1\]\.arm error: experiment digits has no such arm/]
  ],
  ['two turns', { levels: LEVELS, upTo: 2, from: 2 }, {}, [/\.from error: a claim has one level at which it turns/]],
  [
    'a turn at the end',
    { levels: LEVELS, upTo: 4 },
    {},
    [/\.upTo error: it turns at a level with others below and above/]
  ],
  [
    'a turn on an axis',
    { ...AXIS, from: 0.02 },
    RATES,
    [/\.from error: it turns at a level with others below and above it \(profile/]
  ],
  [
    'a turn without a margin',
    { levels: LEVELS, upTo: 2, margin: { relative: 0 } },
    {},
    [/margin\.relative error: that it does not change needs a margin/]
  ],
  [
    'the logarithm of 0',
    { levels: LEVELS.with(0, { value: 0, arm: 'width-1' }), scale: 'log' },
    {},
    [/\[0\]\.value error: a value of 0 or below/]
  ],
  ['no such axis', { ...AXIS, axis: 'beta1' }, RATES, [/\.axis error: there is no such axis/]],
  [
    'an axis of two',
    AXIS,
    { grid: { learningRate: [0.1, 1] } },
    [/\.axis error: the axis has no three different numbers/]
  ],
  ['another axis', AXIS, { grid: { ...RATES.grid, beta2: [0.9, 0.99] } }, [/\.axis error: other axes vary too/]],
  [
    'an axis of two at one profile',
    AXIS,
    { ...RATES, profiles: { quick: { departure: 'less', grid: { learningRate: [0.1, 1] } } } },
    [/\(profile quick\)/]
  ]
])('%s', (_, changes, experiment, expected) => {
  expect(problems(changes, experiment)).toEqual(expected.map((each) => expect.stringMatching(each)))
})
