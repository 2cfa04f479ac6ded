import { byPlace, idOfPlace, objectAt, type SpecDocument, stringAt, valueAt } from '../claims/document'
import { didYouMean, type LintProblem, problemAt } from '../claims/lintProblem'
import { sourceKeyOf } from '../claims/sources'
import { referencesOf } from './checkAssumptions'
import { type ClaimIndex, sourceOf } from './claimIndex'

/** What is wrong with the files of sources, and with what claims and figures state beside them. */
export function checkSources(readable: ClaimIndex, claimIndex: ClaimIndex): LintProblem[] {
  const used = usedSources(claimIndex)
  return [
    ...readable.sources.flatMap((source) => [...via(source, claimIndex), ...unused(source, used)]),
    ...readable.claims.flatMap((claim) => reference(claim, sourceKeyOf(idOfPlace(claim)), claimIndex)),
    ...readable.figures.flatMap((figure) => reference(figure, stringAt(figure, 'source', 'key'), claimIndex))
  ]
}

/** A source is known through another one that has a file of its own. */
function via(source: SpecDocument, claimIndex: ClaimIndex): LintProblem[] {
  const key = stringAt(source, 'via')
  const own = idOfPlace(source)
  if (key === undefined || (key !== own && sourceOf(key, claimIndex) !== undefined)) return []
  const others = [...byPlace(claimIndex.sources).keys()].filter((other) => other !== own)
  return [
    problemAt(source, ['via'], {
      message: 'there is no such source',
      expected: 'the key of another source that has a file of its own',
      remedy: didYouMean(key, others, `write ${key}/source.json, or leave "via" to each claim`)
    })
  ]
}

/** The keys of the sources of which something is, or through which something is known. */
function usedSources(claimIndex: ClaimIndex): ReadonlySet<string | undefined> {
  return new Set([
    ...claimIndex.claims.map((claim) => sourceKeyOf(idOfPlace(claim))),
    ...claimIndex.figures.map((figure) => stringAt(figure, 'source', 'key')),
    ...claimIndex.sources.map((source) => stringAt(source, 'via')),
    ...[...referencesOf(claimIndex)].map(sourceKeyOf)
  ])
}

function unused(source: SpecDocument, used: ReadonlySet<string | undefined>): LintProblem[] {
  const key = idOfPlace(source)
  if (used.has(key)) return []
  return [
    problemAt(source, [], {
      message: 'nothing is of this source, or known through it',
      expected: `claims in the folder ${key}`,
      received: 'none',
      remedy: 'write its claims, or delete the file',
      severity: 'warning'
    })
  ]
}

/** The citation stands once: in the source's file where there is one, else in the claim or the figure itself. */
function reference(document: SpecDocument, key: string | undefined, claimIndex: ClaimIndex): LintProblem[] {
  if (key === undefined || objectAt(document, 'source') === undefined) return []
  const source = sourceOf(key, claimIndex)
  return [...citation(document, key, source), ...viaLocator(document, key, source)]
}

function citation(document: SpecDocument, key: string, source: SpecDocument | undefined): LintProblem[] {
  const path = ['source', 'citation']
  if (valueAt(document, path) === undefined) {
    if (source !== undefined) return []
    return [
      problemAt(document, path, {
        message: 'citation is missing',
        expected: `"citation": the full reference; or a file ${key}/source.json that states it`,
        received: 'nothing',
        remedy: `write ${key}/source.json, for all claims of the source`
      })
    ]
  }
  const [stated, known] = [stringAt(document, ...path), source && stringAt(source, 'citation')]
  if (stated === undefined || known === undefined) return []
  const same = stated === known
  return [
    problemAt(document, path, {
      message: same ? "the citation stands in the source's file, too" : "the citation is not that of the source's file",
      expected: same ? `it once, in ${source!.file}` : `no "citation": ${source!.file} states it`,
      remedy: same ? 'remove it here' : "remove it here, or correct the source's file",
      severity: same ? 'warning' : 'error'
    })
  ]
}

function viaLocator(document: SpecDocument, key: string, source: SpecDocument | undefined): LintProblem[] {
  const path = ['source', 'viaLocator']
  if (valueAt(document, path) === undefined) return []
  const twice = valueAt(document, ['source', 'via']) !== undefined
  // A source's file that is no JSON has problems of its own.
  const known = source !== undefined && (source.tree === undefined || valueAt(source, ['via']) !== undefined)
  if (known && !twice) return []
  return [
    problemAt(document, path, {
      message: twice ? '"via" stands here, too' : 'viaLocator says where in a text, but not in which',
      expected: twice
        ? `one of them: "via" in full, or "viaLocator" in the text that ${key}/source.json names`
        : `"via" in ${key}/source.json: the key of the source that was read`,
      remedy: twice ? 'remove one of them' : 'add "via" there, or write "via" here in full',
      atKey: true
    })
  ]
}
