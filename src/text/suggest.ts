import { distance } from 'fastest-levenshtein'

/** No name is as long; the distance of two long texts takes the product of their lengths. */
const MAX_LENGTH = 200
/** Among more names than this nobody looks for the first that is near; a large suite with one mistake a file would take minutes. */
const MAX_CANDIDATES = 1000

/**
 * The candidate that a misspelt word most likely meant, by Levenshtein distance without regard to case; null where none
 * is near: more than a third of the word (at least 2 letters) would have to change. Of very many only the first are looked at.
 *
 * @example suggest('hypotesis', ['hypothesis', 'id']) // 'hypothesis'
 * @example suggest('banana', ['hypothesis', 'id']) // null
 */
export function suggest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > MAX_LENGTH) return null
  const limit = Math.max(2, Math.floor(word.length / 3))
  let best: { candidate: string; edits: number } | null = null
  let count = 0
  for (const candidate of candidates) {
    if (++count > MAX_CANDIDATES) break
    // Each letter that one has and the other has not is a change.
    if (Math.abs(word.length - candidate.length) > limit) continue
    const edits = distance(word.toLowerCase(), candidate.toLowerCase())
    // A change of every letter is no likeness, however short the word.
    if (edits > limit || edits >= Math.max(word.length, candidate.length)) continue
    if (best === null || edits < best.edits) best = { candidate, edits }
  }
  return best?.candidate ?? null
}
