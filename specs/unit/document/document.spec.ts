import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import {
  type Block,
  code,
  codeText,
  details,
  em,
  group,
  heading,
  type Line,
  labelled,
  lineBreak,
  link,
  list,
  mark,
  note,
  paragraph,
  piecesOf,
  quote,
  small,
  strong,
  table,
  target,
  unbroken,
  words
} from '../../../src/document/document'
import { toHtml } from '../../../src/document/toHtml'
import { toMarkdown } from '../../../src/document/toMarkdown'
import { plainText, toTerminal } from '../../../src/document/toTerminal'
import { plainLine, visibleText } from '../../../src/text/escape'
import { HOSTILE_TEXTS } from '../report/hostile'

// As GitHub reads it: tables, and HTML that stands in it.
const markdown = new MarkdownIt({ html: true })
const readMarkdown = (...blocks: readonly Block[]) => markdown.render(toMarkdown(blocks))
const readHtml = (...blocks: readonly Block[]) => String(toHtml(blocks, () => null))

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'<>&|`*_[]()#\\~\n$-+=1.!:@ a"') }),
  fc.constantFrom(...HOSTILE_TEXTS)
)
const { line: anyLine } = fc.letrec<{ line: Line; piece: Line }>((tie) => ({
  piece: fc.oneof(
    { depthSize: 'small' },
    anyText,
    anyText.map(codeText),
    tie('line').map((line) => strong(line)),
    tie('line').map((line) => em(line)),
    tie('line').map((line) => mark('refuted', line))
  ),
  line: fc.array(tie('piece'), { maxLength: 3 })
}))

/** What a reader sees of markup; where the spaces are is a matter of the format. */
function shown(markup: string): string {
  return solid(textOf(markup))
}

function solid(text: string): string {
  return plainLine(text).replaceAll(' ', '')
}

function textOf(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name]!)
    .replace(/[\u2068\u2069]/g, '')
}

/** Names of the tags, in their order. */
function tagsOf(markup: string): string[] {
  return [...markup.matchAll(/<\/?([a-z0-9]+)/g)].map(([tag]) => tag)
}

/** The tags that a line should have. */
function structureOf(line: Line): string[] {
  return piecesOf(line).flatMap((piece): string[] => {
    if (typeof piece !== 'object' || piece.kind === 'break') return []
    if (piece.kind === 'code') return plainLine(piece.text) === '' ? [] : ['<code', '</code']
    if (plainText(piece.content) === '') return []
    const inner = structureOf(piece.content)
    return piece.kind === 'mark' ? inner : [`<${piece.kind}`, ...inner, `</${piece.kind}`]
  })
}

describe.each([
  ['toMarkdown', readMarkdown],
  ['toHtml', readHtml]
])('%s', (_, read) => {
  it.each<[string, (text: string) => Block]>([
    ['heading', (text) => heading(2, text)],
    ['paragraph', paragraph],
    ['quotation', quote],
    ['note', (text) => note(['Look: ', text])],
    ['list', (text) => list([text, 'b'])],
    ['labelled paragraph', (text) => labelled('Rule.', text)],
    ['part', (text) => ({ kind: 'part', id: 'a', number: 1, title: text, status: ['b', text], blocks: [] })],
    ['group', (text) => group('a', paragraph(text))]
  ])('shows any text as it is: %s', (__, blockOf) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(shown(read(blockOf(text)))).toBe(shown(read(blockOf('TEXT'))).replaceAll('TEXT', () => solid(text)))
      })
    )
  })

  it('shows code as it is, but for what nobody could see', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const withoutEnd = (each: string) => each.replace(/\n+$/, '')
        expect(withoutEnd(textOf(read(code(text))))).toBe(withoutEnd(visibleText(text)))
      })
    )
  })

  it('shows any line as it is', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        for (const around of [
          [line, ''],
          ['x ', line, ' x'],
          ['x', line, 'x']
        ]) {
          expect(shown(read(paragraph(around)))).toBe(solid(plainText(around)))
        }
      })
    )
  })

  it('keeps a cell in its cell', () => {
    fc.assert(
      fc.property(anyLine, anyText, (line, text) => {
        const cells = [line, text, text, line]
        const markup = read(table(['a', text], [cells.slice(0, 2), cells.slice(2)], [1]))
        expect(
          markup
            .split(/<td[^>]*>/)
            .slice(-4)
            .map(shown)
        ).toEqual(cells.map((cell) => solid(plainText(cell))))
      })
    )
  })
})

