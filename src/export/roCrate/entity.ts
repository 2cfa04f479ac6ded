import { plainLine, shorten } from '../../text/escape'

/** A reference to another entity of the crate. */
export interface Reference {
  readonly '@id': string
}

/** An entity of the flat graph of `ro-crate-metadata.json`. */
export interface Entity extends Reference {
  readonly '@type': string | readonly string[]
  readonly [property: string]: unknown
}

const TEXT_LIMIT = 2_000

export function referenceTo(id: string): Reference {
  return { '@id': id }
}

/** References as RO-Crate wants them: one stands by itself, several in a list. */
export function referencesTo(ids: readonly string[]): Reference | readonly Reference[] {
  const references = ids.map(referenceTo)
  return references.length === 1 ? references[0]! : references
}

/** Text from outside as a property: one line, at most 2,000 characters, nothing invisible in it. */
export function textOf(words: string): string {
  return shorten(plainLine(words), TEXT_LIMIT)
}
