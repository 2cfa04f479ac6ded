import { suggest } from './suggest'

/** "did you mean "x"?" where a candidate is near, else what to do instead. */
export function didYouMean(word: unknown, candidates: Iterable<string>, otherwise: string): string {
  const near = typeof word === 'string' ? suggest(word, candidates) : null
  return near === null ? otherwise : `did you mean ${JSON.stringify(near)}?`
}

/** Nobody reads a longer list. */
const MAX_LISTED = 50

/** @example listOf(['a', 'b']) // '"a", "b"' */
export function listOf(words: Iterable<string>): string {
  const listed: string[] = []
  let more = 0
  for (const word of words) {
    if (listed.length < MAX_LISTED) listed.push(JSON.stringify(word))
    else more += 1
  }
  return [...listed, ...(more === 0 ? [] : [`and ${more} more`])].join(', ')
}

/** @example oneOf(['a', 'b'], 'a name') // 'one of "a", "b"' */
export function oneOf(known: Iterable<string>, otherwise: string): string {
  const words = listOf(known)
  return words === '' ? otherwise : `one of ${words}`
}
