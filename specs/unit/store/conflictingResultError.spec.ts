import { firstDifference } from '../../../src/store/conflictingResultError'
import type { RunResult } from '../../../src/store/types'
import { sampleSpec, withValues } from './sampleRun'

const stored = withValues(0, [0.5, 0.25, 0.125])

function received(changes: Partial<RunResult>): RunResult {
  return { ...stored, ...changes }
}

function series(at: readonly number[], values: readonly number[]): Partial<RunResult> {
  return { metrics: { x: { unit: 'step', at, values } } }
}

test.each<[string, RunResult]>([
  ['x at step 2 is 0.3, stored was 0.25', withValues(0, [0.5, 0.3, 0.125])],
  ['x at step 3 is NaN, stored was 0.125', withValues(0, [0.5, 0.25, Number.NaN])],
  ['metric x has no further step, stored was step 3', withValues(0, [0.5, 0.25])],
  ['metric x has step 4, stored was no further step', withValues(0, [0.5, 0.25, 0.125, 0.1])],
  ['metric x has step 5, stored was step 2', received(series([1, 5, 6], [0.5, 0.25, 0.125]))],
  [
    'metric x counts in epochs, stored was steps',
    received({ metrics: { x: { unit: 'epoch', at: [1], values: [1] } } })
  ],
  ['metric x is missing', received({ metrics: {} })],
  ['metric a is new', received({ metrics: { ...stored.metrics, a: { unit: 'step', at: [], values: [] } } })],
  [
    'its status is {"kind":"diverged","step":2,"what":"x"}, stored was {"kind":"completed"}',
    received({ status: { kind: 'diverged', step: 2, what: 'x' } })
  ],
  ['the metrics are the same', { spec: sampleSpec(0), status: { kind: 'completed' }, metrics: stored.metrics }]
])('%s', (difference, other) => {
  expect(firstDifference(stored, other)).toBe(difference)
})
