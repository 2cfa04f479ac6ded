import { textWidth, wrapLines } from '../../../src/figures/textWidth'

describe('textWidth', () => {
  it("is Helvetica's width, with 12 % of room", () => {
    // Adobe's metrics: A 667, d 556, a 556, m 833 thousandths.
    expect(textWidth('Adam', 10)).toBeCloseTo(1.12 * 26.12, 10)
  })

  it('counts what it does not know as wide as the font is high', () => {
    expect(textWidth('שλ👩', 10)).toBeCloseTo(1.12 * 30, 10)
  })
})

describe('wrapLines', () => {
  it('breaks between words, and keeps every one of them', () => {
    const text = 'Median train.loss after 50 epochs: adam 0.22, amsgrad 0.23'
    const lines = wrapLines(text, 13, 150)
    expect(lines.join(' ')).toBe(text)
    expect(Math.max(...lines.map((line) => textWidth(line, 13)))).toBeLessThanOrEqual(150)
  })

  it('breaks a word that is wider than a line', () => {
    const lines = wrapLines('x'.repeat(1000), 13, 620)
    expect(lines.join('')).toBe('x'.repeat(1000))
    expect(Math.max(...lines.map((line) => textWidth(line, 13)))).toBeLessThanOrEqual(620)
  })
})
