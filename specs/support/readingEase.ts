/** Text as sentences. A full stop within a number or a name ends none. */
export function sentencesIn(text: string): string[] {
  return text.split(/(?<=[.!?]["”’)]?)\s+(?=["“(]?[A-Z0-9])/u).filter((sentence) => /\p{L}/u.test(sentence))
}

export function wordsIn(sentence: string): string[] {
  return sentence.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word))
}

/** Groups of vowels, without a silent e; numbers and formulas count as one. */
function syllablesOf(word: string): number {
  const groups = word
    .toLowerCase()
    .replace(/e$/, '')
    .match(/[aeiouy]+/g)
  return Math.max(1, groups?.length ?? 0)
}

/**
 * Flesch's reading ease: 206.835 - 1.015 words per sentence - 84.6 syllables per word. 60 and more is plain English, 30 and
 * less reads like a paper. R. Flesch: A new readability yardstick, Journal of Applied Psychology 32, 1948.
 */
export function readingEase(sentences: readonly string[]): number {
  const words = sentences.flatMap(wordsIn)
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word), 0)
  return 206.835 - (1.015 * words.length) / sentences.length - (84.6 * syllables) / words.length
}
