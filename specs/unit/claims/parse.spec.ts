import fc from 'fast-check'
import { parseDocument } from '../../../src/claims/parse'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const parse = (text: string) => parseDocument('paper/claim.json', 'claim', bytesOf(text))

describe('parseDocument', () => {
  it('accepts what JSON.parse accepts, and gives the same value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        const { document, problems } = parse(text)
        expect(problems).toEqual([])
        expect(document.value).toEqual(JSON.parse(text))
      }),
      { numRuns: 300, seed: 1 }
    )
  })

  it('calls everything an error that JSON.parse refuses', () => {
    const fragments = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      "'b'",
      '1',
      '01',
      '.5',
      '1.',
      '-',
      '1e',
      '/*c*/',
      '//',
      'NaN',
      'tru',
      'null',
      ' ',
      '"\t"',
      '"\\x"',
      '"\\u12"',
      '+1',
      '0x1'
    )
    fc.assert(
      fc.property(fc.array(fragments, { minLength: 1, maxLength: 8 }), (parts) => {
        const text = parts.join('')
        let valid = true
        try {
          JSON.parse(text)
        } catch {
          valid = false
        }
        expect(parse(text).problems.length === 0).toBe(valid)
      }),
      { numRuns: 3000, seed: 2 }
    )
  })

  it('looks into a file in spite of comments and trailing commas', () => {
    const { document, problems } = parse('{\n  // why\n  "id": "a/b",\n}')
    expect(problems.map(({ message, line }) => [message, line])).toEqual([
      ['a comment', 2],
      ['trailing comma', 4]
    ])
    expect(document.value).toEqual({ id: 'a/b' })
  })

  it('tells two mistakes apart from one and its echo', () => {
    const lines = (text: string) => parse(text).problems.map(({ line }) => line)
    expect(lines('{"a": x,\n"b": 1}')).toEqual([1])
    expect(lines('{"a": x,\n"b": y}')).toEqual([1, 2])
    expect(lines('{"a": 1, // why\n}')).toEqual([1, 2])
  })

  it('counts lines and columns from 1, whatever ends a line', () => {
    const { problems } = parse('{\r\n  "id": x\r\n}')
    expect(problems).toEqual([expect.objectContaining({ line: 2, column: 9, received: 'x' })])
  })

  it('takes the first of two equal keys and keeps the order of the rest', () => {
    const { document, problems } = parse('{"b": 1, "a": 2, "b": 3}')
    expect(JSON.stringify(document.value)).toBe('{"b":1,"a":2}')
    expect(problems).toEqual([expect.objectContaining({ column: 18, path: '$.b' })])
  })

  it('lets no key change the prototype of an object', () => {
    const { document } = parse('{"__proto__": {"polluted": 1}}')
    expect(Object.keys(document.value as object)).toEqual(['__proto__'])
    expect((document.value as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('refuses nesting that would exhaust the stack', () => {
    const { problems } = parse('['.repeat(100_000))
    expect(problems).toEqual([expect.objectContaining({ message: 'the file is nested too deep' })])
  })

  it('reads on behind a byte order mark', () => {
    const { document, problems } = parseDocument(
      'paper/claim.json',
      'claim',
      Uint8Array.from([0xef, 0xbb, 0xbf, 0x7b, 0x7d])
    )
    expect(problems).toEqual([expect.objectContaining({ message: 'the file begins with a byte order mark' })])
    expect(document.value).toEqual({})
  })

  it('refuses UTF-16', () => {
    const { problems } = parseDocument(
      'paper/claim.json',
      'claim',
      Uint8Array.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00])
    )
    expect(problems).toEqual([expect.objectContaining({ message: 'the file is not UTF-8' })])
  })
})
