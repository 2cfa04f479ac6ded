import type { Difference, RegistrationState } from '../../registration/types'
import type { EngineIdentity } from '../../runs/types'
import type { Interval } from '../../stats/interval'
import type { Report, ReportClaim, ReportEnvironment } from '../data/types'

/** Raised whenever a reader of the old form would misread the new one. */
export const COMPARISON_FORMAT_VERSION = 1

/** The content of `comparison.json`: what changed from an older report to a newer one. */
export interface ReportComparison {
  readonly format: 'claimcheck-comparison'
  readonly formatVersion: typeof COMPARISON_FORMAT_VERSION
  readonly older: ComparedReport
  readonly newer: ComparedReport
  readonly counts: ComparisonCounts
  /** What was asked for differently: profile, first seed, number of seeds, engine, data. */
  readonly settings: readonly Change[]
  /** Claims of both reports, by id, as far as anything of them changed. */
  readonly changed: readonly ClaimChange[]
  /** Ids of claims that only the newer, or only the older report has. */
  readonly added: readonly string[]
  readonly gone: readonly string[]
  readonly engines: ListChange<EngineIdentity>
  readonly environments: ListChange<ReportEnvironment>
  readonly runs: RunsChange
}

/** Which report it was: the SHA-256 of the canonical JSON of its content. */
export interface ComparedReport extends Pick<Report, 'profile' | 'firstSeed' | 'seedsOverride' | 'counts'> {
  readonly digest: string
}

export interface ComparisonCounts {
  /** Claims that both reports hold, and those of them of which nothing changed. */
  readonly shared: number
  readonly unchanged: number
  /** Judged in both, with another outcome. */
  readonly flipped: number
  /** Judged in both, same outcome, another subtype. */
  readonly subtypeChanged: number
  /** Judged in one of both. */
  readonly judgedNow: number
  readonly judgedNoMore: number
  /** See `EffectChange`. */
  readonly moved: number
}

/** Something that was `older` and is `newer`, as text; null where there was, or is, nothing. */
export interface Change {
  readonly what: string
  readonly older: string | null
  readonly newer: string | null
}

export interface ClaimChange {
  readonly claim: string
  /**
   * `flipped`: judged in both, and the outcome is another. `subtype`: the outcome is the same. `judged-now` and
   * `judged-no-more`: it could not run, or was not part of the profile, in one of both. `none`: only other things changed.
   */
  readonly verdict: 'flipped' | 'subtype' | 'judged-now' | 'judged-no-more' | 'none'
  readonly older: ReportedClaim
  readonly newer: ReportedClaim
  /** null where one of both has no effect, or they are of another hypothesis. */
  readonly effect: EffectChange | null
  /** Where what decides the claim differs: hypothesis, decision, family and experiment, as each report holds them. */
  readonly definition: readonly Difference[]
  /** null where it stands to its registration as before. */
  readonly registration: { readonly older: RegistrationWords; readonly newer: RegistrationWords } | null
}

/** What a report says of a claim, in its words. */
export interface ReportedClaim {
  readonly kind: ReportClaim['kind']
  readonly status: string
  readonly asExpected: string
  readonly effect: string
  readonly interval: string
  readonly n: number | null
}

/** State and hash of a claim's registration; null for a claim that was not judged. */
export type RegistrationWords = {
  readonly state: RegistrationState['state']
  readonly hash: string | null
  readonly registeredAt: string | null
} | null

/**
 * How an effect moved, against the intervals with which it was reported:
 *
 * - `same`: effect and interval are equal to the last bit.
 * - `within`: the newer effect lies in the older interval.
 * - `moved`: it lies outside of it; the intervals have values in common.
 * - `apart`: it lies outside of it, and the intervals have no value in common.
 * - `other`: an effect without an interval (a count, or nothing random) has another value; where the newer one has an
 *   interval, one outside of it.
 *
 * `moved`, `apart` and `other` count as moved.
 */
export interface EffectChange {
  readonly position: 'same' | 'within' | 'moved' | 'apart' | 'other'
  /** In the unit in which the claim is decided: theta, b - a, a share, a mean, a count. */
  readonly older: number
  readonly newer: number
  readonly olderInterval: Interval | null
  readonly newerInterval: Interval | null
}

export interface ListChange<Item> {
  readonly added: readonly Item[]
  readonly gone: readonly Item[]
}

/** Runs by their keys: the same key is the same run, whatever claim needs it. */
export interface RunsChange {
  readonly both: number
  /** Of those: with another result, which the same engine on the same kind of machine never gives. */
  readonly otherResult: readonly string[]
  readonly onlyOlder: number
  readonly onlyNewer: number
}
