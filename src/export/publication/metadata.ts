import { dump } from 'js-yaml'
import { listedOutcome } from '../../report/data/listedOutcome'
import { sentenceOf } from '../../text/escape'
import { formatCount } from '../../text/format'
import type { Subject } from './subject'

/**
 * `metadata.yaml` of an article for ReScience C: what a report knows is filled in; what is left is empty, as the journal's
 * template has it, and named in comments. A title begins with "[Re]" where a replication succeeded and with "[¬Re]" where
 * it failed; the claims' outcomes are counted beside it, and the choice is the authors'.
 *
 * @see https://github.com/ReScience/template
 */
export function rescienceMetadata(subject: Subject): string {
  const { source, claims } = subject
  const count = (outcome: string) => claims.filter((entry) => listedOutcome(entry) === outcome).length
  const numClaims = formatCount(claims.length, 'claim')
  const counts = `${count('reproduced')} reproduced, ${count('refuted')} refuted, of ${numClaims}`
  const known = {
    title: `[Re] ${titleOf(source.citation)}`,
    authors: [{ name: '', orcid: '', email: '', affiliations: '1,*' }],
    affiliations: [{ code: 1, name: '', address: '' }],
    keywords: 'rescience c, machine learning, typescript, replication',
    code: [{ url: '' }, { doi: '' }, { swh: '' }],
    data: [{ url: '' }, { doi: '' }],
    replication: [{ cite: source.citation }, { bib: '' }, { url: '' }, { doi: '' }],
    abstract: `We check ${numClaims} of ${sentenceOf(source.citation)} ${counts}.`,
    bibliography: 'bibliography.bib',
    type: 'Replication',
    domain: 'Machine Learning',
    language: 'TypeScript',
    review: [{ url: '' }],
    contributors: ['editor', 'reviewer', 'reviewer'].map((role) => ({ name: '', orcid: '', role })),
    dates: [{ received: '' }, { accepted: '' }, { published: '' }],
    article: [{ number: '' }, { doi: '' }, { url: '' }],
    journal: [{ name: 'ReScience C' }, { issn: '2430-3658' }, { volume: '' }, { issue: '' }]
  }
  return [
    `# From a report of claimcheck: ${counts}.`,
    '# "[Re]" is for a replication that succeeded, "[¬Re]" for one that failed: which it is, is yours to say.',
    '# TO BE FILLED: authors, affiliations, url of the code; bib, url and doi of the replicated article; the abstract.',
    dump(known, { lineWidth: 100, quotingType: '"' })
  ].join('\n')
}

/** The title of a citation "Authors: Title. Venue year."; all of it where it is written otherwise. */
function titleOf(citation: string): string {
  const title = /^[^:]+: (?<title>.+?[.?!])(?: |$)/u.exec(citation)?.groups?.title
  return (title ?? citation).replace(/\.$/, '')
}
