import { isolateDirection, plainPiece, visibleText } from '../text/escape'
import { type Block, heading, joined, type Line, type Part, piecesOf, type Table } from './document'

export interface MarkdownOptions {
  /** Keeps a host of Markdown from telling somebody of an `@name` in it. */
  readonly quietMentions?: boolean
}

/**
 * Blocks as Markdown (CommonMark with GitHub's tables), without a line end at the end. Figures are left out.
 *
 * @example
 * const rule = { kind: 'paragraph', content: [{ kind: 'strong', content: 'Rule.' }, ' x_1 < *y*'], role: null }
 * toMarkdown([rule]) // '**Rule.** x_1 &lt; \\*y\\*'
 */
export function toMarkdown(blocks: readonly Block[], options: MarkdownOptions = {}): string {
  return blocks
    .map((block) => blockText(block, options))
    .filter((text) => text !== '')
    .join('\n\n')
}

function blockText(block: Block, options: MarkdownOptions): string {
  const inline = (line: Line) => inlineText(line, options)
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${inline(block.content)}`
    case 'paragraph':
    case 'note':
      return atStart(inline(block.content))
    case 'list':
      return block.items.map((item) => `- ${atStart(inline(item))}`).join('\n')
    case 'table':
      return tableText(block, options)
    case 'code':
      return codeBlock(block.text, block.language)
    case 'quote':
      return `> ${atStart(inline(block.content))}`
    case 'details':
      return [
        '<details>',
        `<summary>${inline(block.summary)}</summary>`,
        toMarkdown(block.blocks, options),
        '</details>'
      ].join('\n\n')
    case 'figure':
      return ''
    case 'part':
      return toMarkdown([heading(3, partTitle(block)), ...block.blocks], options)
    case 'group':
      return toMarkdown(block.blocks, options)
    default:
      return block satisfies never
  }
}

function partTitle({ number, title, status }: Part): Line {
  return [number !== null && `${number}. `, title, status.length > 0 && ': ', joined(status, ', ')]
}

function tableText({ headers, rows, numeric }: Table, options: MarkdownOptions): string {
  const inline = (line: Line) => inlineText(line, { ...options, inTable: true })
  const rule = headers.map((_, column) => (numeric.includes(column) ? '---:' : '---'))
  return [headers.map(inline), rule, ...rows.map((cells) => cells.map(inline))]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

interface Place extends MarkdownOptions {
  readonly inTable?: boolean
  readonly isEmphasized?: boolean
}

function inlineText(line: Line, place: Place): string {
  const pieces = signedPieces(line)
  let text = ''
  for (let at = 0; at < pieces.length; ) {
    const piece = pieces[at]!
    if (isPlain(piece)) {
      // As one text, since what two pieces are together may be more than each is alone.
      const from = at
      while (at < pieces.length && isPlain(pieces[at]!)) at++
      const plain = pieces.slice(from, at).map((each) => isolateDirection(plainPiece(String(each))))
      text += escapeText(plain.join(''), place)
    } else {
      const next = pieces[++at]
      text += signedText(
        piece,
        place,
        /(?:^|[\s(])$/u.test(text) && (next === undefined || /^[\s).,;:]/u.test(startOf(next)))
      )
    }
  }
  return text.trim()
}

/** Markdown has signs for these alone. */
type Signed =
  | { readonly kind: 'strong' | 'em'; readonly content: Line }
  | { readonly kind: 'code'; readonly text: string }

/** Of pieces without a sign the content stays. An id of a page is no address here. */
function signedPieces(line: Line): (string | number | Signed)[] {
  return piecesOf(line).flatMap((piece): (string | number | Signed)[] => {
    if (typeof piece !== 'object' || piece.kind === 'strong' || piece.kind === 'em' || piece.kind === 'code')
      return [piece]
    return piece.kind === 'break' ? [' '] : signedPieces(piece.content)
  })
}

function isPlain(piece: string | number | Signed): piece is string | number {
  return typeof piece !== 'object'
}

function startOf(piece: string | number | Signed): string {
  return isPlain(piece) ? String(piece) : ''
}

/** @param isFree nothing stands beside it that would keep signs from being taken for what they are */
function signedText(piece: Signed, place: Place, isFree: boolean): string {
  switch (piece.kind) {
    case 'strong':
    case 'em': {
      const text = inlineText(piece.content, { ...place, isEmphasized: true })
      if (text === '') return ''
      if (!isFree || place.isEmphasized === true) return `<${piece.kind}>${text}</${piece.kind}>`
      const sign = piece.kind === 'em' ? '*' : '**'
      return sign + text + sign
    }
    case 'code':
      return codeSpan(piece.text, place, isFree)
    default:
      return piece satisfies never
  }
}

/**
 * Text for Markdown, anywhere in a line: it is shown as it is and cannot become markup, HTML or a table's border. An
 * underscore within a word and a bracket before anything but an address mean nothing, and stay bare.
 */
function escapeText(text: string, { quietMentions = false }: MarkdownOptions): string {
  const escaped = text
    .replace(/[\\`*#~$]|(?<![\p{L}\p{N}])_|\](?=\()/gu, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    // Not a backslash: renderers disagree on how tables count them.
    .replace(/\|/g, '&#124;')
  return quietMentions ? escaped.replaceAll('@', '@<!-- -->') : escaped
}

/** What would make the beginning of a block a list, a rule, or a definition of a link. */
function atStart(text: string): string {
  return text.replace(/^(?=[-+=[])/, '\\').replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
}

/** Inline code, fenced by more backticks than it holds; HTML says it where a table's border or other code would end it. */
function codeSpan(text: string, place: Place, isFree: boolean): string {
  const line = plainPiece(text).trim()
  if (line === '') return ''
  if (!isFree || (place.inTable === true && line.includes('|'))) return `<code>${escapeText(line, place)}</code>`
  const fence = '`'.repeat(longestRun(line, '`') + 1)
  return fence.length === 1 ? `\`${line}\`` : `${fence} ${line} ${fence}`
}

/** What could reorder or hide characters is spelled out; the fence is longer than any in the text. */
function codeBlock(text: string, language: string): string {
  const safe = visibleText(text)
  const fence = '`'.repeat(Math.max(3, longestRun(safe, '`') + 1))
  return `${fence}${language}\n${safe}\n${fence}`
}

function longestRun(text: string, character: string): number {
  return Math.max(0, ...(text.match(new RegExp(`${character}+`, 'g')) ?? []).map(({ length }) => length))
}
