import type { DatasetLookup } from '../claims/datasets'
import { arrayAt, idOfPlace, type SpecDocument, stringAt, valueAt } from '../claims/document'
import { fieldAtProfiles } from '../claims/experimentDocument'
import type { JsonPath } from '../claims/lintProblem'
import { sourceKeyOf } from '../claims/sources'
import type { Hypothesis, ProfileName } from '../claims/types'
import { isDeterministicFile } from '../runs/runKinds'
import { carriesP, type HypothesisShape } from './family'
import { isFromLogs, isKind, KINDS } from './kinds'
import { defaultFamily } from './resolveClaim'

/** All documents of a claims root: what the checks across files look things up in. */
export interface World {
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
export function experimentOf(claim: SpecDocument, world: World): SpecDocument | undefined {
  const id = stringAt(claim, 'experiment')
  return world.experiments.find((experiment) => idOfPlace(experiment) === id)
}

/** A source's own file, by its folder; undefined where there is none. */
export function sourceOf(key: string, world: Pick<World, 'sources'>): SpecDocument | undefined {
  return world.sources.find((source) => idOfPlace(source) === key)
}

/** The kind of a claim's hypothesis, where it is one of the known ones. */
export function kindOf(claim: SpecDocument): Hypothesis['kind'] | undefined {
  const kind = stringAt(claim, 'hypothesis', 'kind')
  return isKind(kind) ? kind : undefined
}

export function familyOf(claim: SpecDocument): string | undefined {
  const stated = stringAt(claim, 'family')
  if (stated !== undefined) return stated
  const experimentOrKind = stringAt(claim, 'experiment') ?? kindOf(claim)
  return experimentOrKind === undefined ? undefined : defaultFamily(sourceKeyOf(idOfPlace(claim)), experimentOrKind)
}

/** Whether a claim carries a p value, so that it counts in its family; one of an unknown kind is taken to. */
export function countsInFamily(claim: SpecDocument, world: World): boolean {
  const shape = shapeOf(claim)
  return shape === undefined || carriesP(shape, (id) => shapeOf(claimOf(id, world)))
}

function shapeOf(claim: SpecDocument | undefined): HypothesisShape | undefined {
  const kind = claim === undefined ? undefined : kindOf(claim)
  if (claim === undefined || kind === undefined) return undefined
  return { kind, over: valueAt(claim, ['hypothesis', 'over']), claims: memberIds(claim) }
}

/** Whether a claim has no runs of its own: by its kind, or because it says so (`"experiment": null`). */
export function runsNothing(claim: SpecDocument, kind: Hypothesis['kind']): boolean {
  return KINDS[kind].experiment === null || (valueAt(claim, ['experiment']) === null && isFromLogs(kind, null))
}

/** The ids of the claims that an `all-of` claim names. */
export function memberIds(claim: SpecDocument): readonly string[] {
  if (kindOf(claim) !== 'all-of') return []
  return (arrayAt(claim, 'hypothesis', 'claims') ?? []).filter((member) => typeof member === 'string')
}

export function claimOf(id: string, world: World): SpecDocument | undefined {
  return world.claims.find((candidate) => idOfPlace(candidate) === id)
}

/** Whether every seed of the claim would be the same run: then its replicates are the starting points. */
export function isSeedless(claim: SpecDocument, world: World): boolean {
  const kind = kindOf(claim)
  if (kind === 'converges-to' || kind === 'rate') return stringAt(claim, 'hypothesis', 'over') === 'initial-points'
  const experiment = experimentOf(claim, world)
  return kind === 'invariant' && experiment !== undefined && isDeterministicFile(experiment)
}

/** Where a claim's numbers of seeds stand, each with the profiles at which it holds. */
export interface SeedBudgetPlace {
  readonly document: SpecDocument
  readonly path: JsonPath
  /** Empty: at all of them. */
  readonly profiles: readonly ProfileName[]
}

/** A claim's own number of seeds, unless every profile overrides it, and those of the experiment's profiles. */
export function seedBudgets(claim: SpecDocument, world: World): readonly SeedBudgetPlace[] {
  const own = ['decision', 'seeds']
  const experiment = experimentOf(claim, world)
  if (experiment?.tree === undefined) return [{ document: claim, path: own, profiles: [] }]
  return fieldAtProfiles(experiment, 'seeds', own).flatMap(({ path, profiles }) => {
    if (path !== own) return [{ document: experiment, path, profiles }]
    return profiles.length === 0 ? [] : [{ document: claim, path, profiles }]
  })
}
