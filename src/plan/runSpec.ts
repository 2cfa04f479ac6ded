import type { ClassificationExperiment, Experiment, OptimizerSpec, Setting, SyntheticExperiment } from '../spec/types'
import type { EngineIdentity, RunSeeds, RunSpec } from './types'

/** Which run of an experiment is meant. */
export interface RunChoice {
  readonly arm: string
  readonly setting: Setting
  readonly seed: number
  /** x_1 of a synthetic run; null for a classification run. */
  readonly initialPoint: number | null
}

/**
 * Resolves a run to all that decides its numbers: labels go, defaults are already in.
 *
 * @param experiment with the profile's overrides applied
 * @param engine the engine that will execute it
 * @param dataDigest the dataset's digest; null for a synthetic experiment
 */
export function resolveRunSpec(
  experiment: Experiment,
  choice: RunChoice,
  engine: EngineIdentity,
  dataDigest: string | null
): RunSpec {
  const shared = { optimizer: optimizerOf(experiment, choice), seeds: seedsOf(experiment, choice.seed), engine }
  switch (experiment.kind) {
    case 'synthetic':
      return { kind: 'synthetic', ...shared, ...syntheticPart(experiment, choice.initialPoint) }
    case 'classification':
      return { kind: 'classification', ...shared, ...classificationPart(experiment, dataDigest) }
    default:
      return experiment satisfies never
  }
}

function optimizerOf(experiment: Experiment, { arm, setting }: RunChoice): OptimizerSpec {
  const found = experiment.arms[arm]
  if (found === undefined) throw new Error(`experiment ${experiment.id} has no arm ${arm}`)
  return { ...found.optimizer, ...setting }
}

/**
 * A deterministic problem draws nothing, so every seed is the same run: its seeds are 0, whatever the pair's seed.
 */
function seedsOf(experiment: Experiment, seed: number): RunSeeds {
  const deterministic = experiment.kind === 'synthetic' && experiment.problem.name === 'periodic-linear'
  const value = deterministic ? 0 : seed
  return { init: value, order: value, dropout: value, problem: value }
}

function syntheticPart(experiment: SyntheticExperiment, initialPoint: number | null) {
  if (initialPoint === null) throw new Error(`a run of ${experiment.id} needs an initial point`)
  return { problem: experiment.problem, initialPoint, numSteps: experiment.numSteps, record: experiment.record }
}

function classificationPart(experiment: ClassificationExperiment, digest: string | null) {
  if (digest === null) throw new Error(`a run of ${experiment.id} needs the digest of its data`)
  const { data, model, loss, training } = experiment
  return { data: { ...data, digest }, model, loss, training }
}
