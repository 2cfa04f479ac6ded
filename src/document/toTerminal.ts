import { plainLine, plainPiece, visibleText } from '../text/escape'
import { wrapLine } from '../text/wrapLine'
import { type Block, type Inline, joined, type Line, piecesOf, type Table } from './document'

export interface TerminalOptions {
  /** Width of a line; without one no line is broken. */
  readonly columns?: number
}

/**
 * Blocks as plain text for a terminal or a log: nothing in it is obeyed, tables are aligned, figures are left out. Without a
 * line end at the end.
 *
 * @example
 * const pairs = { kind: 'table', headers: ['seed', 'b - a'], rows: [['1', '-0.5']], numeric: [1], role: null }
 * toTerminal([pairs]) // 'seed  b - a\n1      -0.5'
 */
export function toTerminal(blocks: readonly Block[], options: TerminalOptions = {}): string {
  const shown = blocks.map((block) => ({ block, text: blockText(block, options) })).filter(({ text }) => text !== '')
  return shown
    .map(({ block, text }, index) => {
      if (index === 0) return text
      // Paragraphs on lines of their own are told apart as they are.
      const isNext = block.kind === 'paragraph' && shown[index - 1]!.block.kind === 'paragraph'
      return (isNext ? '\n' : '\n\n') + text
    })
    .join('')
}

function blockText(block: Block, options: TerminalOptions): string {
  const folded = (line: Line) => foldedText(line, options)
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'note':
    case 'quote':
      return folded(block.content)
    case 'list':
      return block.items.map((item) => folded(['- ', item])).join('\n')
    case 'table':
      return tableText(block)
    case 'code':
      return visibleText(block.text)
    case 'details':
      return [folded(block.summary), toTerminal(block.blocks, options)].join('\n\n')
    case 'figure':
      return ''
    case 'part':
      return [
        folded([block.number !== null && `${block.number}. `, block.title, ': ', joined(block.status, ', ')]),
        toTerminal(block.blocks, options)
      ].join('\n\n')
    case 'group':
      return toTerminal(block.blocks, options)
    default:
      return block satisfies never
  }
}

function foldedText(line: Line, { columns }: TerminalOptions): string {
  const text = plainText(line)
  return columns === undefined ? text : wrapLine(text, columns).join('\n')
}

/** A line as plain text, nothing of which a terminal would obey. */
export function plainText(line: Line): string {
  return plainLine(piecesOf(line).map(pieceText).join(''))
}

function pieceText(piece: Inline): string {
  if (typeof piece !== 'object') return plainPiece(String(piece))
  switch (piece.kind) {
    case 'code':
      return plainPiece(piece.text)
    case 'break':
      return ' '
    default:
      return plainText(piece.content)
  }
}

function tableText({ headers, rows, numeric }: Table): string {
  const lines = [headers, ...rows].map((cells) => cells.map(plainText))
  const widths = headers.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)))
  return lines
    .map((cells) =>
      cells
        .map((cell, column) =>
          numeric.includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)
        )
        .join('  ')
        .trimEnd()
    )
    .join('\n')
}
