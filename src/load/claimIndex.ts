import type { DatasetLookup } from '../claims/datasets'
import { byPlace, idOfPlace, objectAt, type SpecDocument, stringAt, valueAt } from '../claims/document'
import { fieldAtProfiles } from '../claims/experimentDocument'
import type { JsonPath } from '../claims/lintProblem'
import { sourceKeyOf } from '../claims/sources'
import type { ProfileName } from '../claims/types'
import { groupBy } from '../json/groupBy'
import { isFromLogs, isKind, isMadeOfParts, KINDS, type KindName } from '../kinds'
import type { Replicates } from '../kinds/kind'
import { isDeterministicFile } from '../runs/runKinds'
import { carriesP, type HypothesisOutline } from './family'
import { defaultFamily } from './resolveClaim'

/** All documents of a claims root: what the checks across files look things up in. */
export interface ClaimIndex {
  /** What claims of one source share. */
  readonly sources: readonly SpecDocument[]
  readonly claims: readonly SpecDocument[]
  readonly experiments: readonly SpecDocument[]
  /** Manifests of datasets. */
  readonly datasets: readonly SpecDocument[]
  /** Figures of sources. */
  readonly figures: readonly SpecDocument[]
  /** What is known of the datasets that the experiments may name. */
  readonly factsOf: DatasetLookup
}

/** The experiment that a claim names, by the place of its file; undefined where there is none. */
export function experimentOf(claim: SpecDocument, claimIndex: ClaimIndex): SpecDocument | undefined {
  return byPlace(claimIndex.experiments).get(stringAt(claim, 'experiment') ?? '')
}

/** The claims that name an experiment; gathered once a list of claims. */
export function claimsOn(experiment: SpecDocument, { claims }: Pick<ClaimIndex, 'claims'>): readonly SpecDocument[] {
  let claimsOf = byExperiment.get(claims)
  if (claimsOf === undefined) {
    claimsOf = groupBy(claims, (claim) => stringAt(claim, 'experiment'))
    byExperiment.set(claims, claimsOf)
  }
  return claimsOf.get(idOfPlace(experiment)) ?? []
}

const byExperiment = new WeakMap<readonly SpecDocument[], ReadonlyMap<string | undefined, SpecDocument[]>>()

/** A source's own file, by its folder; undefined where there is none. */
export function sourceOf(key: string, claimIndex: Pick<ClaimIndex, 'sources'>): SpecDocument | undefined {
  return byPlace(claimIndex.sources).get(key)
}

/** The kind of a claim's hypothesis, where it is one of the known ones. */
export function kindNameOf(claim: SpecDocument): KindName | undefined {
  const kind = stringAt(claim, 'hypothesis', 'kind')
  return isKind(kind) ? kind : undefined
}

export function familyOf(claim: SpecDocument): string | undefined {
  const stated = stringAt(claim, 'family')
  if (stated !== undefined) return stated
  const experimentOrKind = stringAt(claim, 'experiment') ?? kindNameOf(claim)
  return experimentOrKind === undefined ? undefined : defaultFamily(sourceKeyOf(idOfPlace(claim)), experimentOrKind)
}

/** Whether a claim carries a p value, so that it counts in its family; one of an unknown kind is taken to. */
export function countsInFamily(claim: SpecDocument, claimIndex: ClaimIndex): boolean {
  const shape = shapeOf(claim)
  return shape === undefined || carriesP(shape, (id) => shapeOf(claimOf(id, claimIndex)))
}

/** What of a claim's hypothesis decides how it is repeated and what it is made of; undefined for an unknown kind. */
export function shapeOf(claim: SpecDocument | undefined): HypothesisOutline | undefined {
  const kind = claim === undefined ? undefined : kindNameOf(claim)
  if (claim === undefined || kind === undefined) return undefined
  return { ...objectAt(claim, 'hypothesis'), kind }
}

/** Whether a claim has no runs of its own: by its kind, or because it says so (`"experiment": null`). */
export function runsNothing(claim: SpecDocument, kind: KindName): boolean {
  return (
    KINDS[kind].experiments.length === 0 ||
    isMadeOfOthers(claim) ||
    (valueAt(claim, ['experiment']) === null && isFromLogs(kind, null))
  )
}

/** The ids of the claims that one is made of; none for most. */
export function memberIds(claim: SpecDocument): readonly string[] {
  const shape = shapeOf(claim)
  return shape === undefined ? [] : (KINDS[shape.kind].parts?.(shape) ?? [])
}

/** Whether a claim is made of others, whatever its file says of them. */
export function isMadeOfOthers(claim: SpecDocument): boolean {
  const shape = shapeOf(claim)
  return shape !== undefined && isMadeOfParts(shape)
}

export function claimOf(id: string, claimIndex: ClaimIndex): SpecDocument | undefined {
  return byPlace(claimIndex.claims).get(id)
}

/** What a claim repeats; null where that cannot be said, of a malformed file or without its experiment. */
export function replicatesOf(claim: SpecDocument, claimIndex: ClaimIndex): Replicates | null {
  const shape = shapeOf(claim)
  const experiment = experimentOf(claim, claimIndex)
  const deterministic = experiment?.tree === undefined ? null : isDeterministicFile(experiment)
  return shape === undefined ? null : KINDS[shape.kind].replicates(shape, deterministic)
}

/** Where a claim's numbers of seeds stand, each with the profiles at which it holds. */
export interface SeedBudgetPlace {
  readonly document: SpecDocument
  readonly path: JsonPath
  /** Empty: at all of them. */
  readonly profiles: readonly ProfileName[]
}

/** A claim's own number of seeds, unless every profile overrides it, and those of the experiment's profiles. */
export function seedBudgets(claim: SpecDocument, claimIndex: ClaimIndex): readonly SeedBudgetPlace[] {
  const own = ['decision', 'seeds']
  const experiment = experimentOf(claim, claimIndex)
  if (experiment?.tree === undefined) return [{ document: claim, path: own, profiles: [] }]
  return fieldAtProfiles(experiment, 'seeds', own).flatMap(({ path, profiles }) => {
    if (path !== own) return [{ document: experiment, path, profiles }]
    return profiles.length === 0 ? [] : [{ document: claim, path, profiles }]
  })
}
