import path from 'node:path'
import { askTypescriptChild } from '../../../../support/typescriptChild'
import { referenceAnswer } from './referenceStack'
import {
  activation,
  batchNormalization,
  conv,
  dropout,
  pool,
  responseNormalization,
  type StackAnswer,
  type StackCase,
  stackCase
} from './stackCases'

/** Channels that fill the blocks of every machine, and some that do not. */
const CASES: readonly StackCase[] = [
  stackCase({
    name: 'the convolutions of the study, narrow',
    shape: [12, 12, 3],
    batchSize: 8,
    layers: [
      conv(16, [6, 6], [1, 1], 'same', 'relu'),
      pool([2, 2], [2, 2], 'valid'),
      batchNormalization(),
      conv(16, [6, 6], [1, 1], 'same', 'relu'),
      pool([2, 2], [2, 2], 'valid'),
      batchNormalization()
    ]
  }),
  stackCase({
    name: 'overlapping pooling, normalised before and after, kernels of five rows',
    shape: [16, 12, 3],
    batchSize: 6,
    layers: [
      conv(16, [5, 5], [1, 1], 'same', 'relu'),
      pool([3, 3], [2, 2], 'same'),
      batchNormalization(),
      conv(32, [5, 3], [1, 1], 'same', 'relu'),
      batchNormalization(),
      pool([3, 3], [2, 2], 'same')
    ]
  }),
  stackCase({
    name: 'local response normalisation, kernels of three and four rows',
    shape: [9, 10, 3],
    batchSize: 4,
    layers: [
      conv(16, [3, 3], [1, 1], 'valid', 'relu'),
      responseNormalization(2, 0.75),
      conv(16, [4, 4], [1, 1], 'same', 'relu'),
      responseNormalization(4, 0.5),
      conv(16, [3, 2], [1, 1], 'same')
    ]
  }),
  stackCase({
    name: 'odd sizes, strides of two, every activation',
    shape: [7, 9, 3],
    batchSize: 5,
    layers: [
      conv(16, [4, 3], [2, 1], 'same', 'tanh'),
      conv(32, [2, 5], [1, 2], 'valid', 'sigmoid', false),
      responseNormalization(5, 0.6),
      pool([2, 3], [1, 2], 'same'),
      activation('softmax'),
      conv(16, [3, 3], [2, 2], 'same', 'relu')
    ]
  }),
  stackCase({
    name: 'five channels, dropout, normalisations without parameters, one after another',
    shape: [9, 7, 5],
    batchSize: 7,
    layers: [
      conv(32, [3, 3], [2, 2], 'same', 'relu'),
      batchNormalization({ center: false, scale: false }),
      batchNormalization({ scale: false }),
      dropout(0.5),
      conv(16, [2, 2], [2, 2], 'same'),
      activation('relu'),
      pool([3, 3], [1, 1], 'same'),
      batchNormalization({ center: false }),
      dropout(0.5)
    ]
  }),
  stackCase({
    name: 'strides beyond the window, rows that no window meets',
    shape: [10, 8, 3],
    batchSize: 3,
    layers: [conv(16, [3, 3], [2, 2], 'valid'), pool([1, 1], [2, 2], 'valid')]
  }),
  stackCase({
    name: 'channels that fill no block',
    shape: [8, 8, 1],
    batchSize: 4,
    layers: [
      batchNormalization(),
      conv(5, [3, 3], [1, 1], 'same', 'relu'),
      pool([3, 3], [2, 2], 'valid'),
      conv(6, [2, 2], [1, 1], 'valid', 'relu')
    ]
  })
]

/** Values and gradients are whole numbers here: ties everywhere, and no rounding but in sums taken as means. */
const TIES: readonly StackCase[] = [
  [conv(16, [1, 1], [1, 1], 'same'), pool([2, 2], [2, 2], 'valid')],
  [conv(16, [1, 2], [1, 1], 'same'), pool([3, 3], [2, 2], 'same')],
  [conv(16, [2, 1], [1, 1], 'same', 'relu'), pool([3, 3], [2, 2], 'same')],
  [conv(16, [1, 1], [1, 1], 'same', 'relu'), pool([3, 2], [1, 2], 'same'), pool([2, 3], [2, 1], 'valid')]
].map((layers, index) =>
  stackCase({ name: `ties ${index + 1}`, shape: [7, 8, 3], batchSize: 4, layers, isWhole: true })
)

interface ChildAnswer {
  readonly block: number | null
  readonly plain: readonly StackAnswer[]
  readonly blocked: readonly StackAnswer[]
}

// Nothing can be skipped once tests run, so the child answers before they are described.
const answers = askTypescriptChild<ChildAnswer>(path.join(__dirname, 'imageStackChild.ts'), [...CASES, ...TIES])
const LOWERINGS = [
  { name: 'plain', answers: answers?.plain ?? [] },
  { name: 'blocked, where channels fill blocks', answers: answers?.blocked ?? [] }
]

describe.each(LOWERINGS)('images, lowered: $name', ({ name, answers: given }) => {
  if (given.length === 0) {
    test.skip(`there are no such kernels on this machine (${name})`, () => {})
    return
  }

  test.each(CASES.map((stackCase, index) => ({ ...stackCase, index })))('$name', ({ index, ...stackCase }) => {
    const { values, isRepeatable } = given[index]!
    const expected = referenceAnswer(stackCase)
    expect(Object.keys(values).sort()).toEqual(Object.keys(expected).sort())
    for (const [output, numbers] of Object.entries(expected)) {
      // Float32 (6e-8) through up to three convolutions of a thousand products: 3e-6 was seen; layers confused, 1e-1.
      expect({ output, error: largestError(values[output]!, numbers) }).toEqual({ output, error: expect.closeTo(0, 5) })
    }
    expect(isRepeatable).toBe(true)
  })

  test.each(TIES.map((stackCase, index) => ({ ...stackCase, index })))(
    '$name: the first of equals gets the gradient',
    ({ index, ...stackCase }) => {
      const { values } = given[CASES.length + index]!
      for (const [output, numbers] of Object.entries(referenceAnswer(stackCase)))
        expect({ output, values: values[output]!.map(toWhole) }).toEqual({
          output,
          values: Array.from(numbers, toWhole)
        })
    }
  )
})

describe('the lowering', () => {
  test('is blocked where channels fill blocks, and plain elsewhere', () => {
    const lowerings = (answers?.blocked ?? []).slice(0, CASES.length).map(({ lowering }) => lowering)
    const expected = CASES.map(({ name }) => (name === 'channels that fill no block' ? 'plain' : 'nchwc'))
    expect(lowerings).toEqual(answers?.block == null ? [] : expected)
    expect((answers?.plain ?? []).every(({ lowering }) => lowering === 'plain')).toBe(true)
  })
})

/** Relative to the largest expected value. */
function largestError(actual: readonly number[], expected: Float64Array): number {
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
  const error = expected.reduce((largest, value, i) => Math.max(largest, Math.abs(actual[i]! - value)), 0)
  return actual.length === expected.length ? error / scale : Number.POSITIVE_INFINITY
}

/** The whole number that a value is but for its last digits (a tie lost moves it by 1 at least); 0 for -0. */
function toWhole(value: number): number {
  const whole = Math.round(value) + 0
  return Math.abs(value - whole) < 1e-5 ? whole : value
}
