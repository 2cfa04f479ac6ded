import { readJson, readJsonLines, readYaml } from '../../../src/logs/documents'

const readingOf = (reading: { ok: boolean; value?: unknown }) => (reading.ok ? reading.value : 'refused')

describe('readJson', () => {
  it('reads JSON, and the bare NaN and infinities of Python', () => {
    expect(readingOf(readJson('a', '{"x": [1, null]}'))).toEqual({ x: [1, null] })
    expect(readingOf(readJson('a', '{"x": [NaN, -Infinity, 1], "NaN": "is NaN \\" NaN"}'))).toEqual({
      x: ['NaN', '-Infinity', 1],
      NaN: 'is NaN " NaN'
    })
  })

  it('refuses what is nested deeper than any log', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}NaN${']'.repeat(depth)}`
    expect(readJson('a', nested(100)).ok).toBe(true)
    expect(readJson('a', nested(101))).toMatchObject({
      problems: [{ received: expect.stringMatching(/more than 100 deep/) }]
    })
    expect(readJson('a', `{"a":${nested(100_000)}}`).ok).toBe(false)
  })

  it('goes once over what is no JSON, however many quotes are in it', () => {
    for (const text of [
      `[NaN,"${'\\"'.repeat(300_000)}`,
      `[NaN,${'"\\'.repeat(300_000)}`,
      `["${'a'.repeat(10_000_000)}", NaN]`
    ]) {
      expect(readJson('a', text).ok).toBe(text.endsWith(']'))
    }
  })

  it('says what is no JSON', () => {
    expect(readJson('a.json', '{"x": 1,}')).toMatchObject({
      ok: false,
      problems: [{ origin: 'a.json', message: 'the file is no JSON' }]
    })
  })
})

describe('readJsonLines', () => {
  it('reads a row a line, and skips empty lines', () => {
    expect(readingOf(readJsonLines('a', '{"x":1}\r\n\n{"x":NaN}\n'))).toEqual({
      rows: [
        { cells: { x: 1 }, line: 1 },
        { cells: { x: 'NaN' }, line: 3 }
      ],
      notices: []
    })
  })

  it('names the line that is no object', () => {
    expect(readJsonLines('a', '{"x":1}\n[1]')).toMatchObject({ ok: false, problems: [{ line: 2 }] })
    expect(readJsonLines('a', '{"x":1}\n{"x":')).toMatchObject({ ok: false, problems: [{ line: 2 }] })
  })
})

describe('readYaml', () => {
  it('reads the core schema: no dates, and the spellings of PyYAML', () => {
    expect(readingOf(readYaml('a', 'x: 2017-12-01\ny: .nan\nz: 1e-05\nb: True\nn: null\n'))).toEqual({
      x: '2017-12-01',
      y: Number.NaN,
      z: 1e-5,
      b: true,
      n: null
    })
    expect(readingOf(readYaml('a', '---\nx: 1\n---\nx: 2\n'))).toEqual([{ x: 1 }, { x: 2 }])
    expect(readingOf(readYaml('a', ''))).toBeNull()
  })

  it('refuses aliases that stand for more than any log holds, and those of themselves', () => {
    const levels = (count: number) =>
      Array.from({ length: count }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join()}]`).join('\n')
    const bomb = (count: number) => `a0: &a0 [x, y]\n${levels(count)}\n`
    expect(readYaml('a', bomb(5)).ok).toBe(true)
    for (const count of [8, 60, 5_000]) {
      expect(readYaml('a', bomb(count))).toMatchObject({ problems: [{ message: 'the file is no YAML' }] })
    }
    expect(readYaml('a', `a: &a ${'x'.repeat(100_000)}\nb: [${Array(1_000).fill('*a').join()}]`).ok).toBe(false)
    for (const endless of ['&a [*a]', '&a {b: *a}', 'x: &a {b: [1, *a]}']) {
      expect(readYaml('a', endless)).toMatchObject({ problems: [{ received: expect.stringMatching(/in themselves/) }] })
    }
  })

  it.each(['x: [1', 'x: 1\nx: 2', 'x: !!python/object:os.system a'])('refuses %j with its line', (text) => {
    expect(readYaml('a', text)).toMatchObject({
      ok: false,
      problems: [{ message: 'the file is no YAML', line: expect.any(Number) }]
    })
  })
})
