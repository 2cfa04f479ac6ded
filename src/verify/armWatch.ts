import { canonicalJson } from '../json/canonical'
import type { ClaimPlan, Plan } from '../plan/types'
import type { RunResult } from '../store/types'

/** So many seeds at which arms log the same to the last digit are no chance. */
const ENOUGH = 2

/**
 * Sees while runs come in that the arms of a claim on a program log exactly the same values, and says so once: then what tells
 * them apart most likely does nothing, and the rest of the budget will not change it.
 */
export class ArmWatch {
  readonly #tell: (text: string) => void
  /** Claims by the keys of their runs. */
  readonly #claims = new Map<string, ClaimPlan[]>()
  /** Of whom it is known by now, one way or the other. */
  readonly #done = new Set<string>()

  constructor(tell: (text: string) => void) {
    this.#tell = tell
  }

  /** What is going to run. */
  follow({ claims }: Plan): void {
    this.#claims.clear()
    for (const claim of claims) {
      if (claim.experiment?.kind !== 'program') continue
      for (const { key } of claim.roles) this.#claims.set(key, [...(this.#claims.get(key) ?? []), claim])
    }
  }

  /** A run has its result, or its failure. */
  settle(key: string, results: ReadonlyMap<string, RunResult>): void {
    for (const claimPlan of this.#claims.get(key) ?? []) this.#look(claimPlan, results)
  }

  #look({ claim, roles }: ClaimPlan, results: ReadonlyMap<string, RunResult>): void {
    if (this.#done.has(claim.id)) return
    const judged = roles.filter(({ purpose, contender }) => purpose === 'judgement' && contender !== true)
    const arms = [...new Set(judged.map(({ arm }) => arm))]
    const same: number[] = []
    for (const seed of new Set(judged.map((role) => role.seed))) {
      const keys = [...new Set(judged.filter((role) => role.seed === seed).map((role) => role.key))]
      const found = keys.flatMap((key) => results.get(key) ?? [])
      if (keys.length < 2 || found.length < keys.length) continue
      if (new Set(found.map(({ metrics }) => canonicalJson(metrics))).size > 1) {
        this.#done.add(claim.id)
        return
      }
      same.push(seed)
    }
    if (same.length < ENOUGH) return
    this.#done.add(claim.id)
    const seeds = same.slice(0, ENOUGH).join(' and ')
    this.#tell(
      `${claim.id}: arms ${arms.join(' and ')} logged exactly the same values at seeds ${seeds}: the setting that tells them apart probably does nothing`
    )
  }
}
