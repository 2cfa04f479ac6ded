import type { DatasetLookup } from '../claims/datasets'
import type { SpecDocument } from '../claims/document'
import type { ClaimFileWith } from '../claims/fileTypes'
import type { JsonPath, LintProblem } from '../claims/lintProblem'
import type { AnyHypothesis, ClaimWith, OutcomeName, SequentialDecision, Tuning } from '../claims/types'
import type { ExperimentFile, RunKindName } from '../runs/runKinds'
import type { MetricFacts } from '../runs/types'
import type { AnyVerdict, Judgeable, KindTypes, SeedPlan, Wordless } from './judged'
import type { Runs } from './shared/runs'
import type { ArmEvidence } from './shared/types'
import type { Show } from './show'

/** Everything that claimcheck knows of one kind of hypothesis. `index.ts` names them all. */
export interface Kind<T extends KindTypes> {
  // ------------------------------------------------------------------------------------ in a claim's file

  /** The hypothesis with every default filled in; lint has accepted the file. */
  readonly resolve: (file: T['file']) => T['hypothesis']
  /** What `claimcheck new` writes; null for claims that are made of others. */
  readonly start: Start<T['file']> | null
  /** The kinds of experiment that it can be about, the usual one first; none where it runs nothing. */
  readonly experiments: readonly RunKindName[]
  /** A check of something that a source's sentences rest on, where a claim does not say otherwise. */
  readonly rank?: 'check'
  /** Run logs of others can decide it, so that a claim of it may name no experiment. */
  readonly fromLogs?: true
  /** The keys that name arms. */
  readonly armKeys: readonly ('treatment' | 'control' | 'arm')[]
  /** Metrics that it can judge; empty where it names none. */
  readonly metrics: readonly string[]
  /** Of metrics that an experiment declares itself: which it can judge; left out where any will do. */
  readonly accepts?: (metric: MetricFacts) => boolean
  /** Modes in which seeds are added, with their methods, the default one first; the mode `fixed` is always allowed. */
  readonly methods: Methods
  /**
   * What may be wrong beyond what the schema can say: with the hypothesis alone, against its experiment, and with each of the
   * claims that it is made of.
   */
  readonly checks: {
    readonly alone: readonly Check[]
    readonly fit: readonly FitCheck[]
    readonly part?: PartCheck
  }
  /** The seeds that the clearest data need for a decision; null where their number says nothing. */
  readonly reach: (question: ReachQuestion) => NeededSeeds | null
  /** What an expected outcome may name, and so the subtypes that a verdict can have. */
  readonly subtypes: (hypothesis: HypothesisShape) => Subtypes<T['verdict']>

  // ------------------------------------------------------------------------------------------------- runs

  /** The arms that it speaks of, control first. */
  readonly arms: (hypothesis: T['hypothesis']) => readonly string[]
  /** How the arms' settings are chosen; null where they are taken as they stand, left out where they always are. */
  readonly tuning?: (hypothesis: T['hypothesis']) => Tuning | null
  /** How settings that selection cannot tell from the best are judged together; left out where there is no tuning. */
  readonly contest?: Contest<T['evidence'], T['verdict']>
  /**
   * What is repeated. null where that cannot be said: of a malformed file, or without the experiment.
   *
   * @param isDeterministic whether every seed of the experiment is the same run; null where it is not known
   */
  readonly replicates: (hypothesis: HypothesisShape, isDeterministic: boolean | null) => Replicates | null
  /** Nothing random is left in its verdict, however its runs are repeated: it carries no p value. */
  readonly isExact?: true
  /** What its runs are beside one for each seed and arm. */
  readonly needs?: (hypothesis: HypothesisShape) => RunNeeds
  /** The ids of the claims that it is made of; left out where it is made of runs or of numbers. */
  readonly parts?: (hypothesis: HypothesisShape) => readonly string[]

  // ---------------------------------------------------------------------------------------------- verdict

  /** The kinds of evidence, and of analysis, that it may be judged by. */
  readonly evidenceKinds: (hypothesis: T['hypothesis']) => readonly T['evidence']['kind'][]
  /** Takes its samples from finished runs, in seed order, whatever finished first. */
  readonly collect: (hypothesis: T['hypothesis'], runs: Runs) => T['evidence']
  /** Its evidence was made elsewhere, at the budget of no profile; left out where it never is. */
  readonly isFromElsewhere?: (evidence: T['evidence']) => boolean
  /** What its evidence consists of; no name stands twice, else it would count twice. */
  readonly samples: (evidence: T['evidence']) => readonly SampleName[]
  /** What of its evidence is a run's last value of a metric; left out where nothing is. A report is held to it. */
  readonly recorded?: (evidence: T['evidence']) => readonly RecordedValue[]
  /**
   * The claim with its evidence, ready to be judged at whatever level its family leaves for it.
   *
   * @param seeds that the claim states at this profile
   * @param parts the claims that it is made of, in the order of `parts`
   * @throws InputError where the claim does not fit its data, or has seeds added although there is no method for it
   */
  readonly prepare: (
    claim: ClaimWith<T['hypothesis']>,
    evidence: T['evidence'],
    seeds: SeedPlan,
    parts: readonly Judgeable<KindTypes>[]
  ) => Judgeable<T>
  /** How far seeds have been added, of a kind that has methods for it; null where more of them change nothing. */
  readonly progress?: (analysis: T['analysis']) => SeedProgress | null

