import type { AssumptionEntry, ClaimFileWith, SourceFile } from './fileTypes'
import type { AnyHypothesis, Assumption, Source } from './types'

/** What files leave to others: the sources by key, the experiments by id, as they stand in their files. */
export interface SharedFiles {
  readonly sources: ReadonlyMap<string, SourceFile>
  readonly experiments: ReadonlyMap<string, { readonly assumptions?: readonly AssumptionEntry[] }>
}

/** For files that state everything themselves. */
export const NOTHING_SHARED: SharedFiles = { sources: new Map(), experiments: new Map() }

/** The key of the source that a claim's id names, which is also its folder. */
export function sourceKeyOf(claimId: string): string {
  return claimId.split('/')[0]!
}

interface ReferenceFile {
  readonly citation?: string
  readonly via?: string | null
  readonly viaLocator?: string
}

/**
 * A source's full reference, and the text through which it is known: what a claim or a figure states, else what the
 * source's own file says.
 *
 * @param key of the source
 */
export function resolveReference(
  key: string,
  { citation, via, viaLocator }: ReferenceFile,
  sources: SharedFiles['sources']
): Pick<Source, 'citation' | 'via'> {
  const source = sources.get(key)
  return {
    // Lint has seen to it that one of them states it.
    citation: (citation ?? source?.citation)!,
    via: via === undefined ? knownThrough(source, viaLocator, sources) : via
  }
}

/** `T. Bennatan: A Closer Look, section II`: its citation without the full stop, and where in it. */
function knownThrough(
  source: SourceFile | undefined,
  locator: string | undefined,
  sources: SharedFiles['sources']
): string | null {
  const text = source?.via === undefined ? undefined : sources.get(source.via)
  if (text === undefined) return null
  return [text.citation.replace(/\.$/, ''), ...(locator === undefined ? [] : [locator])].join(', ')
}

/**
 * All assumptions that hold for a claim: its own, then those of its experiment. Where both speak of one topic, the
 * claim's stands for both.
 */
export function assumptionsOfClaim(
  { assumptions = [], experiment = null }: Pick<ClaimFileWith<AnyHypothesis>, 'assumptions' | 'experiment'>,
  shared: SharedFiles
): readonly Assumption[] {
  const own = resolveAssumptions(assumptions, shared.sources)
  const topics = new Set(own.map(({ topic }) => topic))
  const file = experiment === null ? undefined : shared.experiments.get(experiment)
  const common = resolveAssumptions(file?.assumptions ?? [], shared.sources)
  return [...own, ...common.filter(({ topic }) => !topics.has(topic))]
}

function resolveAssumptions(entries: readonly AssumptionEntry[], sources: SharedFiles['sources']): Assumption[] {
  return entries.map((entry) => ({ alternatives: [], ...(typeof entry === 'string' ? named(entry, sources) : entry) }))
}

function named(reference: string, sources: SharedFiles['sources']) {
  const [key, name] = reference.split('/') as [string, string]
  const assumption = sources.get(key)?.assumptions?.[name]
  if (assumption === undefined) throw new Error(`lint has not seen to it that there is an assumption ${reference}`)
  return assumption
}
