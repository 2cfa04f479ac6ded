import { isPossibleShare, printedNumber } from '../../../src/stats/printedNumber'

describe('printedNumber', () => {
  test.each([
    ['98.20', 98.2, 0.005],
    ['0.98', 0.98, 0.005],
    ['-3', -3, 0.5],
    ['1.5e-3', 0.0015, 0.00005],
    ['2e3', 2000, 500],
    ['1e+21', 1e21, 5e20],
    [String(1e-7), 1e-7, 5e-8]
  ])('%s', (text, value, rounding) => expect(printedNumber(text)).toEqual({ value, rounding }))

  test.each(['', '.5', '1.', '98,2', '1e1000', 'NaN', '0x10', ' 1'])('refuses %j', (text) => {
    expect(() => printedNumber(text)).toThrow(RangeError)
  })
})

describe('isPossibleShare', () => {
  // By counting: every whole number of right answers, rounded as decimals are.
  const byCounting = (text: string, total: number) => {
    const places = text.split('.')[1]!.length
    const target = Math.round(Number(text) * 10 ** places)
    return Array.from({ length: total + 1 }, (_, k) => (k * 10 ** places) / total).some(
      (scaled) => Math.abs(scaled - target) <= 0.5 + 1e-9
    )
  }

  test.each([
    ['0.9816', 1, 300],
    ['0.9816', 2, 300],
    ['0.98', 1, 300],
    ['0.98165', 1, 10_000],
    ['0.9817', 1, 10_000],
    ['0.98165', 2, 10_000],
    ['0.5', 1, 1],
    ['1.000', 3, 7]
  ])('%s of %d runs over %d examples', (text, runs, examples) => {
    expect(isPossibleShare(printedNumber(text), runs, examples)).toBe(byCounting(text, runs * examples))
  })

  it('tells what is from what is not', () => {
    expect(isPossibleShare(printedNumber('0.9816'), 1, 10_000)).toBe(true)
    expect(isPossibleShare(printedNumber('0.98165'), 1, 10_000)).toBe(false)
    expect(isPossibleShare(printedNumber('0.9816'), 1, 300)).toBe(false)
  })
})
