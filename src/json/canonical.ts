import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/**
 * Canonical JSON (RFC 8785): sorted keys, no white space, numbers as ECMAScript prints them.
 *
 * @throws TypeError where the value holds something that JSON cannot: NaN, an infinity, a function, undefined in an array.
 * @example canonicalJson({ b: 1, a: [0.1, 'x'] }) // '{"a":[0.1,"x"],"b":1}'
 */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('canonical JSON of a value that JSON cannot hold')
  return text
}

/** SHA-256 of a text (as UTF-8) or of bytes, in lower-case hex. */
export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

/** SHA-256 of the canonical JSON of a value: the identity of plain data. */
export function digestOf(value: unknown): string {
  return sha256(canonicalJson(value))
}
