import type { SeedsFile } from '../claims/fileTypes'
import type { ProfileName, SeedBudget } from '../claims/types'

/** What experiments of all kinds have. */
export interface ExperimentBase {
  /** Equal to the file's name. */
  readonly id: string
  /** What the experiment is. */
  readonly description: string
  /** How the source ran it, in one sentence; a report says how a profile departs from it. */
  readonly sourceProtocol: string
  readonly kind: string
  /** What is compared, by name. */
  readonly arms: Readonly<Record<string, object>>
  /** What each profile overrides. */
  readonly profiles: Partial<Readonly<Record<ProfileName, ProfileBase>>>
}

/** What profiles of all kinds of experiment have; each kind adds what it may override. */
export interface ProfileBase {
  /** How the profile departs from the source's protocol, in words; null where it does not. */
  readonly departure: string | null
  /** Instead of the claims' own; `min` is read where seeds are added until the claim is decided. */
  readonly seeds?: SeedBudget
}

export type ProfileFile<P extends ProfileBase> = Omit<P, 'seeds' | 'departure'> & {
  readonly departure?: string | null
  readonly seeds?: SeedsFile
}
