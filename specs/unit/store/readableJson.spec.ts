import fc from 'fast-check'
import { readableJson } from '../../../src/store/readableJson'

test('objects are spread over lines with sorted keys, arrays of scalars are not', () => {
  const value = { b: [1, 'two', null], a: { d: [], c: [{ e: 1 }, [2, 3]] }, f: {} }
  expect(readableJson(value)).toBe(
    [
      '{',
      '  "a": {',
      '    "c": [',
      '      {',
      '        "e": 1',
      '      },',
      '      [2, 3]',
      '    ],',
      '    "d": []',
      '  },',
      '  "b": [1, "two", null],',
      '  "f": {}',
      '}'
    ].join('\n')
  )
})

test('absent properties are left out and -0 is 0, as in canonical JSON', () => {
  expect(readableJson({ a: undefined, b: -0 })).toBe('{\n  "b": 0\n}')
})

test('any JSON can be read back, and the order of keys does not matter', () => {
  const json = fc.jsonValue({ noUnicodeString: false }).map((value) => JSON.parse(JSON.stringify(value)) as unknown)
  fc.assert(
    fc.property(json, (value) => {
      const text = readableJson(value)
      expect(JSON.parse(text)).toEqual(value)
      expect(readableJson(JSON.parse(text, reversed))).toBe(text)
    })
  )
})

function reversed(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).reverse())
}
