import { stripVTControlCharacters } from 'node:util'
import { plainLine, shorten } from '../text/escape'

const KEPT_BYTES = 16_384
const SHOWN_LINES = 15
const SHOWN_CHARACTERS = 300

/** Last lines of what a program said, for people: without what a terminal would obey, bounded however much it says. */
export class OutputEnd {
  #bytes: Buffer = Buffer.alloc(0)

  add(chunk: Buffer): void {
    const own = chunk.subarray(-KEPT_BYTES)
    this.#bytes = Buffer.concat([this.#bytes.subarray(-Math.max(0, KEPT_BYTES - own.length)), own]).subarray(
      -KEPT_BYTES
    )
  }

  lines(): readonly string[] {
    return shownLines(this.#bytes.toString('utf8')).slice(-SHOWN_LINES)
  }
}

/**
 * Lines that are not blank, as a terminal would show them in the end: of a line that was written over and over (a progress
 * bar) the last writing; without escapes; what is still invisible is spelled out.
 *
 * @example shownLines('\x1b[31mred\x1b[0m\n10%\r100%\n') // ['red', '100%']
 */
export function shownLines(text: string, maxCharacters = SHOWN_CHARACTERS): readonly string[] {
  return text.split('\n').flatMap((line) => {
    const written = stripVTControlCharacters(line)
      .split('\r')
      .filter((one) => one.trim() !== '')
      .at(-1)
    return written === undefined ? [] : [shorten(plainLine(written), maxCharacters)]
  })
}
