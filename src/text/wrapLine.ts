import { displayWidth, graphemesOf, graphemeWidth } from './displayWidth'

/**
 * Breaks a line of prose between words, and between the characters of scripts that have no spaces, so that each part takes
 * at most `columns` columns of a terminal, unless a single word takes more. A number stays with its percent sign, and a
 * command, which is there to be copied, and what no-break spaces join, whole.
 *
 * @example wrapLine('one two three', 8) // ['one two', 'three']
 * @example wrapLine('about 5 %', 8) // ['about', '5 %']
 */
export function wrapLine(text: string, columns: number): string[] {
  const pieces = wordsOf(text).flatMap((word) =>
    unspacedPieces(word).map((piece, index) => ({ text: piece, gap: index === 0 ? ' ' : '' }))
  )
  return fill(pieces, columns)
}

/** A command in prose, up to the comma or semicolon behind it, or a space at which a line may be broken. */
const COMMAND_OR_GAP = /\bnpx claimcheck .*?(?=[,;] |$)| (?!%)/g

function wordsOf(text: string): string[] {
  const gaps = [...text.matchAll(COMMAND_OR_GAP)].filter(([match]) => match === ' ')
  const starts = [0, ...gaps.map(({ index }) => index + 1)]
  return starts.map((start, place) => text.slice(start, gaps[place]?.index))
}

/**
 * Puts parts beside each other as far as they fit: a line is broken between parts, and within one only where it takes a
 * whole line.
 *
 * @example wrapParts(['effect 2', 'interval [1, 3]', 'n = 5'], ', ', 26) // ['effect 2, interval [1, 3],', 'n = 5']
 */
export function wrapParts(parts: readonly string[], separator: string, columns: number): string[] {
  const end = separator.trimEnd()
  const gap = separator.slice(end.length)
  const pieces = parts.map((part, index) => ({ text: index < parts.length - 1 ? part + end : part, gap }))
  return fill(pieces, columns).flatMap((line) => (displayWidth(line) > columns ? wrapLine(line, columns) : [line]))
}

interface Piece {
  readonly text: string
  /** What stands between it and the piece before it on the same line. */
  readonly gap: string
}

function fill(pieces: readonly Piece[], columns: number): string[] {
  const lines: string[] = []
  let width = 0
  for (const { text, gap } of pieces) {
    const own = displayWidth(text)
    if (lines.length > 0 && width + gap.length + own <= columns) {
      lines[lines.length - 1] += gap + text
      width += gap.length + own
    } else {
      lines.push(text)
      width = own
    }
  }
  return lines
}

/** A word before and after each wide character; punctuation stays with what it follows. */
function unspacedPieces(word: string): string[] {
  if (displayWidth(word) === word.length || word.includes('\u00A0')) return [word]
  const pieces: string[] = []
  let mayBreak = false
  for (const grapheme of graphemesOf(word)) {
    const isWide = graphemeWidth(grapheme) === 2
    if (pieces.length > 0 && ((!isWide && !mayBreak) || /^\p{P}/u.test(grapheme))) {
      pieces[pieces.length - 1] += grapheme
    } else pieces.push(grapheme)
    mayBreak = isWide
  }
  return pieces
}
