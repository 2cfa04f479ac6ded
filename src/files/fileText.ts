import { constants } from 'node:buffer'
import { uncompress } from './gzip'

/**
 * The text of a file, whether it was compressed by gzip or not; its content tells, not its name.
 *
 * @param content bytes; a text is what it is
 * @param where the file, for the message
 * @throws InputError where the gzip data is damaged, cut off, or too long for a text
 */
export function fileText(content: string | Uint8Array, where: string): string {
  if (typeof content === 'string') return content
  return Buffer.from(uncompress(content, constants.MAX_STRING_LENGTH, where)).toString('utf8')
}
