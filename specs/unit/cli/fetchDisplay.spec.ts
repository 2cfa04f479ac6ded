import { FetchDisplay } from '../../../src/cli/fetchDisplay'

test("a server's reason is one line of text, whatever it holds", () => {
  const written: string[] = []
  const display = new FetchDisplay({ isTTY: true, write: (text) => written.push(text) }, () => 0)
  const reason = 'answers 404 \u001b[2J\u009b31mNot\r\nFound'
  display.show({ kind: 'address-failed', file: 'a', address: 'https://example.org', reason })
  expect(written).toEqual(['  a: https://example.org: answers 404 \\u001B[2J\\u009B31mNot Found\n'])
})
