import fc from 'fast-check'
import { plainLine, shorten, xmlAttribute, xmlText } from '../../../src/text/escape'
import { HOSTILE_TEXTS } from '../report/hostile'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'<>&|`*_[]()#\\~\n$-+=1. a') }),
  fc.constantFrom(...HOSTILE_TEXTS)
)

describe('shorten', () => {
  it('never cuts a character in two', () => {
    expect(shorten('𝒳𝒴𝒵', 2)).toBe('𝒳…')
    expect(shorten('abc', 3)).toBe('abc')
    expect([...shorten('x'.repeat(10_000), 100)]).toHaveLength(100)
  })
})

describe('plainLine', () => {
  it('spells out what is invisible and could act', () => {
    expect(plainLine('a\tb\r\nc')).toBe('a b c')
    expect(plainLine('\u001B[31m')).toBe('\\u001B[31m')
    expect(plainLine('x\uD800y')).toBe('x\uFFFDy')
  })
})

describe('xml text', () => {
  it('keeps what XML 1.0 allows and nothing else', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(xmlText(text)).toMatch(/^[\t\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u)
        expect(xmlAttribute(text)).not.toMatch(/[\n\t\r]/)
      })
    )
    expect(xmlText('a\u0000\u0007b\r\nc\uFFFE')).toBe('ab\nc')
  })
})
