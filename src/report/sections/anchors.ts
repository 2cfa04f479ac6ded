import type { Report } from '../data/types'

/** Ids of an element: a claim's own id where it is fit for an address, else its number. It always holds a slash. */
export function anchorsOf({ claims }: Pick<Report, 'claims'>): ReadonlyMap<string, string> {
  return new Map(
    claims.map(({ claim: { id } }, index) => [id, /^[\w.-]+\/[\w./-]{1,100}$/.test(id) ? id : `claim/${index + 1}`])
  )
}

/** Ids of the elements of the sources, by their keys. */
export function sourceAnchorsOf({ claims }: Pick<Report, 'claims'>): ReadonlyMap<string, string> {
  const keys = new Set(claims.map(({ claim }) => claim.source.key))
  return new Map([...keys].map((key, index) => [key, `source-${index + 1}`]))
}
