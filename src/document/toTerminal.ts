import { displayWidth } from '../text/displayWidth'
import { plainLine, plainPiece, visibleText } from '../text/escape'
import { wrapLine } from '../text/wrapLine'
import { type Block, type Inline, joined, type Line, piecesOf, type Table } from './document'

export interface TerminalOptions {
  /** Width of a line; without one no line is broken. */
  readonly columns?: number
  /** How much further in than the first line of a paragraph its others stand; 0 by default. */
  readonly hang?: number
  /** For logs that know no other dash than a hyphen. */
  readonly ascii?: boolean
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
  const text = blocksText(blocks, options)
  return options.ascii === true ? text.replaceAll('–', '-') : text
}

/** @param isTogether the blocks belong together: no empty lines between them */
function blocksText(blocks: readonly Block[], options: TerminalOptions, isTogether = false): string {
  const shown = blocks.map((block) => ({ block, text: blockText(block, options) })).filter(({ text }) => text !== '')
  return shown
    .map(({ block, text }, index) => {
      if (index === 0) return text
      return (isTogether || (isTight(block) && isTight(shown[index - 1]!.block)) ? '\n' : '\n\n') + text
    })
    .join('')
}

/** What begins on a line of its own is told apart as it is. */
function isTight({ kind }: Block): boolean {
  return kind === 'paragraph' || kind === 'quote'
}

const QUOTE_INDENT = '    '

function blockText(block: Block, options: TerminalOptions): string {
  const folded = (line: Line) => foldedText(line, options)
  switch (block.kind) {
    case 'heading':
    case 'paragraph':
    case 'note':
      return folded(block.content)
    case 'quote':
      return foldedText(block.content, options, QUOTE_INDENT)
    case 'list':
      return block.items.map((item) => folded(['- ', item])).join('\n')
    case 'table':
      return tableText(block)
    case 'code':
      return visibleText(block.text)
    case 'details':
      return [folded(block.summary), blocksText(block.blocks, options)].join('\n\n')
    case 'figure':
      return ''
    case 'part':
      return [
        folded([block.number !== null && `${block.number}. `, block.title, ': ', joined(block.status, ', ')]),
        blocksText(block.blocks, options)
      ].join('\n\n')
    case 'group':
      return blocksText(block.blocks, options, true)
    default:
      return block satisfies never
  }
}

function foldedText(line: Line, { columns, hang = 0 }: TerminalOptions, indent = ''): string {
  const text = plainText(line)
  if (columns === undefined || indent.length + displayWidth(text) <= columns) return indent + text
  const below = indent + ' '.repeat(hang)
  const room = columns - below.length
  return wrapLine(boundText(line), room)
    .map((part) => part.replaceAll(NO_BREAK, ' '))
    .flatMap((part) => (displayWidth(part) > room ? wrapLine(part, room) : [part]))
    .map((part, index) => (index === 0 ? indent : below) + part)
    .join('\n')
}

/** No piece has any of its own. */
const NO_BREAK = '\u00A0'

/** A line as plain text, in which what is not to be broken has no spaces. */
function boundText(line: Line): string {
  const pieces = piecesOf(line).map((piece) => {
    const text = pieceText(piece)
    return typeof piece === 'object' && piece.kind === 'unbroken' ? text.replaceAll(' ', NO_BREAK) : text
  })
  return pieces.join('').replace(/ +/g, ' ').trim()
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
