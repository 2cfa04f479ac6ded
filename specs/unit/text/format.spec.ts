import fc from 'fast-check'
import {
  formatChange,
  formatCount,
  formatDuration,
  formatInterval,
  formatNumber,
  formatOptional,
  formatP,
  formatPercent
} from '../../../src/text/format'

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [1, '1'],
    [-12345678, '-12345678'],
    [0.123456, '0.1235'],
    [0.5, '0.5'],
    [123.456, '123.5'],
    [999.96, '1000'],
    [1234567.8, '1.235e6'],
    [0.0001, '0.0001'],
    [0.00009999, '9.999e-5'],
    [-3.2e-9, '-3.2e-9'],
    [1e300, '1e300'],
    [Number.MIN_VALUE, '4.941e-324'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity']
  ])('prints %p as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })

  it('is the number to half a unit of its last digit, with a point and ASCII digits', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e300, max: 1e300, noNaN: true }),
        fc.integer({ min: 1, max: 15 }),
        (value, digits) => {
          const text = formatNumber(value, digits)
          expect(text).toMatch(/^-?\d+(\.\d+)?(e-?\d+)?$/)
          // 0.5 in the last of `digits` digits of a mantissa >= 1; a little more for the rounding of the parsed text.
          const tolerance = 0.501 * 10 ** (1 - digits) * Math.abs(value)
          expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(tolerance + Number.MIN_VALUE)
        }
      )
    )
  })
})

describe('the other formats', () => {
  it('prints percentages, changes, p values, intervals and durations', () => {
    expect(formatPercent(1 - 0.05 / 3)).toBe('98.33 %')
    expect(formatChange(Math.log(0.95))).toBe('-5 %')
    expect(formatChange(Math.log(1.0123))).toBe('+1.23 %')
    expect(formatChange(0)).toBe('0 %')
    expect(formatChange(Number.NEGATIVE_INFINITY)).toBe('-100 %')
    expect(formatChange(Number.POSITIVE_INFINITY)).toBe('+Infinity %')
    expect(formatP(null)).toBe('–')
    expect(formatP(0.000123456)).toBe('0.000123')
    expect(formatP(1e-16)).toBe('< 1e-15')
    expect(formatOptional(null)).toBe('–')
    expect(formatOptional(0.25)).toBe('0.25')
    expect(formatInterval({ lower: Number.NEGATIVE_INFINITY, upper: 1.23456, level: 0.95 })).toBe('[-Infinity, 1.235]')
    expect(formatInterval(null)).toBe('–')
    expect([0, 999, 61_000, 3_725_000, 7_200_000].map(formatDuration)).toEqual([
      'under 1 s',
      '1 s',
      '1 min 1 s',
      '1 h 2 min 5 s',
      '2 h'
    ])
    expect([formatCount(1, 'claim'), formatCount(0, 'claim'), formatCount(2, 'family', 'families')]).toEqual([
      '1 claim',
      '0 claims',
      '2 families'
    ])
  })
})
