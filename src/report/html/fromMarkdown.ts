import { type Content, type Html, html, NOTHING, visible } from './html'

/**
 * The Markdown that `src/report/markdown` writes, as HTML: headings, paragraphs, lists, quotations, tables, code, bold
 * and italic text. It is no general reader of Markdown: what its writers never write stays text.
 *
 * @example String(fromMarkdown('**Rule.** \\*a\\* &lt; `b`')) // '<p><b>Rule.</b> *a* &lt; <code>b</code></p>'
 */
export function fromMarkdown(markdown: string): Html {
  const lines = markdown.split('\n')
  const blocks: Html[] = []
  let at = 0
  /** The lines from here on that a test holds for, without the mark that it found. */
  const take = (mark: RegExp): string[] => {
    const taken: string[] = []
    while (at < lines.length && mark.test(lines[at]!)) taken.push(lines[at++]!.replace(mark, ''))
    return taken
  }
  while (at < lines.length) {
    const line = lines[at]!
    const fence = /^(`{3,})\w*$/.exec(line)?.[1]
    const heading = /^(#{2,6}) (.*)$/.exec(line)
    if (line.trim() === '') at++
    else if (fence !== undefined) {
      const end = lines.indexOf(fence, at + 1)
      blocks.push(html`<pre><code>${visible(lines.slice(at + 1, end < 0 ? undefined : end).join('\n'))}</code></pre>`)
      at = end < 0 ? lines.length : end + 1
    } else if (heading !== null) {
      blocks.push(headingOf(heading[1]!.length, inline(heading[2]!)))
      at++
    } else if (line.startsWith('| ')) blocks.push(tableOf(take(/^(?=\| )/)))
    else if (line.startsWith('- '))
      blocks.push(html`<ul>${take(/^- /).map((item) => html`<li>${inline(item)}</li>`)}</ul>`)
    else if (line.startsWith('> ')) blocks.push(html`<blockquote><p>${inline(take(/^> /).join(' '))}</p></blockquote>`)
    else {
      blocks.push(html`<p>${inline(line)}</p>`)
      at++
    }
  }
  return html`${blocks}`
}

/** Text within a line. */
export function inline(text: string): Html {
  return html`${[...tokens(text)]}`
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#124;': '|' }
/** An escaped character, an entity, code between equally long fences, bold or italic text. */
const TOKEN =
  /\\([!-/:-@[-`{-~])|(&(?:amp|lt|gt|#124);)|(`+)([^`]|[^`].*?[^`])\3(?!`)|\*\*((?:\\.|[^\\])+?)\*\*|\*((?:\\.|[^\\*])+?)\*/gu

function* tokens(text: string): Generator<Content> {
  let from = 0
  for (const match of text.matchAll(TOKEN)) {
    yield visible(text.slice(from, match.index))
    from = match.index + match[0].length
    const [, escaped, entity, fence, code, bold, italic] = match
    if (escaped !== undefined) yield visible(escaped)
    else if (entity !== undefined) yield visible(ENTITIES[entity]!)
    else if (fence !== undefined)
      yield html`<code>${visible(fence.length === 1 ? code! : code!.replace(/^ (.*) $/u, '$1'))}</code>`
    else if (bold !== undefined) yield html`<b>${inline(bold)}</b>`
    else yield html`<em>${inline(italic!)}</em>`
  }
  yield visible(text.slice(from))
}

function headingOf(level: number, content: Html): Html {
  switch (level) {
    case 2:
      return html`<h2>${content}</h2>`
    case 3:
      return html`<h3>${content}</h3>`
    default:
      return html`<h4>${content}</h4>`
  }
}

function tableOf(lines: readonly string[]): Html {
  const [headers = [], rule = [], ...rows] = lines.map((line) => line.slice(2, -2).split(' | '))
  return table(
    headers.map(inline),
    rows.map((cells) => cells.map(inline)),
    rule.flatMap((mark, column) => (mark === '---:' ? [column] : []))
  )
}

/** Columns that `style.ts` can align to the right. */
export const MAX_ALIGNED_COLUMNS = 24

/**
 * A table in a box of its own, which scrolls where the page is too narrow. The ends of cells and rows are left out, as HTML
 * allows, and the table says for its cells which of them are numbers: a page has ten thousands of them.
 *
 * @param numeric columns aligned to the right
 */
export function table(
  headers: readonly Content[],
  rows: readonly (readonly Content[])[],
  numeric: readonly number[] = []
): Html {
  if (headers.length === 0) return NOTHING
  const head = headers.map((header) =>
    // A table of two by two has none over the names of its rows.
    String(header) === '' ? html`<td>` : html`<th>${header}`
  )
  const body = rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}`)}\n`)
  const aligned = numeric.map((column) => `n${column + 1}`).join(' ')
  return html`<div class="scroll"><table${aligned !== '' && html` class="${aligned}"`}><thead><tr>${head}<tbody>\n${body}</table></div>`
}
