import type { Report } from '../../report/data/types'
import { type Entity, textOf } from './entity'

/** What the claims are taken from, each reference once; our own extensions cite the source that they extend. */
export function sourceEntities({ claims }: Report): Entity[] {
  const citations = new Map(claims.map(({ claim: { source } }) => [source.citation, source.key]))
  return [...citations].map(([citation, key], index) => ({
    '@id': `#source-${index + 1}`,
    '@type': 'ScholarlyArticle',
    name: textOf(citation),
    identifier: textOf(key)
  }))
}
