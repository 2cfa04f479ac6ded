import { type OptimizerSpec, resolveOptimizer } from '../optim/presets'
import { GROUP_SEQUENTIAL_LOOKS } from '../stats/sequential/groupSequentialLooks'
import type { DatasetLookup } from './datasets'
import { resolveExpected } from './expectedOutcomes'
import type {
  ArmsFile,
  ClaimFile,
  ClassificationFile,
  ExperimentFile,
  HypothesisFile,
  MarginFile,
  ProblemFile,
  ProfileFile,
  RangeFile,
  SeedsFile,
  SyntheticFile,
  TuningFile
} from './fileTypes'
import { defaultMethod } from './kinds'
import { resolveLayer, resolveLoss } from './layers'
import { datasetFacts } from './manifest/datasetFacts'
import { profileNamesIn } from './profiles'
import { assumptionsOfClaim, NOTHING_SHARED, resolveReference, type SharedFiles, sourceKeyOf } from './sources'
import type {
  Arm,
  Claim,
  ClaimLogs,
  ClassificationExperiment,
  ClassificationProfile,
  DataSpec,
  Decision,
  Experiment,
  Hypothesis,
  Margin,
  Problem,
  ProfileName,
  RangeHypothesis,
  SeedBudget,
  Source,
  SyntheticExperiment,
  SyntheticProfile,
  Tuning
} from './types'

export const DEFAULT_ALPHA = 0.05
export const DEFAULT_POINTS = 100
export const DEFAULT_DOMAIN: readonly [number, number] = [-1, 1]
/** A deterministic claim varies the starting point, not the seed: one seed is all there is. */
const SINGLE_SEED: SeedBudget = { min: 1, max: 1 }
const NO_SEEDS: SeedBudget = { min: 0, max: 0 }
/** Pairs before the first look at an anytime-valid claim: under skewed data a late first look halves the errors. */
const FIRST_LOOK = 10
const QUICK_FIRST_LOOK = 6

/** The family of a claim that states none: one source and one experiment, or one source and the kind that needs none. */
export function defaultFamily(sourceKey: string, experimentOrKind: string): string {
  return `${sourceKey}-${experimentOrKind}`
}

/** The starting points of an experiment that states none: a deterministic problem is tried from five, a random one from 0. */
function defaultInitialPoints(problemName: Problem['name']): readonly number[] {
  return problemName === 'periodic-linear' ? [-1, -0.5, 0, 0.5, 1] : [0]
}

/** The window of an experiment that states none: one cycle, for a random problem the expected one. */
export function defaultWindow(problem: Pick<ProblemFile, 'name'> & { period?: number; probability?: number }): number {
  return problem.name === 'periodic-linear' ? problem.period! : Math.ceil(1 / problem.probability!)
}

/**
 * A claim's file, which lint accepted, with every default filled in.
 *
 * @param shared what the claim leaves to its source's and its experiment's file; nothing where left out
 */
export function resolveClaim(file: ClaimFile, shared: SharedFiles = NOTHING_SHARED): Claim {
  const key = sourceKeyOf(file.id)
  const { citation, via } = resolveReference(key, file.source, shared.sources)
  return {
    id: file.id,
    source: {
      key,
      citation,
      locator: file.source.locator,
      quote: file.source.quote ?? null,
      paraphrase: file.source.paraphrase ?? null,
      via,
      extension: file.source.extension ?? false,
      reported: resolveReported(file.source.reported ?? null)
    },
    statement: file.statement,
    experiment: file.experiment ?? null,
    hypothesis: resolveHypothesis(file.hypothesis),
    decision: resolveDecision(file),
    family: file.family ?? defaultFamily(key, file.experiment ?? file.hypothesis.kind),
    assumptions: assumptionsOfClaim(file, shared),
    ...(file.profiles && { profiles: file.profiles }),
    ...resolveExpected(file.expected ?? {}),
    ...(file.logs !== undefined && { logs: resolveLogs(file.logs) })
  }
}

function resolveReported(file: NonNullable<ClaimFile['source']['reported']> | null): Source['reported'] {
  if (file === null) return null
  const { what, value = null, values } = file
  return { what, value, ...(values && { values: values.map((number) => ({ arm: null, ...number })) }) }
}

function resolveLogs({ where = {}, about = [], expected }: NonNullable<ClaimFile['logs']>): ClaimLogs {
  return { where, about, expected: expected === undefined ? null : { subtype: null, ...expected } }
}

/**
 * An experiment's file, which lint accepted, with every default filled in.
 *
 * @param factsOf what is known of the dataset; what this machine knows where left out
 */
export function resolveExperiment(file: ExperimentFile, factsOf: DatasetLookup = datasetFacts): Experiment {
  return file.kind === 'synthetic' ? resolveSynthetic(file) : resolveClassification(file, factsOf)
}

function resolveHypothesis(file: HypothesisFile): Hypothesis {
  switch (file.kind) {
    case 'lower':
    case 'not-lower':
    case 'equivalent':
      return { ...file, at: 'final', margin: resolveMargin(file.margin), tuning: resolveTuning(file.tuning) }
    case 'faster':
      return { ...file, margin: resolveMargin(file.margin), tuning: resolveTuning(file.tuning) }
    case 'lower-at-most-settings':
      return { ...file, at: 'final', margin: resolveMargin(file.margin) }
    case 'converges-to':
      return { metric: 'x.windowMean', share: null, ...file }
    case 'contrast':
      return { metric: 'x.windowMean', ...file }
    case 'rate':
      return { metric: 'regret', ...file }
    case 'range':
      return resolveRange(file)
    case 'invariant':
    case 'arithmetic':
    case 'all-of':
      return file
    default:
      return file satisfies never
  }
}

