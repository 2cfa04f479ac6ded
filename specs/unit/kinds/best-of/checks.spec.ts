import { severalOnDigits } from '../../../../src/runs/classification/templates'
import { claimFile, experimentFile, problemsOf, sourceFile } from '../../load/shared'

const { arms } = severalOnDigits('digits')
const GRID = { learningRate: [0.001, 0.01, 0.1, 1, 10] }

function problems(changes: object, experiment: object = {}, decision: object = {}) {
  const base = { kind: 'best-of', metric: 'test.loss', better: 'lower', arm: 'adam', others: ['sgd', 'rmsprop'] }
  const seeds = { decision: { alpha: 0.05, mode: 'fixed', seeds: { max: 20 }, ...decision } }
  const hypothesis = { ...base, ...changes }
  return problemsOf(
    sourceFile(),
    experimentFile({ arms, ...experiment }),
    claimFile('a', { hypothesis, ...seeds })
  ).map((line) => line.replace('paper/a.json ', ''))
}

test.each([
  ['nothing', {}, []],
  ['an arm against itself', { others: ['adam', 'sgd'] }, [/others\[0\] error: the arm is among those/]],
  ['an arm that is not there', { others: ['sgd', 'rmspro'] }, [/others\[1\] error: experiment digits has no such arm/]],
  ['a single other', { others: ['sgd'] }, [/others error/]],
  ['the wrong direction', { better: 'higher' }, [/better error: test.loss is better where it is lower/]],
  [
    'among the best without a margin',
    { among: true, margin: { relative: 0 } },
    [/margin.relative error: to be among the best needs a margin/]
  ],
  [
    'an accuracy without an absolute margin',
    { metric: 'test.accuracy', better: 'higher' },
    [/margin error: an accuracy is compared by the difference/]
  ]
])('%s', (_, changes, expected) => {
  expect(problems(changes)).toEqual(expected.map((each) => expect.stringMatching(each)))
})

test('the settings of many tuned arms are too many to be judged at every combination', () => {
  const tuned = { others: ['sgd', 'rmsprop', 'amsgrad', 'third'], tuning: {} }
  const other = (beta1: number) => ({ optimizer: { ...arms.adam!.optimizer!, beta1 } })
  const more = { grid: GRID, arms: { ...arms, amsgrad: other(0.8), third: other(0.7) } }
  expect(problems(tuned, more)).toEqual([expect.stringMatching(/tuning error: up to 1024 combinations/)])
  expect(problems({ ...tuned, tuning: { contenders: 3 } }, more)).toEqual([])
  expect(problems({ tuning: {} }, more)).toEqual([])
})

test('an arm that is the same as another is warned of', () => {
  expect(problems({ others: ['sgd', 'twin'] }, { arms: { ...arms, twin: arms.adam } })).toEqual([
    expect.stringMatching(/others\[1\] warning: the arms adam and twin are the same/)
  ])
})

test('too few seeds can show nothing', () => {
  expect(problems({}, {}, { seeds: { max: 5 } })).toEqual([expect.stringMatching(/cannot reach a decision/)])
})
