/** Right-to-left scripts: Hebrew to Arabic Extended, presentation forms, the historic ones. */
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
/** Controls, explicit bidi embeddings, overrides and isolates: invisible, and able to reorder what is beside them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const INVISIBLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]/g
const FIRST_STRONG_ISOLATE = '\u2068'
const POP_DIRECTIONAL_ISOLATE = '\u2069'

/**
 * Text from outside as one line of plain text: white space collapsed, invisible controls spelled out as `\u202E`.
 *
 * @example plainLine('a\n b\u202Ec') // 'a b\\u202Ec'
 */
export function plainLine(text: string): string {
  return plainPiece(text).trim()
}

/** The same within a line: a space at an end of it stays. */
export function plainPiece(text: string): string {
  return text
    .replace(LONE_SURROGATE, '\uFFFD')
    .replace(INVISIBLE, spellOut)
    .replace(/[\s\u2028\u2029]+/gu, ' ')
}

/** With a full stop, where text from outside ends without one and a sentence follows. @example sentenceOf('two') // 'two.' */
export function sentenceOf(text: string): string {
  return /[.!?…]["'”’)]?\s*$/u.test(text) ? text : `${text}.`
}

/** At most `limit` characters (code points), the last one an ellipsis where something was cut. */
export function shorten(text: string, limit: number): string {
  const characters = [...text]
  if (characters.length <= limit) return text
  return `${characters
    .slice(0, limit - 1)
    .join('')
    .trimEnd()}…`
}

/**
 * At most `limit` characters of plain text, the middle left out where it is longer: both ends tell ids apart, the source
 * at the front, what is special at the back.
 *
 * @example shortenMiddle('my-paper/first-claim', 13) // 'my-pa...claim'
 */
export function shortenMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text
  const kept = limit - 3
  return `${text.slice(0, Math.ceil(kept / 2))}...${text.slice(text.length - Math.floor(kept / 2))}`
}

/** Only characters whose width is known to be one column, and none that a terminal would obey. */
export function printable(text: string): string {
  return plainLine(text)
    .replaceAll('–', '-')
    .replace(/[^\x20-\x7E]/gu, '?')
}

/** Text for an XML 1.0 document: characters that the standard forbids are taken out, line ends are `\n`. */
export function xmlText(text: string): string {
  return (
    text
      .replace(LONE_SURROGATE, '\uFFFD')
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the complement of XML 1.0's production Char
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
  )
}

/** The same for an attribute, in which a parser would turn line ends into spaces anyway. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replace(/[\s]+/g, ' ').trim()
}

/** Text of several lines in which nothing is hidden: invisible controls are spelled out, line ends are `\n`. */
export function visibleText(text: string): string {
  return text.replace(LONE_SURROGATE, '\uFFFD').replace(/\r\n?/g, '\n').replace(INVISIBLE, spellOut)
}

/** Keeps right-to-left text from reordering the line around it. */
export function isolateDirection(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `${FIRST_STRONG_ISOLATE}${text}${POP_DIRECTIONAL_ISOLATE}` : text
}

function spellOut(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}
