import { plainPiece, visibleText } from '../text/escape'
import { type Block, type Line, piecesOf, type Table } from './document'

/**
 * Blocks as LaTeX, without a line end at the end, for a document in UTF-8 with T1 fonts (`\textquotedbl` is in no others) and
 * the packages longtable, array and, in LaTeX of before 2020, textcomp. Sections are unnumbered; ids, roles and figures are
 * left out.
 *
 * @example
 * const rule = { kind: 'paragraph', content: [{ kind: 'strong', content: 'Rule.' }, ' 5 % of x_1'], role: null }
 * toLatex([rule]) // '\\textbf{Rule.} 5 \\% of x\\_1'
 */
export function toLatex(blocks: readonly Block[]): string {
  return blocks
    .map(blockText)
    .filter((text) => text !== '')
    .join('\n\n')
}

const SECTIONS = ['section', 'subsection', 'subsubsection', 'paragraph'] as const

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `\\${SECTIONS[Math.min(block.level, SECTIONS.length) - 1]}*{${inlineText(block.content)}}`
    case 'paragraph':
    case 'note':
      return inlineText(block.content)
    case 'list': {
      const items = block.items.map((item) => `  \\item {${inlineText(item)}}`)
      return items.length === 0 ? '' : ['\\begin{itemize}', ...items, '\\end{itemize}'].join('\n')
    }
    case 'table':
      return tableText(block)
    case 'code':
      return block.text
        .split('\n')
        .map((line) => `\\texttt{${escapeText(visibleText(line))}}`)
        .join('\\\\\n')
    case 'quote':
      return `\\begin{quote}\n${inlineText(block.content)}\n\\end{quote}`
    case 'details':
      return [inlineText(block.summary), toLatex(block.blocks)].join('\n\n')
    case 'figure':
      return ''
    case 'part':
      return toLatex([{ kind: 'heading', level: 3, content: block.title, id: null }, ...block.blocks])
    case 'group':
      return toLatex(block.blocks)
    default:
      return block satisfies never
  }
}

/** Columns of text share the width, those of numbers take what they need. */
function tableText({ headers, rows, numeric }: Table): string {
  const texts = headers.length - numeric.length
  const width = `p{\\dimexpr ${(0.8 / Math.max(1, texts)).toFixed(3)}\\linewidth\\relax}`
  const columns = headers.map((_, column) =>
    numeric.includes(column) ? 'r' : `>{\\raggedright\\arraybackslash}${width}`
  )
  // A bracket at the beginning of a row would be taken for an argument of the line break before.
  const row = (cells: readonly Line[]) => `${cells.map((cell) => `{${inlineText(cell)}}`).join(' & ')} \\\\`
  return [
    `\\begin{longtable}{${columns.join('')}}`,
    '\\hline',
    row(headers),
    '\\hline',
    '\\endhead',
    ...rows.map(row),
    '\\hline',
    '\\end{longtable}'
  ].join('\n')
}

function inlineText(line: Line): string {
  return piecesOf(line)
    .map((piece) => {
      if (typeof piece !== 'object') return escapeText(plainPiece(String(piece)))
      switch (piece.kind) {
        case 'strong':
          return `\\textbf{${inlineText(piece.content)}}`
        case 'em':
          return `\\emph{${inlineText(piece.content)}}`
        case 'small':
        case 'faint':
        case 'link':
        case 'target':
        case 'mark':
          return inlineText(piece.content)
        case 'unbroken':
          return `\\mbox{${inlineText(piece.content)}}`
        case 'code':
          return `\\texttt{${escapeText(plainPiece(piece.text))}}`
        case 'break':
          return ' '
        default:
          return piece satisfies never
      }
    })
    .join('')
    .trim()
}

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\textquotedbl{}',
  // Two of them would be a dash, or a quotation mark.
  '-': '{-}',
  ',': '{,}',
  '`': '\\textasciigrave{}',
  "'": '\\textquotesingle{}'
}

/**
 * Text for LaTeX, which shows it as it is: nothing in it is a command, and what fonts of 8 bits lack is named by its number.
 * A single sign that begins no ligature stays as people write it.
 */
function escapeText(text: string): string {
  return text
    .replace(/-{2,}|,{2,}|`+|'{2,}|[\\{}$&#%_^~<>|"]/g, (signs) => [...signs].map((sign) => SPECIAL[sign]).join(''))
    .replace(
      /[^\u{20}-\u{ff}–—‘’“”…−×≤≥±·]/gu,
      (sign) => `[U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`
    )
    .replace(/[−×≤≥±·]/g, (sign) => MATHS[sign]!)
}

const MATHS: Readonly<Record<string, string>> = {
  '−': '$-$',
  '×': '$\\times$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
  '±': '$\\pm$',
  '·': '$\\cdot$'
}