function resolveRange({ at, tuning, ...stated }: RangeFile): RangeHypothesis {
  return { ...stated, ...(at !== undefined && at !== 'final' && { at }), tuning: resolveTuning(tuning) }
}

function resolveMargin(file: MarginFile = {}): Margin {
  if (file.absolute !== undefined) return { absolute: file.absolute }
  return { relative: file.relative ?? 0.01, epsilon: file.epsilon ?? 0 }
}

function resolveTuning(file: TuningFile = null): Tuning | null {
  return file === null ? null : { select: 'validation.loss', per: 'arm', seeds: 3, ...file }
}

function resolveDecision({ hypothesis, experiment = null, decision = {} }: ClaimFile): Decision {
  const alpha = decision.alpha ?? DEFAULT_ALPHA
  const mode = decision.mode ?? 'fixed'
  const method = decision.method ?? defaultMethod(hypothesis.kind, mode)
  if (decision.seeds === undefined) {
    const seeds = experiment === null ? NO_SEEDS : SINGLE_SEED
    return { alpha, mode: 'fixed', method: null, seeds }
  }
  const { max } = decision.seeds
  // Lint has seen to it that a method is stated or implied in every mode but `fixed`.
  if (mode === 'fixed' || method === undefined) return { alpha, mode: 'fixed', method: null, seeds: { min: max, max } }
  const min = mode === 'group-sequential' ? GROUP_SEQUENTIAL_LOOKS[0]! : decision.seeds.min
  const seeds = resolveSeeds(min === undefined ? { max } : { min, max }, FIRST_LOOK)
  const { subtypeSeeds } = decision
  return { alpha, mode, method, seeds, ...(subtypeSeeds === undefined ? {} : { subtypeSeeds }) }
}

function resolveSynthetic(file: SyntheticFile): SyntheticExperiment {
  return {
    id: file.id,
    kind: 'synthetic',
    description: file.description,
    sourceProtocol: file.sourceProtocol,
    problem: { domain: DEFAULT_DOMAIN, ...file.problem },
    initialPoints: file.initialPoints ?? defaultInitialPoints(file.problem.name),
    numSteps: file.numSteps,
    record: { points: DEFAULT_POINTS, window: defaultWindow(file.problem), ...file.record },
    arms: resolveArms(file.arms, 'box'),
    profiles: mapProfiles(file.profiles ?? {}, resolveProfile<SyntheticProfile>),
    ...(file.maps !== undefined && { maps: file.maps })
  }
}

function resolveClassification(file: ClassificationFile, factsOf: DatasetLookup): ClassificationExperiment {
  return {
    id: file.id,
    kind: 'classification',
    description: file.description,
    sourceProtocol: file.sourceProtocol,
    data: resolveData(file.data, factsOf),
    model: { layers: file.model.layers.map(resolveLayer) },
    loss: resolveLoss(file.loss),
    training: { ...file.training },
    arms: resolveArms(file.arms, 'none'),
    grid: { ...file.grid },
    profiles: mapProfiles(file.profiles ?? {}, resolveProfile<ClassificationProfile>)
  }
}

function resolveData(file: ClassificationFile['data'], factsOf: DatasetLookup): DataSpec {
  const facts = factsOf(file.dataset)
  if (facts === null) throw new Error(`lint has not seen to it that the dataset ${file.dataset} is known`)
  const validationImages = file.validationImages ?? facts.defaultValidationImages
  return {
    dataset: file.dataset,
    trainImages: file.trainImages ?? facts.trainingImages - validationImages,
    validationImages,
    testImages: file.testImages ?? facts.testImages,
    pixelScale: file.pixelScale ?? facts.maxPixel
  }
}

function resolveArms(file: ArmsFile, projection: OptimizerSpec['projection']): Readonly<Record<string, Arm>> {
  const entries = Object.entries(file).map(([name, arm]) => [
    name,
    { optimizer: resolveOptimizer(arm.optimizer, projection) }
  ])
  return Object.fromEntries(entries)
}

function resolveSeeds({ min, max }: SeedsFile, firstLook: number): SeedBudget {
  return { min: min ?? Math.min(firstLook, max), max }
}

function resolveProfile<P extends SyntheticProfile | ClassificationProfile>(
  file: ProfileFile<P>,
  name: ProfileName
): P {
  const { departure, seeds, ...overrides } = file
  const firstLook = name === 'quick' ? QUICK_FIRST_LOOK : FIRST_LOOK
  const budget = seeds === undefined ? {} : { seeds: resolveSeeds(seeds, firstLook) }
  return { departure: departure ?? null, ...budget, ...overrides } as unknown as P
}

function mapProfiles<A, B>(
  profiles: Partial<Readonly<Record<ProfileName, A>>>,
  change: (profile: A, name: ProfileName) => B
): Partial<Record<ProfileName, B>> {
  const result: Partial<Record<ProfileName, B>> = {}
  for (const name of profileNamesIn(profiles)) result[name] = change(profiles[name]!, name)
  return result
}
