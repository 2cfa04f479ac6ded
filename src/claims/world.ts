import type { DatasetLookup } from './datasets'
import { defaultFamily } from './defaults'
import { arrayAt, idOfPlace, isObject, type SpecDocument, stringAt, valueAt } from './document'
import { carriesP, type HypothesisShape } from './family'
import { isFromLogs, isKind, KINDS } from './kinds'
import type { JsonPath } from './lintProblem'
import { sourceKeyOf } from './sources'
import { type Hypothesis, PROFILE_NAMES, type ProfileName } from './types'

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
  return kind === 'invariant' && experiment !== undefined && isDeterministic(experiment)
}

export function isDeterministic(experiment: SpecDocument): boolean {
  return stringAt(experiment, 'problem', 'name') === 'periodic-linear'
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

export type ProfileField = 'numSteps' | 'initialPoints' | 'epochs' | 'trainImages' | 'grid' | 'seeds'

export interface FieldAtProfile {
  readonly path: JsonPath
  readonly value: unknown
  /** The profiles at which this value holds; empty: it is the experiment's own, and every profile overrides it. */
  readonly profiles: readonly ProfileName[]
}

/** Settings of a grid as it stands in a file: the Cartesian product of its axes; 1 without a grid. */
export function numSettings(grid: unknown): number {
  return isObject(grid)
    ? Object.values(grid).reduce<number>((count, axis) => count * (Array.isArray(axis) ? axis.length : 1), 1)
    : 1
}

/** A field of an experiment with all its values: the experiment's own first, then those of the profiles. */
export function fieldAtProfiles(
  experiment: SpecDocument,
  field: ProfileField,
  base: JsonPath
): readonly FieldAtProfile[] {
  const overrides = PROFILE_NAMES.flatMap((profile): FieldAtProfile[] => {
    const path = ['profiles', profile, field]
    const value = valueAt(experiment, path)
    return value === undefined ? [] : [{ path, value, profiles: [profile] }]
  })
  const overridden = new Set(overrides.flatMap(({ profiles }) => profiles))
  const own = {
    path: base,
    value: valueAt(experiment, base),
    profiles: PROFILE_NAMES.filter((profile) => !overridden.has(profile))
  }
  return [own, ...overrides]
}