  // --------------------------------------------------------------------------------------------- display

  /** The verdict in words, from the subject of the sentence on. */
  readonly sentence: (judgement: Wordless<T>) => string
  /** The first sentence of it alone: what was found, and so what becomes of the claim. Left out where there is no other. */
  readonly answer?: (judgement: Wordless<T>) => string
  /** What reports, terminals and failing tests show of it. */
  readonly show: Show<T>
}

/** What of a hypothesis decides how it is repeated and what it is made of; as it stands in a file, which may be malformed. */
export interface HypothesisShape extends AnyHypothesis {
  readonly over?: unknown
  readonly claims?: unknown
  readonly of?: unknown
  readonly among?: unknown
  readonly axis?: unknown
  readonly upTo?: unknown
  readonly from?: unknown
  readonly direction?: unknown
  readonly tasks?: unknown
}

/** What a kind with tuning has to say of several settings of an arm. */
export interface Contest<Evidence, Verdict> {
  /** Its arms, with how the settings of each were chosen. */
  readonly arms: (evidence: Evidence) => readonly ArmEvidence[]
  /** The evidence with one arm's setting and runs taken from another piece, seed by seed. */
  readonly withArm: (evidence: Evidence, arm: string, from: Evidence) => Evidence
  /** What holds at each setting, given the verdicts at all of them; `inconclusive (selection)` where nothing does. */
  readonly across: (verdicts: readonly Verdict[]) => Verdict
}

/** Seeds; the starting points of a problem of which every seed is the same run; nothing, where nothing is run. */
export type Replicates = 'seeds' | 'starting-points' | 'none'

export interface SampleName {
  readonly name: string
  /** null for what is no run. */
  readonly seed: number | null
}

/** A value that a run ended at, with the run. */
export interface RecordedValue {
  readonly runKey: string
  readonly arm: string
  readonly seed: number
  /** null where the evidence does not say. */
  readonly initialPoint: number | null
  readonly metric: string
  /** NaN where the run diverged, or never recorded the metric. */
  readonly value: number
}

export interface RunNeeds {
  /** Each seed is run from every starting point, instead of from one in turn. */
  readonly everyStart?: true
  /** Both arms are run at every setting of the experiment's grid. */
  readonly everySetting?: true
  /** Every step's size is looked at too. */
  readonly effectiveStep?: true
  /** When and where a run was made is asked of its record. */
  readonly timing?: true
}

/** By outcome; `below-margin` is left out where no verdict is that. */
export type Subtypes<V extends AnyVerdict> = {
  readonly [O in Exclude<OutcomeName, 'below-margin'>]: readonly NonNullable<
    Extract<V, { readonly outcome: O }>['subtype']
  >[]
} & { readonly 'below-margin'?: readonly never[] }

export type Methods = Readonly<Record<SequentialDecision['mode'], readonly SequentialDecision['method'][]>>

/** @param experiment where the claim names one that is readable */
export type Check = (claim: SpecDocument, experiment?: SpecDocument) => LintProblem[]
export type FitCheck = (claim: SpecDocument, experiment: SpecDocument, factsOf: DatasetLookup) => LintProblem[]

/** @param path of the part's id in the claim */
export type PartCheck = (claim: SpecDocument, part: SpecDocument, path: JsonPath) => LintProblem[]

/** What a kind of claim starts from. */
export interface Start<File extends AnyHypothesis> {
  readonly experiment: ((id: string) => ExperimentFile) | null
  readonly claim: Pick<ClaimFileWith<File>, 'statement' | 'hypothesis' | 'decision' | 'assumptions' | 'expected'>
}

/** Whether a claim can be decided at all. */
export interface ReachQuestion {
  readonly claim: SpecDocument
  /** The level that is left for it when all others of its family are undecided. */
  readonly level: number
  /** That level in words: `at alpha 0.05 over the 3 claims of the family`. */
  readonly atLevel: string
  /** The method by which seeds are added; undefined with a fixed number. */
  readonly method: string | undefined
  /** Settings of the experiment's grid, 1 without one. */
  readonly settings: number
}

export interface NeededSeeds {
  readonly count: number
  readonly cannot: string
  readonly why: string
  readonly remedy: string
}

/** How far seeds have been added to a claim. */
export interface SeedProgress {
  /** Seeds that have entered, and those that were run without being used. */
  readonly entered: number
  readonly unused: number
  /** What the looks of its method count. */
  readonly looked: number
  /** More seeds expected to decide; null where decided; Infinity where not practical. */
  readonly expected: number | null
  /** A refuted claim goes on for its subtype: so far, at most, and what the looks count of it. */
  readonly beyond: { readonly entered: number; readonly max: number; readonly looked: number } | null
}
