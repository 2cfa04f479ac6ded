const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** East Asian scripts and their full-width forms (Unicode Standard Annex 11: W and F), and emoji shown as pictures. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]|\uFE0F/u
const WITHOUT_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]+$/u

/**
 * How many columns a terminal takes for a line of text: 2 for what East Asian fonts make square and for emoji, 0 for what
 * only combines with something else.
 *
 * @example displayWidth('Adam 優化 👩‍👧') // 12: 5 + 4 + 1 + 2
 */
export function displayWidth(line: string): number {
  if (/^[\x20-\x7E]*$/.test(line)) return line.length
  return graphemesOf(line).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0)
}

/** What a reader takes for one character. @example graphemesOf('e\u0301x') // ['e\u0301', 'x'] */
export function graphemesOf(text: string): string[] {
  return Array.from(GRAPHEMES.segment(text), ({ segment }) => segment)
}

/** @returns 0, 1 or 2 */
export function graphemeWidth(grapheme: string): number {
  if (WITHOUT_WIDTH.test(grapheme)) return 0
  return WIDE.test(grapheme) ? 2 : 1
}
