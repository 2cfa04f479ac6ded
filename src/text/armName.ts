import { plainLine, shorten } from './escape'

const NAME_LIMIT = 40

/** The name of an arm where there is little room, in a figure or a table: text from outside. */
export function armName(arm: string): string {
  return shorten(plainLine(arm), NAME_LIMIT)
}
