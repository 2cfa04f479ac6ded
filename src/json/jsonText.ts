import { encodeTree } from './numbers'

/** The elements of a printed array of numbers, one a line: no other text has a line end behind a bracket and a number. */
const PRINTED_NUMBERS = /\[\n\s+((?:[-+.\deE]+,\n\s+)*[-+.\deE]+)\n\s+\]/g

/**
 * Plain data as the text of a file: indented, arrays of numbers on one line, non-finite numbers as strings, a line end at
 * the end.
 *
 * @throws RangeError where the text would be longer than a string can be
 * @example jsonText({ seeds: [0, 1] }) // '{\n  "seeds": [0, 1]\n}\n'
 */
export function jsonText(data: unknown): string {
  const text = JSON.stringify(encodeTree(data), null, 2)
  return `${text.replace(PRINTED_NUMBERS, (_, elements: string) => `[${elements.replace(/\n\s+/g, ' ')}]`)}\n`
}
