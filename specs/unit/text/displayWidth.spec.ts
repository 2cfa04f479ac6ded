import { displayWidth, graphemesOf } from '../../../src/text/displayWidth'

describe('displayWidth', () => {
  // As wcwidth, and the terminals that follow it, have them.
  it.each([
    ['', 0],
    ['Adam, 5 %', 9],
    ['é', 1],
    ['e\u0301', 1],
    ['שלום', 4],
    ['שָׁלוֹם', 4],
    ['漢字', 4],
    ['한글', 4],
    ['ｶﾅ', 2],
    ['！', 2],
    ['🧪', 2],
    ['👩‍👩‍👧', 2],
    ['🇫🇮', 2],
    ['❤️', 2],
    ['a\u200Bb', 2],
    ['–', 1]
  ])('of %j is %d', (text, width) => expect(displayWidth(text)).toBe(width))

  it('does not depend on how a line is put together', () => {
    const parts = ['Adam ', '漢字', ' 👩‍👩‍👧', ' ש']
    expect(displayWidth(parts.join(''))).toBe(parts.reduce((sum, part) => sum + displayWidth(part), 0))
  })
})

describe('graphemesOf', () => {
  it('keeps together what a reader takes for one character', () => {
    expect(graphemesOf('👩‍👩‍👧e\u0301🇫🇮')).toEqual(['👩‍👩‍👧', 'e\u0301', '🇫🇮'])
  })
})
