import { distance } from 'fastest-levenshtein'

/**
 * The candidate that a misspelt word most likely meant, by Levenshtein distance without regard to case; null where none
 * is near: more than a third of the word (at least 2 letters) would have to change.
 *
 * @example suggest('hypotesis', ['hypothesis', 'id']) // 'hypothesis'
 * @example suggest('banana', ['hypothesis', 'id']) // null
 */
export function suggest(word: string, candidates: Iterable<string>): string | null {
  const limit = Math.max(2, Math.floor(word.length / 3))
  let best: { candidate: string; edits: number } | null = null
  for (const candidate of candidates) {
    const edits = distance(word.toLowerCase(), candidate.toLowerCase())
    // A change of every letter is no likeness, however short the word.
    if (edits > limit || edits >= Math.max(word.length, candidate.length)) continue
    if (best === null || edits < best.edits) best = { candidate, edits }
  }
  return best?.candidate ?? null
}
