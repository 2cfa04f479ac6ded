import type { Claim } from '../kinds'
import type { LoadedClaims } from '../load/load'
import type { RunStore } from '../store/store'
import { type ClaimRun, claimRuns, engineFreeKey } from './claimRuns'

/** A run of a claim that the store holds. */
export interface FoundRun extends ClaimRun {
  readonly key: string
  readonly file: string
}

/**
 * Looks for runs of claims in a store, whatever engine executed them. Only results count: a record of a failure of the
 * machine, or a damaged one, tells nothing about the claim.
 *
 * @returns by claim id, of each claim's runs the first in the order of the keys
 */
export function findRuns(claims: readonly Claim[], loaded: LoadedClaims, store: RunStore): Map<string, FoundRun> {
  const found = new Map<string, FoundRun>()
  let wanted: ReadonlyMap<string, readonly [Claim, ClaimRun][]> | null = null
  for (const stored of store.list()) {
    if (stored.state !== 'valid') continue
    wanted ??= wantedRuns(claims, loaded)
    for (const [{ id }, run] of wanted.get(engineFreeKey(stored.record.result.spec)) ?? []) {
      if (!found.has(id)) found.set(id, { ...run, key: stored.key, file: stored.file })
    }
    if (found.size === claims.length) break
  }
  return found
}

function wantedRuns(claims: readonly Claim[], loaded: LoadedClaims): Map<string, [Claim, ClaimRun][]> {
  const wanted = new Map<string, [Claim, ClaimRun][]>()
  for (const claim of claims) {
    for (const [key, run] of claimRuns(claim, loaded)) wanted.set(key, [...(wanted.get(key) ?? []), [claim, run]])
  }
  return wanted
}
