import { canonicalJson } from '../json/canonical'
import { groupBy } from '../json/groupBy'
import type { ClaimPlan, Plan } from '../plan/types'
import type { RunResult } from '../store/types'

/** So many seeds at which arms log the same to the last digit are no chance. */
const ENOUGH = 2

/** Runs of one seed that only their arms tell apart. */
interface Group {
  readonly claim: ClaimPlan
  readonly seed: number
  readonly keys: readonly string[]
}

/**
 * Sees while runs come in that the arms of a claim on a program log exactly the same values, and says so once: then what tells
 * them apart most likely does nothing, and the rest of the budget will not change it.
 */
export class ArmWatch {
  readonly #tell: (text: string) => void
  /** By the keys of their runs. */
  readonly #groups = new Map<string, Group[]>()
  /** By the id of a claim: seeds at which all arms logged the same. */
  readonly #same = new Map<string, Set<number>>()
  /** Of whom it is known by now, one way or the other. */
  readonly #done = new Set<string>()

  constructor(tell: (text: string) => void) {
    this.#tell = tell
  }

  /** What is going to run. */
  follow({ claims }: Plan): void {
    this.#groups.clear()
    for (const claim of claims) {
      if (claim.experiment?.kind !== 'program' || this.#done.has(claim.claim.id)) continue
      const judged = claim.roles.filter(({ purpose, contender }) => purpose === 'judgement' && contender !== true)
      const alike = groupBy(judged, ({ seed, setting, initialPoint }) => canonicalJson([seed, setting, initialPoint]))
      for (const roles of alike.values()) {
        const keys = [...new Set(roles.map(({ key }) => key))]
        if (keys.length < 2) continue
        const group = { claim, seed: roles[0]!.seed, keys }
        for (const key of keys) {
          const groups = this.#groups.get(key) ?? []
          groups.push(group)
          this.#groups.set(key, groups)
        }
      }
    }
  }

  /** A run has its result, or its failure. */
  settle(key: string, results: ReadonlyMap<string, RunResult>): void {
    for (const group of this.#groups.get(key) ?? []) this.#look(group, results)
  }

  #look({ claim: { claim, roles }, seed, keys }: Group, results: ReadonlyMap<string, RunResult>): void {
    if (this.#done.has(claim.id)) return
    const found = keys.flatMap((key) => results.get(key) ?? [])
    if (found.length < keys.length) return
    if (new Set(found.map(({ metrics }) => canonicalJson(metrics))).size > 1) {
      this.#done.add(claim.id)
      return
    }
    const same = this.#same.get(claim.id) ?? new Set()
    this.#same.set(claim.id, same.add(seed))
    if (same.size < ENOUGH) return
    this.#done.add(claim.id)
    const arms = [...new Set(roles.filter(({ purpose }) => purpose === 'judgement').map(({ arm }) => arm))]
    const seeds = [...same].sort((a, b) => a - b).join(' and ')
    this.#tell(
      `${claim.id}: arms ${arms.join(' and ')} logged exactly the same values at seeds ${seeds}: the setting that tells them apart probably does nothing`
    )
  }
}
