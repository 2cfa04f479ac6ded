import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { BoundedLog } from '../../../src/programs/boundedLog'

let file: string
beforeEach(() => {
  file = path.join(mkdtempSync(path.join(tmpdir(), 'claimcheck-log-')), 'stdout.log')
})
afterEach(() => rmSync(path.dirname(file), { recursive: true }))

/** Writes a text in chunks. @returns what the file holds then, and how many bytes are said to be left out */
function write(text: string, maxBytes: number, chunk: number): [content: string, leftOut: number] {
  const log = new BoundedLog(file, maxBytes)
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += chunk) log.add(bytes.subarray(at, at + chunk))
  const leftOut = log.close()
  return [readFileSync(file, 'utf8'), leftOut]
}

const LINES = Array.from({ length: 100 }, (_, index) => `line ${String(index).padStart(4, '0')}\n`)

describe.each([1, 3, 10, 64, 5000])('a bounded log, written by %i bytes', (chunk) => {
  it('holds a short output as it is', () => {
    expect(write(LINES.join(''), 1000, chunk)).toEqual([LINES.join(''), 0])
    expect(write('', 1000, chunk)[1]).toBe(0)
  })

  it('holds the beginning and the end of a long one, by lines, and says what is missing', () => {
    // 100 bytes of each, of lines of 10: the tail begins behind the line end that it finds first.
    const [content, leftOut] = write(LINES.join(''), 200, chunk)
    const said = `[claimcheck: ${leftOut} bytes left out]\n`
    expect(content).toBe([...LINES.slice(0, 10), said, ...LINES.slice(100 - (1000 - 100 - leftOut) / 10)].join(''))
    expect(leftOut).toBeGreaterThanOrEqual(800)
    expect(leftOut).toBeLessThanOrEqual(810)
  })

  it('counts what the file holds already, and keeps it', () => {
    writeFileSync(file, 'before\n'.repeat(20))
    const [content, leftOut] = write('x'.repeat(500), 200, chunk)
    expect(leftOut).toBe(400)
    expect(content).toBe(`${'before\n'.repeat(20)}[claimcheck: 400 bytes left out]\n${'x'.repeat(100)}`)
  })
})
