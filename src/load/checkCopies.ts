import { arrayAt, isObject, type SpecDocument, stringAt } from '../claims/document'
import { type JsonPath, type LintProblem, problemAt } from '../claims/lintProblem'
import { groupBy } from '../json/groupBy'
import { type ClaimIndex, sourceOf } from './claimIndex'

/** A text that stands in more claims of a source than this is worth a place of its own. */
const MANY = 5

/** Warns once for each source whose claims repeat its citation, and once where they repeat assumptions. */
export function checkCopies(claimIndex: ClaimIndex): LintProblem[] {
  return [...groupBy(claimIndex.claims, ({ file }) => file.split('/')[0]!)].flatMap(([key, claims]) => [
    // Where the source has a file, each claim that states the citation beside it is told so.
    ...(sourceOf(key, claimIndex) === undefined ? citations(key, claims) : []),
    ...assumptions(key, claims)
  ])
}

function citations(key: string, claims: readonly SpecDocument[]): LintProblem[] {
  const path = ['source', 'citation']
  const [most] = repeated(claims, (claim) => [[stringAt(claim, ...path), path]])
  if (most === undefined) return []
  return [
    problemAt(most.document, most.path, {
      message: `the citation stands in ${most.count} claims`,
      expected: `it once, in ${key}/source.json`,
      remedy: 'write that file, and remove the citation from the claims',
      severity: 'warning'
    })
  ]
}

function assumptions(key: string, claims: readonly SpecDocument[]): LintProblem[] {
  const all = repeated(claims, (claim) =>
    (arrayAt(claim, 'assumptions') ?? []).map((entry, index) => [
      isObject(entry) ? JSON.stringify(entry) : undefined,
      ['assumptions', index]
    ])
  )
  const [most, ...others] = all
  if (most === undefined) return []
  const more = others.length === 0 ? '' : `, and ${others.length} more in many`
  return [
    problemAt(most.document, most.path, {
      message: `the assumption stands in ${most.count} claims${more}`,
      expected: `each once: in the experiment where it holds for all claims on it, else under a name in ${key}/source.json`,
      remedy: 'move them there, and refer to a named one as "<source key>/<name>"',
      severity: 'warning'
    })
  ]
}

interface Repeated {
  readonly count: number
  /** Where it stands first. */
  readonly document: SpecDocument
  readonly path: JsonPath
}

/** Texts that stand in many of the claims, the most frequent first. */
function repeated(
  claims: readonly SpecDocument[],
  textsOf: (claim: SpecDocument) => readonly (readonly [text: string | undefined, path: JsonPath])[]
): readonly Repeated[] {
  const found = new Map<string, Repeated>()
  for (const document of claims) {
    for (const [text, path] of textsOf(document)) {
      if (text === undefined) continue
      const first = found.get(text) ?? { count: 0, document, path }
      found.set(text, { ...first, count: first.count + 1 })
    }
  }
  return [...found.values()].filter(({ count }) => count > MANY).sort((a, b) => b.count - a.count)
}
