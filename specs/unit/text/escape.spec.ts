import fc from 'fast-check'
import {
  codeBlock,
  codeSpan,
  escapeMarkdown,
  plainLine,
  shorten,
  xmlAttribute,
  xmlText
} from '../../../src/text/escape'
import { HOSTILE_TEXTS } from '../report/hostile'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'<>&|`*_[]()#\\~\n$-+=1. a') }),
  fc.constantFrom(...HOSTILE_TEXTS)
)

describe('escapeMarkdown', () => {
  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['a | b', 'a &#124; b'],
    ['&lt;', '&amp;lt;'],
    ['# no heading', '\\# no heading'],
    ['- no list', '\\- no list'],
    ['12. no list', '12\\. no list'],
    ['0.1.0', '0.1.0'],
    ['[link](javascript:x)', '\\[link\\](javascript:x)'],
    ['two\n\nlines', 'two lines'],
    ['snake_case *bold* `code` ~gone~ $x$', 'snake\\_case \\*bold\\* \\`code\\` \\~gone\\~ \\$x\\$'],
    ['C:\\path', 'C:\\\\path'],
    ['\u202Eevil', '\\\\u202Eevil'],
    ['שלום', '\u2068שלום\u2069'],
    ['👩‍👩‍👧', '👩‍👩‍👧']
  ])('shows %j as it is', (text, markdown) => {
    expect(escapeMarkdown(text)).toBe(markdown)
  })

  it('leaves nothing that Markdown or HTML would read', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const markdown = escapeMarkdown(text)
        expect(markdown).not.toMatch(/[<>|\n\r\u2028\u2029]/)
        const withoutEscapes = markdown.replace(/\\[\\`*_[\]#~$\-+=.)]/g, '').replace(/&(?:amp|lt|gt|#124);/g, '')
        expect(withoutEscapes).not.toMatch(/[\\`*_[\]#~$&]/)
        expect(markdown).not.toMatch(/^(?:[-+=]|\d+[.)](?:\s|$))/)
      })
    )
  })
})

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

describe('code', () => {
  it('is fenced by more backticks than it holds', () => {
    expect(codeSpan('a')).toBe('`a`')
    expect(codeSpan('a``b')).toBe('``` a``b ```')
    expect(codeBlock('```\nx', 'sh')).toBe('````sh\n```\nx\n````')
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
