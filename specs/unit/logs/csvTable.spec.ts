import fc from 'fast-check'
import { readLogTable } from '../../../src/logs/csvTable'

function cells(text: string, delimiter = ',') {
  const reading = readLogTable('log.csv', text, delimiter)
  if (!reading.ok) throw new Error(reading.problems.map(({ message, line }) => `${line}: ${message}`).join('; '))
  return reading.value.map((row) => row.cells)
}
function problems(text: string) {
  const reading = readLogTable('log.csv', text, ',')
  return reading.ok ? [] : reading.problems.map(({ message, line }) => `${line}: ${message}`)
}

describe('readCsv', () => {
  it('reads rows with any line end, with or without the last one, after a byte order mark', () => {
    const expected = [
      { a: '1', b: '' },
      { a: '', b: '2' }
    ]
    for (const text of ['a,b\n1,\n,2\n', 'a,b\r\n1,\r\n,2\r\n', 'a,b\r1,\r,2', '\uFEFFa,b\n\n1,\n,2']) {
      expect(cells(text)).toEqual(expected)
    }
    expect(cells('a,b\n1,')).toEqual([{ a: '1', b: '' }])
    expect(cells('a;b\n1,5;2', ';')).toEqual([{ a: '1,5', b: '2' }])
  })

  it('reads quoted fields, and keeps white space', () => {
    expect(cells('"a, b", c\n"say ""hi""\nagain",x \n')).toEqual([{ 'a, b': 'say "hi"\nagain', ' c': 'x ' }])
  })

  it('names the line on which a row begins', () => {
    const reading = readLogTable('log.csv', 'a\r\n"x\ny"\r\nz', ',')
    expect(reading.ok && reading.value.map(({ line }) => line)).toEqual([2, 4])
  })

  it.each([
    ['', ['1: the file is empty']],
    ['a,a\n1,2', ['1: a column stands twice']],
    [
      'a,b\n1\n2,3\n4,5,6',
      ['2: a row has another number of fields than the header', '4: a row has another number of fields than the header']
    ],
    ['a\n1"2', ['2: a quote inside of a field without quotes']],
    ['a\n"1"2', ['2: something follows a closing quote']],
    ['a\n"1', ['2: a quote that is not closed']]
  ])('refuses %j', (text, expected) => {
    expect(problems(text)).toEqual(expected)
  })

  it('reads what was written by the rules of RFC 4180', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '1') })
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(fc.array(fc.tuple(field, field), { maxLength: 5 }), (rows) => {
        const text = [['x', 'y'], ...rows].map((row) => row.map(quote).join(',')).join('\r\n')
        expect(cells(text)).toEqual(rows.map(([x, y]) => ({ x, y })))
      })
    )
  })
})
