import { ProtocolLines } from '../../../src/programs/protocolLines'

/** What is heard and printed of a text that arrives in pieces of a size. */
function sorted(text: string, size: number, isAwaited = (_: object) => true): [heard: object[], printed: string] {
  const heard: object[] = []
  let printed = ''
  const lines = new ProtocolLines(
    (message) => isAwaited(message) && heard.push(message) > 0,
    (bytes) => {
      printed += bytes.toString('latin1')
    }
  )
  const bytes = Buffer.from(text, 'latin1')
  for (let at = 0; at < bytes.length; at += size) lines.add(bytes.subarray(at, at + size))
  lines.end()
  return [heard, printed]
}

describe.each([1, 2, 7, 100_000])('what arrives by %i bytes', (size) => {
  it('is sorted by lines', () => {
    const text = 'loading\n{"ready": true}\n10%\r20%\n{"run": "a", "x": [1, {"y": "}\\n"}]}\r\nbye'
    expect(sorted(text, size)).toEqual([
      [{ ready: true }, { run: 'a', x: [1, { y: '}\n' }] }],
      'loading\n10%\r20%\nbye'
    ])
  })

  it('is output where nobody waits for it, where it is no JSON, no object, or cut off', () => {
    const text = '{"other": 1}\n{broken}\n["a"]\n x {"run": 1}\n{"torn": 1'
    expect(sorted(text, size, () => false)).toEqual([[], text])
    expect(sorted(text, size)).toEqual([[{ other: 1 }], text.slice('{"other": 1}\n'.length)])
  })

  it('may hold numbers as Python writes them', () => {
    expect(sorted('{"a": NaN, "b": [-Infinity, Infinity], "c": "NaN, \\"NaN\\""}\n', size)[0]).toEqual([
      { a: 'NaN', b: ['-Infinity', 'Infinity'], c: 'NaN, "NaN"' }
    ])
  })
})

describe('a line that does not end', () => {
  it('is output from 16 MiB on, in a time proportional to its length', () => {
    const text = `{"a": "${'x'.repeat(20 * 2 ** 20)}"}\n{"b": 1}\n`
    const [heard, printed] = sorted(text, 65_536)
    expect(heard).toEqual([{ b: 1 }])
    expect(printed.length).toBe(text.length - '{"b": 1}\n'.length)
  })
})
