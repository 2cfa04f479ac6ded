import { isObject, type SpecDocument, valueAt } from './document'
import type { JsonPath } from './lintProblem'
import { PROFILE_NAMES, type ProfileName } from './types'

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
export function fieldAtProfiles(experiment: SpecDocument, field: string, base: JsonPath): readonly FieldAtProfile[] {
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

/** A number that a profile may override, as each profile has it; NaN where the file does not say it. */
export function numberAtProfiles(
  experiment: SpecDocument,
  field: string,
  base: JsonPath
): Readonly<Record<ProfileName, number>> {
  const fields = fieldAtProfiles(experiment, field, base)
  const numberOf = (profile: ProfileName) => {
    const value = fields.find(({ profiles }) => profiles.includes(profile))?.value
    return typeof value === 'number' ? value : Number.NaN
  }
  return { quick: numberOf('quick'), standard: numberOf('standard'), paper: numberOf('paper') }
}
