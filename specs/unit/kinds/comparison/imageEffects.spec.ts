import fc from 'fast-check'
import type { ImageBlocks, MeasuredRun } from '../../../../src/claims/runs'
import type { Margin } from '../../../../src/claims/types'
import { imageEffects, splitOf } from '../../../../src/kinds/comparison/imageEffects'

const RELATIVE: Margin = { relative: 0.01, epsilon: 0 }
const ABSOLUTE: Margin = { absolute: 0.01 }

function runOf(blocks: Partial<ImageBlocks>, split: 'test' | 'validation' = 'test'): MeasuredRun {
  const sizes = blocks.sizes ?? blocks.losses!.map(() => 10)
  const whole = { sizes, losses: sizes.map(() => 1), errors: sizes.map(() => 0), ...blocks }
  return { status: { kind: 'completed' }, metrics: {}, imageBlocks: { [split]: whole } }
}

/** ln of the ratio of the means, block j weighing as if it stood there (1 + step) times. */
function logRatio(control: ImageBlocks, treatment: ImageBlocks, block: number, step: number, epsilon: number): number {
  const meanOf = ({ sizes, losses }: ImageBlocks) => {
    const weights = sizes.map((size, j) => size * (j === block ? 1 + step : 1))
    const sum = weights.reduce((total, weight) => total + weight, 0)
    return losses.reduce((total, loss, j) => total + loss * weights[j]!, 0) / sum + epsilon
  }
  return Math.log(meanOf(treatment)) - Math.log(meanOf(control))
}

const blocks = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.double({ min: 0.1, max: 5, noNaN: true })), {
    minLength: 2,
    maxLength: 8
  })
  .map(
    (pairs): ImageBlocks => ({
      sizes: pairs.map(([size]) => size),
      losses: pairs.map(([, loss]) => loss),
      errors: pairs.map(() => 0)
    })
  )

describe('imageEffects', () => {
  test('of a difference are what each block has over the mean of all', () => {
    const effects = imageEffects('test.loss', ABSOLUTE, runOf({ losses: [1, 2, 3] }), runOf({ losses: [1, 4, 1] }))
    // b - a is 0, 2, -2, and 0 on average.
    expect(effects).toEqual([0, 2, -2])
  })

  test('of a ratio are relative to each mean', () => {
    const effects = imageEffects('test.loss', RELATIVE, runOf({ losses: [1, 3] }), runOf({ losses: [3, 5] }))
    // 3/4 - 1/2 and 5/4 - 3/2
    expect(effects).toEqual([0.25, -0.25])
    const floored = imageEffects(
      'test.loss',
      { relative: 0.01, epsilon: 2 },
      runOf({ losses: [1, 3] }),
      runOf({ losses: [3, 5] })
    )
    // -1/6 + 1/4
    expect(floored).toEqual([0.083333, -0.083333])
  })

  test('of an accuracy come from the errors of each block', () => {
    const control = runOf({ sizes: [10, 10], errors: [1, 3] }, 'validation')
    const treatment = runOf({ sizes: [10, 10], errors: [4, 2] }, 'validation')
    // b - a is -.3 and .1, -.1 on average
    expect(imageEffects('validation.accuracy', ABSOLUTE, control, treatment)).toEqual([-0.2, 0.2])
  })

  test('are the derivatives of the effect by the weight of a block, times the number of blocks', () => {
    const step = 1e-4
    fc.assert(
      fc.property(
        blocks,
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        fc.constantFrom(0, 0.5),
        (control, by, epsilon) => {
          const losses = control.losses.map((loss, j) => loss * (j % 2 === 0 ? by : 1))
          const treatment = { ...control, losses }
          const effects = imageEffects('test.loss', { relative: 0.01, epsilon }, runOf(control), runOf(treatment))!
          for (const [block, effect] of effects.entries()) {
            const [more, less] = [step, -step].map((change) => logRatio(control, treatment, block, change, epsilon))
            const derivative = ((more! - less!) / (2 * step)) * effects.length
            // Five digits, and the third derivative times the step squared.
            expect(Math.abs(effect - derivative)).toBeLessThan(6e-5 * Math.abs(derivative) + 1e-6)
          }
          const size = Math.max(...effects.map(Math.abs), 1e-300)
          expect(Math.abs(effects.reduce((sum, effect) => sum + effect, 0)) / size).toBeLessThan(effects.length * 1e-4)
        }
      )
    )
  })

  test('there are none where a run has no blocks, but one, others, or a mean without a logarithm', () => {
    const run = runOf({ losses: [1, 2] })
    const bare: MeasuredRun = { status: { kind: 'completed' }, metrics: {} }
    const effects = (metric: string, control: MeasuredRun, treatment: MeasuredRun, margin: Margin = RELATIVE) =>
      imageEffects(metric, margin, control, treatment)
    expect(effects('test.loss', run, run)).toEqual([0, 0])
    expect(effects('test.loss', run, bare)).toBeNull()
    expect(effects('validation.loss', run, run)).toBeNull()
    expect(effects('train.loss', run, run)).toBeNull()
    expect(effects('test.loss', run, runOf({ losses: [1, 2, 3] }))).toBeNull()
    expect(effects('test.loss', runOf({ losses: [1] }), runOf({ losses: [1] }))).toBeNull()
    expect(effects('test.loss', run, runOf({ losses: [0, 0] }))).toBeNull()
    expect(effects('test.loss', run, runOf({ losses: [0, 0] }), ABSOLUTE)).toEqual([0.5, -0.5])
  })
})

test.each([
  ['test.loss', 'test'],
  ['test.accuracy', 'test'],
  ['validation.loss', 'validation'],
  ['train.loss', null],
  ['test.regret', null],
  ['loss', null]
])('splitOf(%s)', (metric, split) => {
  expect(splitOf(metric)).toBe(split)
})
