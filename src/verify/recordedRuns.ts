import type { UnavailableError } from '../errors'
import type { PlanContext } from '../plan/plan'
import { type RunKindName, runKindOf } from '../runs/runKinds'
import type { EngineIdentity } from '../runs/types'
import type { RecordSource, RunRecord, RunResult } from '../store/types'
import { type Runs, settingsChosenBy } from './execute'

/**
 * Runs that were made somewhere else, by whatever engine: what `verify` asks its executor, answered from records alone. No
 * engine is loaded and no data set is read; which data the runs read stands in their specs.
 */
export class RecordedRuns implements Runs {
  readonly engines = new Map<RunKindName, EngineIdentity>()
  readonly unavailable = new Map<RunKindName, UnavailableError>()
  readonly records = new Map<string, RunRecord>()
  readonly results = new Map<string, RunResult>()
  readonly #datasets = new Map<string, string>()
  readonly #source: RecordSource

  /** @param keys the runs whose engines and data the plans are made for */
  constructor(source: RecordSource, keys: Iterable<string>) {
    this.#source = source
    for (const key of keys) {
      if (!this.#recall(key)) continue
      const { spec } = this.results.get(key)!
      // Runs of one kind that two engines made are of two verifications; the others are then not in the plan.
      if (!this.engines.has(spec.kind)) this.engines.set(spec.kind, spec.engine)
      for (const { name, digest } of runKindOf(spec).datasets(spec)) this.#datasets.set(name, digest)
    }
  }

  planContext(choice: Pick<PlanContext, 'profile' | 'firstSeed'>): PlanContext {
    return {
      ...choice,
      engineFor: (kind) => this.engines.get(kind)!,
      datasetDigest: (name) => this.#datasets.get(name) ?? '',
      isCached: (key) => this.#recall(key),
      chosenSettings: (claimPlan) => settingsChosenBy(claimPlan, this.results)
    }
  }

  failureOf(): null {
    return null
  }

  async execute(): Promise<void> {}

  async close(): Promise<void> {}

  #recall(key: string): boolean {
    if (this.results.has(key)) return true
    const lookup = this.#source.read(key)
    if (lookup.state !== 'valid') return false
    this.records.set(key, lookup.record)
    this.results.set(key, lookup.record.result)
    return true
  }
}
