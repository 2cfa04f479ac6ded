import { type OptimizerSpec, resolveOptimizer } from '../optim/presets'
import type { DatasetLookup } from './datasets'
import type {
  ArmsFile,
  ClassificationFile,
  ExperimentFile,
  ProblemFile,
  ProfileFile,
  SeedsFile,
  SyntheticFile
} from './fileTypes'
import { resolveLayer, resolveLoss } from './layers'
import { datasetFacts } from './manifest/datasetFacts'
import { profileNamesIn } from './profiles'
import type {
  Arm,
  ClassificationExperiment,
  ClassificationProfile,
  DataSpec,
  Experiment,
  Problem,
  ProfileName,
  SeedBudget,
  SyntheticExperiment,
  SyntheticProfile
} from './types'

export const DEFAULT_ALPHA = 0.05
export const DEFAULT_POINTS = 100
export const DEFAULT_DOMAIN: readonly [number, number] = [-1, 1]
/** Pairs before the first look at an anytime-valid claim: under skewed data a late first look halves the errors. */
export const FIRST_LOOK = 10
const QUICK_FIRST_LOOK = 6

/** The starting points of an experiment that states none: a deterministic problem is tried from five, a random one from 0. */
function defaultInitialPoints(problemName: Problem['name']): readonly number[] {
  return problemName === 'periodic-linear' ? [-1, -0.5, 0, 0.5, 1] : [0]
}

/** The window of an experiment that states none: one cycle, for a random problem the expected one. */
export function defaultWindow(problem: Pick<ProblemFile, 'name'> & { period?: number; probability?: number }): number {
  return problem.name === 'periodic-linear' ? problem.period! : Math.ceil(1 / problem.probability!)
}

/**
 * An experiment's file, which lint accepted, with every default filled in.
 *
 * @param factsOf what is known of the dataset; what this machine knows where left out
 */
export function resolveExperiment(file: ExperimentFile, factsOf: DatasetLookup = datasetFacts): Experiment {
  return file.kind === 'synthetic' ? resolveSynthetic(file) : resolveClassification(file, factsOf)
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

export function resolveSeeds({ min, max }: SeedsFile, firstLook: number): SeedBudget {
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
