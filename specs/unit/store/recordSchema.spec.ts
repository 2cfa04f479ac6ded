import { shapeProblem } from '../../../src/store/recordSchema'
import { SAMPLE_ENVIRONMENT, sampleSpec } from './sampleRun'

type Plain = Record<string, unknown>

function record(result: Plain = {}, rest: Plain = {}): Plain {
  return {
    result: {
      spec: sampleSpec(0),
      status: { kind: 'completed' },
      metrics: { x: { unit: 'step', at: [1, 5], values: [0.5, 'NaN'] } },
      ...result
    },
    resultDigest: 'a'.repeat(64),
    environment: SAMPLE_ENVIRONMENT,
    checksum: 'b'.repeat(64),
    ...rest
  }
}

function series(changes: Plain): Plain {
  return record({ metrics: { x: { unit: 'step', at: [1, 5], values: [0.5, 0.25], ...changes } } })
}

test.each<[string, Plain]>([
  ['completed', record()],
  ['diverged', record({ status: { kind: 'diverged', step: 3, what: 'loss' } })],
  ['failed', record({ status: { kind: 'failed', reason: 'killed' }, metrics: {} })],
  ['run elsewhere by a version that notes more', record({}, { environment: { ...SAMPLE_ENVIRONMENT, gpu: 'one' } })]
])('fits: %s', (_name, value) => {
  expect(shapeProblem(value)).toBeNull()
})

test.each<[string, unknown, string]>([
  ['no object', null, '(the whole record) must be object'],
  ['an array', [], '(the whole record) must be object'],
  ['no checksum', record({}, { checksum: undefined }), "(the whole record) must have required property 'checksum'"],
  ['more than it knows', record({ weights: [] }), '/result must NOT have additional properties'],
  ['a status of the future', record({ status: { kind: 'paused' } }), '/result/status'],
  ['a divergence without a step', record({ status: { kind: 'diverged', what: 'loss' } }), '/result/status'],
  ['a kind of the future', record({ spec: { ...sampleSpec(0), kind: 'quantum' } }), '/result/spec/kind'],
  ['a seed triple', record({ spec: { ...sampleSpec(0), seeds: { init: 1, order: 1, dropout: 1 } } }), '/spec/seeds'],
  ['a unit of the future', series({ unit: 'hour' }), '/result/metrics/x/unit'],
  ['steps from 0', series({ at: [0, 5] }), '/result/metrics/x/at/0'],
  ['a value that is no number', series({ values: [0.5, '0.25'] }), '/result/metrics/x/values/1'],
  ['too few values', series({ values: [0.5] }), 'metric x has 2 places and 1 values'],
  ['places twice', series({ at: [5, 5] }), 'metric x is not in order'],
  [
    'a local time',
    record({}, { environment: { ...SAMPLE_ENVIRONMENT, startedAt: 'Monday' } }),
    '/environment/startedAt'
  ],
  ['a digest of another kind', record({}, { resultDigest: 'A'.repeat(64) }), '/resultDigest']
])('does not fit: %s', (_name, value, problem) => {
  expect(shapeProblem(JSON.parse(JSON.stringify(value)))).toContain(problem)
})
