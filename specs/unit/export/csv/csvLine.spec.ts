import fc from 'fast-check'
import { csvLine } from '../../../../src/export/csv/csvLine'
import { parseCsv } from '../../../support/parseCsv'
import { HOSTILE_TEXTS } from '../../report/hostile'

/** What a spreadsheet takes for a formula. */
const FORMULA = /^[=+\-@\t\r]/

describe('csvLine', () => {
  it('quotes what has to be quoted (RFC 4180), and ends with CR LF', () => {
    expect(csvLine(['a', 'b,c', 'd "e"', 'f g', null, true])).toBe('a,"b,c","d ""e""",f g,,true\r\n')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r\n=1', '  =1', '=HYPERLINK("http://a", "b")'])(
    'keeps %j from being a formula',
    (text) => {
      const [[cell]] = parseCsv(csvLine([text])) as [[string]]
      expect(cell).not.toMatch(FORMULA)
      expect(cell).toMatch(/^'/)
    }
  )

  it('leaves numbers as they are, to the last bit', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const text = csvLine([value]).trimEnd()
        expect(Number(text)).toBe(Object.is(value, -0) ? 0 : value)
      })
    )
    expect(csvLine([-1.5, Number.NaN, Number.NEGATIVE_INFINITY])).toBe('-1.5,NaN,-Infinity\r\n')
  })

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text]))('keeps %j in its cell', (_name, text) => {
    const rows = parseCsv(csvLine(['before', text, 'after']))
    expect(rows).toHaveLength(1)
    expect(rows[0]).toHaveLength(3)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    expect(rows[0]![1]).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/)
  })
})
