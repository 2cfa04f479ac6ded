import { defaultFamily } from './defaults'
import { idOfPlace, type SpecDocument, stringAt, valueAt } from './document'
import type { JsonPath } from './lintProblem'
import { PROFILE_NAMES, type ProfileName } from './types'

/** All documents of a claims root: what the checks across files look things up in. */
export interface World {
  readonly claims: readonly SpecDocument[]
  readonly experiments: readonly SpecDocument[]
}

/** The experiment that a claim names, by the place of its file; undefined where there is none. */
export function experimentOf(claim: SpecDocument, world: World): SpecDocument | undefined {
  const id = stringAt(claim, 'experiment')
  return world.experiments.find((experiment) => idOfPlace(experiment) === id)
}

export function familyOf(claim: SpecDocument): string | undefined {
  const stated = stringAt(claim, 'family')
  if (stated !== undefined) return stated
  const [key, experiment] = [stringAt(claim, 'source', 'key'), stringAt(claim, 'experiment')]
  return key === undefined || experiment === undefined ? undefined : defaultFamily(key, experiment)
}

/** Whether a claim carries a p value: all but those that try a deterministic problem from several points. */
export function carriesP(claim: SpecDocument): boolean {
  return stringAt(claim, 'hypothesis', 'kind') !== 'converges-to' || stringAt(claim, 'hypothesis', 'over') === 'seeds'
}

export type ProfileField = 'numSteps' | 'initialPoints' | 'epochs' | 'trainImages' | 'grid' | 'seeds'

export interface FieldAtProfile {
  readonly path: JsonPath
  readonly value: unknown
  /** The profiles at which this value holds; empty: it is the experiment's own, and every profile overrides it. */
  readonly profiles: readonly ProfileName[]
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
