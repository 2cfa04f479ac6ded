import { readJson, readJsonLines, readYaml, valueAtKeys } from '../../../../src/adjudicate/read/document'

const readingOf = (reading: { ok: boolean; value?: unknown }) => (reading.ok ? reading.value : 'refused')

describe('readJson', () => {
  it('reads JSON, and the bare NaN and infinities of Python', () => {
    expect(readingOf(readJson('a', '{"x": [1, null]}'))).toEqual({ x: [1, null] })
    expect(readingOf(readJson('a', '{"x": [NaN, -Infinity, 1], "NaN": "is NaN \\" NaN"}'))).toEqual({
      x: ['NaN', '-Infinity', 1],
      NaN: 'is NaN " NaN'
    })
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
    expect(readingOf(readJsonLines('a', '{"x":1}\r\n\n{"x":NaN}\n'))).toEqual([
      { cells: { x: 1 }, line: 1 },
      { cells: { x: 'NaN' }, line: 3 }
    ])
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

  it.each(['x: [1', 'x: 1\nx: 2', 'x: !!python/object:os.system a'])('refuses %j with its line', (text) => {
    expect(readYaml('a', text)).toMatchObject({
      ok: false,
      problems: [{ message: 'the file is no YAML', line: expect.any(Number) }]
    })
  })
})

describe('valueAt', () => {
  it('follows keys with dots, and prefers a key that holds them', () => {
    expect(valueAtKeys({ a: { b: { c: 1 } } }, 'a.b.c')).toBe(1)
    expect(valueAtKeys({ 'a.b': { c: 2 }, a: { b: { c: 1 } } }, 'a.b.c')).toBe(1)
    expect(valueAtKeys({ 'a.b': { c: 2 } }, 'a.b.c')).toBe(2)
    expect(valueAtKeys({ 'a.b.c': 3, a: { b: { c: 1 } } }, 'a.b.c')).toBe(3)
    expect(valueAtKeys({ a: [5, 6] }, 'a.1')).toBe(6)
    expect(valueAtKeys({ a: 1 }, 'a.b')).toBeUndefined()
    expect(valueAtKeys({}, 'constructor')).toBeUndefined()
  })
})
