import type { RunChoice, RunFact, RunSpecBase } from './types'

/** The types of one kind of run. */
export interface RunTypes {
  readonly experiment: { readonly id: string; readonly kind: string }
  readonly spec: RunSpecBase
  /** What an engine says of its speed at such runs. */
  readonly speed: object
}

/** What a cohort of k runs costs on one core: `sharedMs + k * memberMs`. Shared is what its members do once. */
export interface CohortCost {
  readonly sharedMs: number
  readonly memberMs: number
}

/** What a worker holds for a cohort of k runs: `sharedBytes + k * memberBytes`. */
export interface CohortMemory {
  readonly sharedBytes: number
  readonly memberBytes: number
}

/**
 * Everything that claimcheck knows of one kind of run: how an experiment of that kind comes to runs, what they cost and how
 * they are told. Who plans, stores and reports runs asks here, so that a new kind is its room and its lines in
 * `runKinds.ts`. What executes it is an engine (`engine/engineDefinition.ts`).
 */
export interface RunKind<T extends RunTypes> {
  // --- from an experiment to runs

  /** Whether every seed of an experiment is the same run; its replicates are then the starting points. */
  isDeterministic(experiment: T['experiment']): boolean
  /** The digest of all data that a run of the experiment reads; null where it reads none. */
  dataDigest(experiment: T['experiment'], datasetDigest: (dataset: string) => string): string | null
  /** All that decides a run's numbers: labels go, defaults are already in. */
  spec(
    experiment: T['experiment'],
    choice: RunChoice,
    shared: Pick<RunSpecBase, 'seeds' | 'engine'>,
    dataDigest: string | null
  ): T['spec']

  // --- from runs to cohorts

  /** What runs have in common that may be executed together; null where each goes alone. */
  together(spec: T['spec']): object | null
  /** What a cohort of runs like this one costs on an engine of that speed. It orders work and decides no number. */
  cost(spec: T['spec'], speed: T['speed']): CohortCost
  /** What a worker holds beside its engine for a cohort of these runs, each as large as the largest. */
  memory(specs: readonly T['spec'][]): CohortMemory

  // --- in words

  /** What an engine of such runs does: `trains networks`. */
  readonly does: string
  /** The run in a few words, without seeds and engine: `mnist 50000 images 5 epochs Adam alpha=0.001 beta2=0.999`. */
  describe(spec: T['spec']): string
  /** What it is about, broad to narrow: the folders of a run that no report names. */
  groups(spec: T['spec']): readonly string[]
  /** Names of `facts`, in their order. */
  readonly columns: readonly string[]
  /** What decides a run's numbers, as single values for tables of other tools. */
  facts(spec: T['spec']): Readonly<Record<string, RunFact>>
  /** The datasets that a run read. */
  datasets(spec: T['spec']): readonly { readonly name: string; readonly digest: string }[]
}
