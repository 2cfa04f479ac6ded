import type { ProgramFacts } from './program/types'
import type { Experiment } from './runKinds'
import { type RunSpec, runKindOf } from './runKinds'
import type { EngineIdentity, RunChoice, RunSeeds } from './types'

/**
 * Resolves a run to all that decides its numbers: labels go, defaults are already in.
 *
 * @param experiment with the profile's overrides applied
 * @param engine the engine that will execute it
 * @param dataDigest the digest of its data; null for an experiment without data
 * @param program what the machine says of its program; null where it is none, or nobody looked yet
 */
export function resolveRunSpec(
  experiment: Experiment,
  choice: RunChoice,
  engine: EngineIdentity,
  dataDigest: string | null,
  program: ProgramFacts | null = null
): RunSpec {
  const shared = { seeds: seedsOf(experiment, choice), engine }
  return runKindOf(experiment).spec(experiment, choice, shared, dataDigest, program)
}

/** Whether every seed is the same run. */
export function isDeterministic(experiment: Experiment | null): boolean {
  return experiment !== null && runKindOf(experiment).isDeterministic(experiment)
}

/** The seeds of a deterministic experiment are 0, whatever the pair's: one run, one key. */
function seedsOf(experiment: Experiment, { seed, seeds }: RunChoice): RunSeeds {
  if (isDeterministic(experiment)) return sameSeed(0)
  return seeds ?? sameSeed(seed)
}

function sameSeed(seed: number): RunSeeds {
  return { init: seed, order: seed, dropout: seed, problem: seed }
}
