import { EventEmitter } from 'node:events'
import { outputTo } from '../../../src/cli/output'

/** A stream whose writes do as they are told. */
function stream(write: (text: string) => void = () => undefined) {
  const emitter = new EventEmitter()
  const written: string[] = []
  const made = Object.assign(emitter, {
    isTTY: true,
    columns: 90,
    write: (text: string) => {
      write(text)
      written.push(text)
      return true
    }
  })
  return { output: outputTo(made as unknown as NodeJS.WriteStream), emitter, written }
}

const failure = (code: string) => Object.assign(new Error(`${code}: mocked`), { code })

test('writes, and is as wide as the stream', () => {
  const { output, written } = stream()
  output.stream.write('a')
  expect([written, output.stream.isTTY, output.stream.columns, output.failure]).toEqual([['a'], true, 90, null])
})

test('a reader who leaves is told nothing more, and nothing has failed', () => {
  const { output, emitter, written } = stream()
  emitter.emit('error', failure('EPIPE'))
  output.stream.write('b')
  emitter.emit('error', failure('EPIPE'))
  expect([written, output.failure]).toEqual([[], null])
})

test.each([
  [
    'at once',
    (code: string) =>
      stream(() => {
        throw failure(code)
      })
  ],
  [
    'later',
    (code: string) => {
      const made = stream()
      made.emitter.emit('error', failure(code))
      return made
    }
  ]
])('any other trouble is kept for the end, %s', (_when, make) => {
  const { output } = make('ENOSPC')
  output.stream.write('c')
  output.stream.write('d')
  expect(output.failure?.message).toBe('ENOSPC: mocked')
})
