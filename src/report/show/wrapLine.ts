/**
 * Breaks a line of prose between words so that each part has at most `columns` characters (code points), unless a single
 * word is longer.
 *
 * @example wrapLine('one two three', 8) // ['one two', 'three']
 */
export function wrapLine(text: string, columns: number): string[] {
  const lines: string[] = []
  let width = 0
  for (const word of text.split(' ')) {
    const length = [...word].length
    if (lines.length > 0 && width + 1 + length <= columns) {
      lines[lines.length - 1] += ` ${word}`
      width += 1 + length
    } else {
      lines.push(word)
      width = length
    }
  }
  return lines
}
