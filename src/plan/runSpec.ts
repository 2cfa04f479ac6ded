import type { ClassificationExperiment, Experiment, Setting, SyntheticExperiment } from '../claims/types'
import type { OptimizerSpec } from '../optim/presets'
import type { EngineIdentity, RunSeeds, RunSpec } from './types'

/** Which run of an experiment is meant. */
export interface RunChoice {
  readonly arm: string
  readonly setting: Setting
  /** Seed of every stream, but for those that `seeds` gives others. */
  readonly seed: number
  readonly seeds?: RunSeeds
  /** x_1 of a synthetic run; null for a classification run. */
  readonly initialPoint: number | null
  readonly effectiveStep?: true
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
  const shared = { optimizer: optimizerOf(experiment, choice), seeds: seedsOf(experiment, choice), engine }
  switch (experiment.kind) {
    case 'synthetic':
      return { kind: 'synthetic', ...shared, ...syntheticPart(experiment, choice) }
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

/** Whether the problem draws nothing, so that every seed is the same run. */
export function isDeterministic(experiment: Experiment | null): boolean {
  return experiment?.kind === 'synthetic' && experiment.problem.name === 'periodic-linear'
}

/** The seeds of a deterministic problem are 0, whatever the pair's: one run, one key. */
function seedsOf(experiment: Experiment, { seed, seeds }: RunChoice): RunSeeds {
  if (isDeterministic(experiment)) return sameSeed(0)
  return seeds ?? sameSeed(seed)
}

function sameSeed(seed: number): RunSeeds {
  return { init: seed, order: seed, dropout: seed, problem: seed }
}

function syntheticPart(experiment: SyntheticExperiment, { initialPoint, effectiveStep }: RunChoice) {
  if (initialPoint === null) throw new Error(`a run of ${experiment.id} needs an initial point`)
  const record = effectiveStep === true ? { ...experiment.record, effectiveStep } : experiment.record
  return { problem: experiment.problem, initialPoint, numSteps: experiment.numSteps, record }
}

function classificationPart(experiment: ClassificationExperiment, digest: string | null) {
  if (digest === null) throw new Error(`a run of ${experiment.id} needs the digest of its data`)
  const { data, model, loss, training } = experiment
  return { data: { ...data, digest }, model, loss, training }
}
