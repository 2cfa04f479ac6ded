import type { DatasetFacts, DatasetLookup } from '../claims/datasets'
import type { SpecDocument } from '../claims/document'
import type { LintProblem } from '../claims/lintProblem'
import type { Grid, ProfileName } from '../claims/types'
import type { OptimizerSpec } from '../optim/presets'
import type { ExperimentBase } from './experiment'
import type { DeclaredFailure, ProgramFacts } from './program/types'
import type { MetricFacts, RunAmounts, RunChoice, RunFact, RunSpecBase, SeedStream } from './types'

/** The types of one kind of run. */
export interface RunTypes {
  readonly file: { readonly id: string; readonly kind: string }
  readonly experiment: ExperimentBase
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

/** A metric that arms do not share. */
export interface Incomparable {
  /** In words: `the losses are of two kinds`. */
  readonly why: string
  /** What could be compared instead, in words. */
  readonly instead: string
  /** It can be compared all the same, by a reader who knows. */
  readonly doubtful?: true
}

/**
 * Everything that claimcheck knows of one kind of run: what its experiments are, how they come to runs, what these cost and
 * how they are told. Who loads, plans, stores, judges and reports asks here, so that a new kind is its room and its lines
 * in `runKinds.ts`. What executes it is an engine (`engine/engineDefinition.ts`).
 */
export interface RunKind<T extends RunTypes> {
  // ------------------------------------------------------------------------------------- the experiment's file

  /** What is wrong with an experiment beyond what its schema can say; the file may be malformed anywhere. */
  checks(document: SpecDocument, factsOf: DatasetLookup): LintProblem[]
  /** The file, which lint accepted, with every default filled in. */
  resolve(file: T['file'], factsOf: DatasetLookup): T['experiment']
  /** What `claimcheck new` starts from, by what it shows. */
  readonly templates: Readonly<Record<string, (id: string) => T['file']>>
  /** Keys of the file that an option of its `choices` may change; empty where such experiments list no choices. */
  readonly choosable: readonly string[]
  /** Keys of the experiment that decide no claim, so that no registration covers them. */
  readonly decidesNothing: readonly string[]

  // ------------------------------------------------------------------------------------- the experiment

  /** As a profile runs it: the overrides stand in the experiment's own fields, and what no profile runs is gone. */
  atProfile(experiment: T['experiment'], profile: ProfileName): T['experiment']
  /** Whether every seed is the same run, so that the replicates are the starting points. Asked of files too. */
  isDeterministic(experiment: T['experiment'] | Readonly<Record<string, unknown>>): boolean
  /** The streams that its runs draw from and a design can vary one by one; none where it cannot be taken apart. */
  streams(experiment: T['experiment']): readonly SeedStream[]
  /** Where its runs start, one run for each; one null for a kind without starting points. */
  startingPoints(experiment: T['experiment']): readonly (number | null)[]
  /** Settings among which tuning chooses and over which a map goes; {} where nothing is tuned. */
  grid(experiment: T['experiment']): Grid
  /** The optimizer of an arm; null for a kind whose arms are something else. */
  optimizer(experiment: T['experiment'], arm: string): OptimizerSpec | null
  /** The experiment as an arm runs it, with what the arm overrides in its own fields; left out where arms override nothing. */
  ofArm?(experiment: T['experiment'], arm: string): T['experiment']
  /** All that decides the runs of an arm but seeds and engine, as far as arms can differ in it. */
  protocol(experiment: T['experiment'], arm: string): object
  /** What runs of two arms have in common when their seed is the same, in words; left out where nothing can be said. */
  shared?(experiment: T['experiment'], arms: readonly [string, string]): string
  /** Why a metric does not mean the same in both arms; null, or left out, where it does. */
  incomparable?(experiment: T['experiment'], arms: readonly [string, string], metric: string): Incomparable | null
  /** The metrics of its runs that a claim can name. Asked of files too. */
  metrics(experiment: T['experiment'] | Readonly<Record<string, unknown>>): Readonly<Record<string, MetricFacts>>
  /** Its metrics are others than a classification's: each experiment declares its own, or the kind has them. */
  readonly ownMetrics?: 'declared' | 'fixed'
  /** How long its runs are, in the unit of their metrics. */
  length(experiment: T['experiment']): { readonly tau: number; readonly unit: 'epoch' | 'step' }
  /** The loss of a model that has learned nothing; null where there is no such level. */
  chanceLevel(experiment: T['experiment']): number | null
  /** Where a run has learned nothing, of a kind whose experiments say so themselves; null where it says nothing. */
  failure?(experiment: T['experiment']): DeclaredFailure | null
  /** Whether a metric's numbers are on the same scale in both, so that a margin or a threshold means the same. */
  sameScale(a: T['experiment'], b: T['experiment']): boolean
  /** The dataset that its runs read, which `--data` can replace; null where they read none. */
  dataset(experiment: T['experiment']): string | null
  /** The experiment on another dataset, as every profile's departure says then. @throws InputError where it is too small */
  onDataset(
    experiment: T['experiment'],
    original: DatasetFacts,
    substitute: string,
    facts: DatasetFacts
  ): T['experiment']

  // ------------------------------------------------------------------------------------- runs

  /** The digest of all data that a run reads; null where it reads none. */
  dataDigest(experiment: T['experiment'], datasetDigest: (dataset: string) => string): string | null
  /**
   * All that decides a run's numbers: labels go, defaults are already in.
   *
   * @param program what the machine says of a program, where the run is one
   */
  spec(
    experiment: T['experiment'],
    choice: RunChoice,
    shared: Pick<RunSpecBase, 'seeds' | 'engine'>,
    dataDigest: string | null,
    program?: ProgramFacts | null
  ): T['spec']
  /** What runs have in common that may be executed together; null where each goes alone. */
  together(spec: T['spec']): object | null
  /** What a cohort of runs like this one costs on an engine of that speed. It orders work and decides no number. */
  cost(spec: T['spec'], speed: T['speed']): CohortCost
  /** What a worker holds beside its engine for a cohort of these runs, each as large as the largest. */
  memory(specs: readonly T['spec'][]): CohortMemory
  /** What a run takes that is known without measuring; left out of a kind of which nothing is. */
  amounts?(spec: T['spec']): RunAmounts
  /** Cores and devices that a run takes for itself; left out where it is one core. */
  share?(spec: T['spec']): { readonly cores: number; readonly gpus: number }

  // ------------------------------------------------------------------------------------- words

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
