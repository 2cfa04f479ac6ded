import type { UnavailableError } from '../errors'
import { canonicalJson } from '../json/canonical'
import type { PlanContext } from '../plan/plan'
import type { ProgramFacts } from '../runs/program/types'
import { type Experiment, type RunKindName, runKindOf } from '../runs/runKinds'
import type { EngineIdentity } from '../runs/types'
import type { RecordSource, RunRecord, RunResult } from '../store/types'
import { type RunProvider, settingsChosenBy } from './execute'

/**
 * Runs that were made somewhere else, by whatever engine: what `verify` asks its executor, answered from records alone. No
 * engine is loaded and no data set is read; which data the runs read stands in their specs.
 */
export class RecordedRuns implements RunProvider {
  readonly engines = new Map<RunKindName, EngineIdentity>()
  readonly unavailable = new Map<RunKindName, UnavailableError>()
  readonly records = new Map<string, RunRecord>()
  readonly results = new Map<string, RunResult>()
  readonly away: ReadonlySet<string> = new Set()
  /** Whatever machine made them, it is not this one that is asked about. */
  readonly areElsewhere = true
  readonly #allEngines = new Map<string, { readonly kind: RunKindName; readonly engine: EngineIdentity }>()
  readonly #datasets = new Map<string, string>()
  readonly #source: RecordSource

  /** @param keys the runs whose engines and data the plans are made for */
  constructor(source: RecordSource, keys: Iterable<string>) {
    this.#source = source
    for (const key of keys) {
      if (!this.#recall(key)) continue
      const { spec } = this.results.get(key)!
      if (!this.engines.has(spec.kind)) this.engines.set(spec.kind, spec.engine)
      this.#allEngines.set(canonicalJson(spec.engine), { kind: spec.kind, engine: spec.engine })
      for (const { name, digest } of runKindOf(spec).datasets(spec)) this.#datasets.set(name, digest)
    }
  }

  planContext(choice: Pick<PlanContext, 'profile' | 'firstSeed'>): PlanContext {
    return {
      ...choice,
      engineFor: (kind) => this.engines.get(kind)!,
      datasetDigest: (name) => this.#datasets.get(name) ?? '',
      programFacts: (experiment) => this.#programFacts(experiment),
      isCached: (key) => this.#recall(key),
      chosenSettings: (claimPlan) => settingsChosenBy(claimPlan, this.results),
      // Whatever engines made them: each pair is of one.
      engineOfPair: (kind, _, isMade) => {
        const own = this.engines.get(kind)!
        return [own, ...this.otherEngines(kind)].find(isMade) ?? own
      }
    }
  }

  otherEngines(kind: RunKindName): readonly EngineIdentity[] {
    const own = this.engines.get(kind)
    return [...this.#allEngines.values()].flatMap((each) =>
      each.kind === kind && each.engine !== own && canonicalJson(each.engine) !== canonicalJson(own)
        ? [each.engine]
        : []
    )
  }

  /** As the records of its commands have it; null where there are none, or several do not agree. */
  #programFacts(experiment: Experiment): ProgramFacts | null {
    if (experiment.kind !== 'program') return null
    const commands = [experiment.command, ...Object.values(experiment.arms).map(({ command }) => command)]
    const own = new Set(commands.flatMap((command) => (command === null ? [] : [command.join('\0')])))
    const found = new Map<string, ProgramFacts>()
    for (const { spec } of this.results.values()) {
      if (spec.kind !== 'program' || spec.folder !== experiment.folder || !own.has(spec.command.join('\0'))) continue
      const { inputs, data, environment } = spec
      const facts = { folder: '', inputFiles: [], inputs, data, captured: environment.captured }
      found.set(canonicalJson(facts), facts)
    }
    return found.size === 1 ? [...found.values()][0]! : null
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
