import type { Figure } from '../figures/figure'
import { plainPiece, visibleText } from '../text/escape'
import { type Block, type Inline, type Line, type Part, piecesOf, type Table } from './document'
import { type Content, escapeMarkup, type Html, html, NOTHING, trusted } from './html'

/** What a picture looks like in a page. */
export type ShowFigure = (figure: Figure) => Content

/**
 * Blocks as HTML. Roles are classes.
 *
 * @param show what stands in the place of a figure
 * @example
 * const rule = { kind: 'paragraph', content: [{ kind: 'strong', content: 'Rule.' }, ' a < b'], role: null }
 * String(toHtml([rule], () => null)) // '<p><b>Rule.</b> a &lt; b</p>\n'
 */
export function toHtml(blocks: readonly Block[], show: ShowFigure): Html {
  return html`${blocks.map((block) => blockMarkup(block, show))}`
}

function blockMarkup(block: Block, show: ShowFigure): Content {
  switch (block.kind) {
    case 'heading':
      return headingOf(block.level, idOf(block.id), inlineHtml(block.content))
    case 'paragraph':
      return html`<p${classOf(block.role)}>${inlineHtml(block.content)}</p>\n`
    case 'note':
      return html`<p class="notice">${inlineHtml(block.content)}</p>\n`
    case 'list':
      return html`<ul${classOf(block.role)}>${block.items.map((item) => html`<li>${inlineHtml(item)}`)}</ul>\n`
    case 'table':
      return tableOf(block)
    case 'code':
      return html`<pre><code>${trusted(escapeMarkup(visibleText(block.text)))}</code></pre>\n`
    case 'quote':
      return html`<blockquote><p>${inlineHtml(block.content)}</p></blockquote>\n`
    case 'details':
      return html`<details><summary>${inlineHtml(block.summary)}</summary>${toHtml(block.blocks, show)}</details>\n`
    case 'figure':
      return [show(block.figure), '\n']
    case 'part':
      return partOf(block, show)
    case 'group':
      // What has an address can stand alone.
      return block.id === null
        ? html`<div class="${block.role}">${toHtml(block.blocks, show)}</div>\n`
        : html`<article class="${block.role}" id="${block.id}">${toHtml(block.blocks, show)}</article>\n`
    default:
      return block satisfies never
  }
}

function classOf(role: string | null): Content {
  return role !== null && html` class="${role}"`
}

/** HTML needs no quotes around a value as plain as that of most; a page has thousands. */
function attributeOf(name: string, value: string): Html {
  return /^[\w.#/-]+$/.test(value) ? html` ${name}=${value}` : html` ${name}="${value}"`
}

function idOf(id: string | null): Content {
  return id !== null && html` id="${id}"`
}

function headingOf(level: number, id: Content, content: Html): Html {
  switch (level) {
    case 1:
      return html`<h1${id}>${content}</h1>\n`
    case 2:
      return html`<h2${id}>${content}</h2>\n`
    case 3:
      return html`<h3${id}>${content}</h3>\n`
    default:
      return html`<h4${id}>${content}</h4>\n`
  }
}

/** Folded: there are many of a kind. */
function partOf({ id, number, title, status, facets = {}, blocks }: Part, show: ShowFigure): Html {
  const standing = status.map((words, index) => [index > 0 && ' ', inlineHtml(words)])
  const data = Object.entries(facets).map(([name, value]) => attributeOf(`data-${name}`, value))
  return html`<article class="claim" id="${id}"${data}><details><summary><h3>${number !== null && html`<i>${number}.</i> `}${inlineHtml(title)}</h3> <span>${standing}</span></summary>
${toHtml(blocks, show)}</details></article>\n`
}

/** Columns that a page's style can align to the right. */
export const MAX_ALIGNED_COLUMNS = 24

/**
 * A table in a box of its own, which scrolls where the page is too narrow. The ends of cells and rows are left out, as HTML
 * allows, and the table says for its cells which of them are numbers: a page has ten thousands of them.
 */
function tableOf({ headers, rows, numeric, role }: Table): Content {
  if (headers.length === 0) return NOTHING
  const head = headers.map((header) => {
    const content = inlineHtml(header)
    // A table of two by two has none over the names of its rows.
    return String(content) === '' ? html`<td>` : html`<th>${content}`
  })
  const body = rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${inlineHtml(cell)}`)}\n`)
  const aligned = numeric.map((column) => `n${column + 1}`).join(' ')
  const box = html`<div class=scroll><table${classOf(aligned === '' ? null : aligned)}><thead><tr>${head}<tbody>\n${body}</table></div>`
  return role === null ? html`${box}\n` : html`<div class="${role}">${box}</div>\n`
}

/** The pieces of a line as HTML. */
export function inlineHtml(line: Line): Html {
  return html`${piecesOf(line).map(pieceMarkup)}`
}

function pieceMarkup(piece: Inline): Content {
  if (typeof piece !== 'object') return piece
  switch (piece.kind) {
    case 'strong':
      return html`<b>${inlineHtml(piece.content)}</b>`
    case 'em':
      return html`<em>${inlineHtml(piece.content)}</em>`
    case 'small':
      return html`<small>${inlineHtml(piece.content)}</small>`
    case 'faint':
      return html`<i>${inlineHtml(piece.content)}</i>`
    case 'code':
      // As it is copied: nothing is put around it that nobody sees.
      return html`<code>${trusted(escapeMarkup(plainPiece(piece.text)))}</code>`
    case 'unbroken':
      return inlineHtml(piece.content)
    case 'link':
      return html`<a${attributeOf('href', `#${piece.to}`)}>${inlineHtml(piece.content)}</a>`
    case 'target':
      return html`<span id="${piece.id}">${inlineHtml(piece.content)}</span>`
    case 'mark':
      return html`<b${attributeOf('class', piece.role)}>${inlineHtml(piece.content)}</b>`
    case 'break':
      return html`<br>`
    default:
      return piece satisfies never
  }
}
