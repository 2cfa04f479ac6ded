import fc from 'fast-check'
import { canonicalJson, digestOf } from '../../../src/json/canonical'
import { decodeRecord, encodeRecord } from '../../../src/store/recordCodec'
import { SAMPLE_ENVIRONMENT, sampleResult, sampleSpec, withValues } from './sampleRun'

const key = digestOf(sampleSpec(0))
const text = encodeRecord(sampleResult(0, 3), SAMPLE_ENVIRONMENT)

interface Written {
  result: { spec: object; status: object; metrics: Record<string, { values: unknown[] }> }
  resultDigest: string
  environment: object
  checksum: string
}

/** Changes a record as someone would who knows how to compute digests. */
function forged(change: (record: Written) => void, digests: readonly ('resultDigest' | 'checksum')[]): string {
  const record = JSON.parse(text) as Written
  change(record)
  if (digests.includes('resultDigest')) record.resultDigest = digestOf(record.result)
  const { checksum: _old, ...content } = record
  if (digests.includes('checksum')) record.checksum = digestOf(content)
  return JSON.stringify(record)
}

function stateOf(forgery: string): string {
  return decodeRecord(forgery, key).state
}

describe('a record', () => {
  test('is read as it was written', () => {
    const decoded = decodeRecord(text, key)
    expect(decoded).toMatchObject({ state: 'valid', record: { result: sampleResult(0, 3) } })
    expect(decoded).toMatchObject({ record: { environment: SAMPLE_ENVIRONMENT } })
  })

  test('holds non-finite numbers as strings, and the digest of exactly that', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 5e-324]
    const written = JSON.parse(encodeRecord(withValues(0, values), SAMPLE_ENVIRONMENT)) as Written
    expect(written.result.metrics.x?.values).toEqual(['NaN', 'Infinity', '-Infinity', 0, 5e-324])
    expect(written.resultDigest).toBe(digestOf(written.result))
  })

  test('brings every double back, -0 as 0', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { maxLength: 20 }), (values) => {
        const decoded = decodeRecord(encodeRecord(withValues(0, values), SAMPLE_ENVIRONMENT), key)
        if (!('record' in decoded)) throw new Error(decoded.reason)
        const expected = values.map((value) => (value === 0 ? 0 : value))
        expect(decoded.record.result.metrics.x?.values.map(String)).toEqual(expected.map(String))
        expect(decoded.record.result.metrics.x?.values.every((value, index) => Object.is(value, expected[index]))).toBe(
          true
        )
      })
    )
  })

  test('has the same bytes under result whatever the environment and the order of keys', () => {
    const { spec, status, metrics } = sampleResult(0, 3)
    const other = encodeRecord({ metrics, status, spec: reordered(spec) }, { ...SAMPLE_ENVIRONMENT, wallTimeMs: 9 })
    const resultOf = (record: string) => record.slice(record.indexOf('"result"'), record.indexOf('"resultDigest"'))
    expect(resultOf(other)).toBe(resultOf(text))
    expect(other).not.toBe(text)
  })

  test('is refused where JSON cannot hold it', () => {
    const spec = { ...sampleSpec(0), initialPoint: 10n as unknown as number }
    expect(() => encodeRecord({ ...sampleResult(0), spec }, SAMPLE_ENVIRONMENT)).toThrow(TypeError)
  })
})

describe('a damaged record', () => {
  test.each([
    ['', 'it is empty'],
    ['\n', 'it is empty'],
    ['\0\0\0\0', 'it is not JSON (4 characters, perhaps cut short)']
  ])('torn: %j', (content, reason) => {
    expect(decodeRecord(content, key)).toEqual({ state: 'torn', reason })
  })

  test('torn at any length but the last line feed', () => {
    for (let length = 0; length < text.length - 1; length += 1) expect(stateOf(text.slice(0, length))).toBe('torn')
    expect(stateOf(text.slice(0, -1))).toBe('valid')
  })

  test('edited: a value', () => {
    const change = (record: Written) => record.result.metrics.x?.values.fill(0)
    expect(stateOf(forged(change, []))).toBe('edited')
    expect(stateOf(forged(change, ['checksum']))).toBe('edited')
  })

  test('edited: a number that no double can hold', () => {
    const changed = text.replace('"numSteps": 1000', '"numSteps": 1e999')
    expect(changed).not.toBe(text)
    expect(decodeRecord(changed, key)).toEqual({ state: 'edited', reason: 'its checksum does not fit its content' })
  })

  test('edited: nested too deep to be compared', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    expect(stateOf(`{"result": ${deep}, "checksum": "${'a'.repeat(64)}"}`)).toBe('edited')
  })

  test('edited: the environment', () => {
    expect(stateOf(forged((record) => Object.assign(record.environment, { cpu: 'better' }), []))).toBe('edited')
  })

  test('edited: a field struck out', () => {
    expect(stateOf(forged((record) => Object.assign(record, { environment: undefined }), []))).toBe('edited')
  })

  test('foreign: of another run', () => {
    const other = digestOf(sampleSpec(1))
    const copied = encodeRecord(sampleResult(1, 3), SAMPLE_ENVIRONMENT)
    expect(decodeRecord(copied, key)).toEqual({ state: 'foreign', reason: `it is the record of run ${other}` })
    const renamed = forged(
      (record) => Object.assign(record.result.spec, { initialPoint: 1 }),
      ['resultDigest', 'checksum']
    )
    expect(stateOf(renamed)).toBe('foreign')
  })

  test('foreign: of a shape that is not known', () => {
    const change = (record: Written) => Object.assign(record.result, { weights: [1] })
    expect(stateOf(forged(change, ['resultDigest', 'checksum']))).toBe('foreign')
  })

  test.each(['null', '[]', '{}', '3', '"text"', '{"result": {}}', '{"version": 2, "runs": []}'])(
    'foreign: other JSON, %s',
    (content) => {
      expect(stateOf(content)).toBe('foreign')
    }
  )

  test('one character changed never yields another content', () => {
    const original = canonicalJson(JSON.parse(text))
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ minLength: 0, maxLength: 1 }), (position, character) => {
        const changed = text.slice(0, position) + character + text.slice(position + 1)
        const decoded = decodeRecord(changed, key)
        if ('record' in decoded) expect(canonicalJson(JSON.parse(changed))).toBe(original)
      }),
      { numRuns: 1000 }
    )
  })
})

function reordered<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).reverse()) as T
}
