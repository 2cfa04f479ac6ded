import { PROFILE_NAMES, type ProfileName } from './types'

/** The profiles that a record has an entry for, in their order. */
export function profileNamesIn(profiles: Partial<Readonly<Record<ProfileName, unknown>>>): readonly ProfileName[] {
  return PROFILE_NAMES.filter((name) => profiles[name] !== undefined)
}
