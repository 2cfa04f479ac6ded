import { OutputEnd, shownLines } from '../../../src/programs/outputLines'

describe('shownLines', () => {
  it.each([
    ['colours and titles', '\x1b[1;31mred\x1b[0m\x1b]0;title\x07', ['red']],
    ['of a progress bar the last writing', '10%\r50%\r100%\r\n', ['100%']],
    ['no blank lines', '\n \na\n\r\n', ['a']],
    ['what hides, spelled out', 'a\u202Eb\x00', ['a\\u202Eb\\u0000']],
    ['an escape that is cut off', '\x1b', ['\\u001B']],
    ['lines of bounded length', 'x'.repeat(1000), [`${'x'.repeat(299)}…`]]
  ])('are %s', (_, text, lines) => {
    expect(shownLines(text)).toEqual(lines)
  })
})

describe('OutputEnd', () => {
  it('keeps the last lines, whatever they arrive in', () => {
    const text = Array.from({ length: 4000 }, (_, index) => `line ${index}`).join('\n')
    const last = Array.from({ length: 15 }, (_, index) => `line ${3985 + index}`)
    for (const size of [1, 7, 4096, 16_384, 1_000_000]) {
      const end = new OutputEnd()
      const bytes = Buffer.from(text)
      for (let at = 0; at < bytes.length; at += size) end.add(bytes.subarray(at, at + size))
      expect(end.lines()).toEqual(last)
    }
  })

  it('is empty before anything was said', () => {
    expect(new OutputEnd().lines()).toEqual([])
  })
})