describe('toMarkdown', () => {
  it('gives a line the structure that it has, and no other', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        expect(tagsOf(readMarkdown(paragraph(['x', line, 'x'])))).toEqual(['<p', ...structureOf(line), '</p'])
      })
    )
  })

  it('escapes only what would mean something', () => {
    expect(toMarkdown([paragraph('alpha_t/sqrt(v_t) in [-1, 1], p = 0.5')])).toBe(
      'alpha_t/sqrt(v_t) in [-1, 1], p = 0.5'
    )
    expect(toMarkdown([paragraph('0.1.0'), paragraph('1. a'), paragraph('-1'), paragraph('[a]: b')])).toBe(
      '0.1.0\n\n1\\. a\n\n\\-1\n\n\\[a]: b'
    )
    expect(toMarkdown([paragraph('_a_ *b* [c](d) `e` ~f~ $g$ #h <i> &j; |')])).toBe(
      '\\_a_ \\*b\\* [c\\](d) \\`e\\` \\~f\\~ \\$g\\$ \\#h &lt;i&gt; &amp;j; &#124;'
    )
  })

  it('writes every kind of block', () => {
    const blocks = [
      heading(2, 'Pairs'),
      labelled('Rule.', em('Reproduced'), ' when ', codeText('x < 1'), '.'),
      list(['one', 'two']),
      quote('quoted'),
      table(['a', 'b'], [[1, codeText('x|y')]], [0]),
      code('{}', 'json'),
      note('look'),
      details('more', paragraph('inside')),
      { kind: 'part', id: 'a/b', number: 1, title: 'a/b', status: [mark('refuted', 'refuted')], blocks: [] }
    ] as const satisfies readonly Block[]
    expect(toMarkdown(blocks)).toBe(
      [
        '## Pairs',
        '**Rule.** *Reproduced* when `x < 1`.',
        '- one\n- two',
        '> quoted',
        '| a | b |\n| ---: | --- |\n| 1 | <code>x&#124;y</code> |',
        '```json\n{}\n```',
        'look',
        '<details>\n\n<summary>more</summary>\n\ninside\n\n</details>',
        '### 1. a/b: refuted'
      ].join('\n\n')
    )
  })

  it('can keep a name behind an @ from being told of it', () => {
    expect(toMarkdown([paragraph('by @name')], { quietMentions: true })).toBe('by @<!-- -->name')
  })

  it('isolates what runs from right to left, piece by piece', () => {
    expect(toMarkdown([paragraph(words`for ${'שלום'}: 1`)])).toBe('for \u2068שלום\u2069: 1')
  })
})

describe('toHtml', () => {
  it('writes every kind of block', () => {
    const blocks = [
      heading(2, 'Pairs', 'pairs'),
      paragraph([strong('Rule.'), ' ', link('pairs', 'a<b'), lineBreak, small('c'), target('d', 1)], 'terms'),
      list(['one'], 'chips'),
      table(['', 'b'], [['x', '']], [1], 'sortable'),
      code('a "b"'),
      details('more', quote('inside')),
      group('sources', paragraph('p')),
      group('source', paragraph('p'), 's')
    ]
    expect(readHtml(...blocks)).toBe(
      [
        '<h2 id="pairs">Pairs</h2>',
        '<p class="terms"><b>Rule.</b> <a href=#pairs>a&lt;b</a><br><small>c</small><span id="d">1</span></p>',
        '<ul class="chips"><li>one</ul>',
        '<div class="sortable"><div class=scroll><table class="n2"><thead><tr><td><th>b<tbody>\n<tr><td>x<td>\n</table></div></div>',
        '<pre><code>a &quot;b&quot;</code></pre>',
        '<details><summary>more</summary><blockquote><p>inside</p></blockquote>\n</details>',
        '<div class="sources"><p>p</p>\n</div>',
        '<article class="source" id="s"><p>p</p>\n</article>',
        ''
      ].join('\n')
    )
  })
})

describe('toTerminal', () => {
  it('aligns tables, folds lines where it is told how wide they are, and leaves signs out', () => {
    const blocks = [
      heading(2, 'Pairs'),
      paragraph([strong('one'), ' two three']),
      paragraph('four'),
      table(
        ['seed', 'value'],
        [
          ['1', '-0.5'],
          ['12', 'none']
        ],
        [1]
      ),
      list(['a'])
    ]
    expect(toTerminal(blocks, { columns: 8 })).toBe(
      'Pairs\n\none two\nthree\nfour\n\nseed  value\n1      -0.5\n12     none\n\n- a'
    )
  })

  it('indents quotations, hangs what does not fit, and puts what belongs together on lines without one between', () => {
    const blocks = [
      paragraph('one two three'),
      quote('four five six'),
      group('lines', [paragraph('a'), table(['b'], [['c']])]),
      group('lines', [code('d – e')])
    ]
    expect(toTerminal(blocks, { columns: 9, hang: 2, ascii: true })).toBe(
      'one two\n  three\n    four\n      five\n      six\n\na\nb\nc\n\nd - e'
    )
  })

  it('breaks a line between parts before it breaks one, and one where it has a line for itself', () => {
    const parts = [unbroken('one two,'), ' ', unbroken('three 化 four,'), ' ', unbroken('five')]
    expect(toTerminal([paragraph(parts)], { columns: 14 })).toBe('one two,\nthree 化 four,\nfive')
    expect(toTerminal([paragraph(parts)], { columns: 9 })).toBe('one two,\nthree 化\nfour,\nfive')
    expect(toTerminal([paragraph(parts)])).toBe('one two, three 化 four, five')
  })

  it('obeys nothing', () => {
    fc.assert(
      fc.property(anyLine, anyText, (line, text) => {
        const shownText = toTerminal([paragraph(line), table(['a'], [[text]]), code(text), details(text, list([line]))])
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
        expect(shownText).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/)
      })
    )
  })
})
