/** Advance widths of Helvetica in thousandths of the font size, from space to tilde (Adobe's metrics; Arial's are the same). */
const HELVETICA = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584
]
/** The same of Helvetica Bold. */
const HELVETICA_BOLD = [
  278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
  556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
  280, 389, 584
]
/** Beyond ASCII, in both. */
const BEYOND: Readonly<Record<string, number>> = { '\u00a0': 278, '–': 556, '±': 584, '−': 584, '×': 584, '…': 1000 }
/** Other fonts that stand in for Helvetica, and bold text, are wider than it by about this much. */
const ROOM = 1.12

/**
 * Estimates the width of a line of text in a sans-serif font, rather too wide than too narrow, the same on every
 * machine. Characters outside of ASCII count as wide as their font is high.
 *
 * @param fontSize in pixels
 * @returns pixels
 * @example textWidth('', 11) // 0
 */
export function textWidth(text: string, fontSize: number): number {
  let thousandths = 0
  for (const character of text) thousandths += HELVETICA[character.codePointAt(0)! - 32] ?? 1000
  return (ROOM * fontSize * thousandths) / 1000
}

/**
 * The width of a line of text in Helvetica itself; null where a character's is not known.
 *
 * @param fontSize in pixels
 * @returns pixels
 * @example helveticaWidth('00', 10, false) // 11.12
 */
export function helveticaWidth(text: string, fontSize: number, isBold: boolean): number | null {
  const widths = isBold ? HELVETICA_BOLD : HELVETICA
  let thousandths = 0
  for (const character of text) {
    const width = widths[character.codePointAt(0)! - 32] ?? BEYOND[character]
    if (width === undefined) return null
    thousandths += width
  }
  return (fontSize * thousandths) / 1000
}

/**
 * Text as lines that are at most so wide; a word that is wider than a line is broken.
 *
 * @param width pixels
 * @example wrapLines('one two', 12, 30) // ['one', 'two']
 */
export function wrapLines(text: string, fontSize: number, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((each) => breakWord(each, fontSize, width))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer, fontSize) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line === '' ? lines : [...lines, line]
}

function breakWord(word: string, fontSize: number, width: number): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const character of word) {
    if (piece !== '' && textWidth(piece + character, fontSize) > width) {
      pieces.push(piece)
      piece = character
    } else piece += character
  }
  return [...pieces, piece]
}
