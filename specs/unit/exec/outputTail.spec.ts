import { OutputTail } from '../../../src/exec/outputTail'

function tailOf(...chunks: string[]): readonly string[] {
  const tail = new OutputTail()
  for (const chunk of chunks) tail.add(chunk)
  return tail.lines()
}

test('nothing printed, no lines', () => {
  expect(tailOf()).toEqual([])
})

test('lines may come in pieces and end as on Windows; blank ones are left out', () => {
  expect(tailOf('one\r\nt', 'wo\n\n  \nthree')).toEqual(['one', 'two', 'three'])
})

test('the last 15 lines are kept', () => {
  const lines = Array.from({ length: 40 }, (_, index) => `line ${index}`)
  expect(tailOf(lines.join('\n'))).toEqual(lines.slice(25))
})

test('one endless line is cut at its start', () => {
  expect(tailOf('x'.repeat(100_000), 'end')).toEqual([`${'x'.repeat(8189)}end`])
})
