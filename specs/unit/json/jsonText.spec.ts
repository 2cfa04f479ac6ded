import fc from 'fast-check'
import { jsonText } from '../../../src/json/jsonText'
import { encodeTree } from '../../../src/json/numbers'

describe('jsonText', () => {
  it('has every array of numbers on one line, and all else indented', () => {
    const data = { a: [1, -2.5, 1e-7, 1e21], b: [], c: [[1], [2, 3]], d: ['1', 2], e: [{ f: 0 }] }
    expect(jsonText(data)).toBe(`{
  "a": [1, -2.5, 1e-7, 1e+21],
  "b": [],
  "c": [
    [1],
    [2, 3]
  ],
  "d": [
    "1",
    2
  ],
  "e": [
    {
      "f": 0
    }
  ]
}
`)
  })

  it('writes numbers that JSON has none for as strings', () => {
    expect(jsonText([1, Number.NaN, Number.NEGATIVE_INFINITY])).toBe('[\n  1,\n  "NaN",\n  "-Infinity"\n]\n')
  })

  it('leaves texts alone that look like an array', () => {
    const text = '[\n  1,\n  2\n]'
    expect(JSON.parse(jsonText({ [text]: [text, 1] }))).toEqual({ [text]: [text, 1] })
  })

  it('is read back as what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        expect(JSON.parse(jsonText(data))).toEqual(JSON.parse(JSON.stringify(encodeTree(data))))
      })
    )
  })
})
