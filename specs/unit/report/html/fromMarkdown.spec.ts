import { fromMarkdown } from '../../../../src/report/html/fromMarkdown'
import { codeBlock, codeSpan, escapeMarkdown, plainLine, visibleText } from '../../../../src/text/escape'
import { markdownTable } from '../../../../src/text/table'
import { HOSTILE_TEXTS } from '../hostile'

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'"
}

/** What a reader sees of markup without line breaks of its own. */
function textOf(markup: string): string {
  return markup.replace(/<[^>]*>/g, '').replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity]!)
}

/** Right-to-left text stands between two marks that keep it in its place. */
const withoutIsolates = (text: string) => text.replace(/[\u2068\u2069]/g, '')

describe('fromMarkdown', () => {
  it('reads what the Markdown renderer writes', () => {
    const markdown = [
      '### 1. a',
      '**Rule.** *Reproduced* when `x < 1`.',
      '- one\n- two',
      '> quoted',
      markdownTable(['a', 'b'], [['1', '']], [0]),
      codeBlock('{\n  "a": 1\n}', 'json')
    ].join('\n\n')
    expect(String(fromMarkdown(markdown))).toBe(
      [
        '<h3>1. a</h3>',
        '<p><b>Rule.</b> <em>Reproduced</em> when <code>x &lt; 1</code>.</p>',
        '<ul><li>one</li><li>two</li></ul>',
        '<blockquote><p>quoted</p></blockquote>',
        '<div class="scroll"><table class="n1"><thead><tr><th>a<th>b<tbody>\n<tr><td>1<td>\n</table></div>',
        '<pre><code>{\n  &quot;a&quot;: 1\n}</code></pre>'
      ].join('')
    )
  })

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 40), text] as const))('%j is shown as it is', (_, text) => {
    const inText = String(fromMarkdown(`Before ${escapeMarkdown(text)} after.`))
    expect(withoutIsolates(textOf(inText))).toBe(`Before ${plainLine(text)} after.`)
    expect(inText.match(/<[^>]*>/g)).toEqual(['<p>', '</p>'])

    const inTable = String(fromMarkdown(markdownTable(['a'], [[escapeMarkdown(text)]])))
    expect(withoutIsolates(textOf(inTable)).trim()).toBe(`a\n${plainLine(text)}`)

    const inCode = String(fromMarkdown(`Run ${codeSpan(text)} now.`))
    expect(textOf(inCode)).toBe(`Run ${plainLine(text)} now.`)
    expect(inCode.match(/<[^>]*>/g)).toEqual(['<p>', '<code>', '</code>', '</p>'])

    expect(textOf(String(fromMarkdown(codeBlock(text))))).toBe(visibleText(text))
  })
})
