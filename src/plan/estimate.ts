import { engineFor } from '../engine/engines'
import type { CohortCost, CohortMemory } from '../runs/runKind'
import { type RunSpec, runKindOf } from '../runs/runKinds'

/**
 * What a cohort of runs like this one costs on its engine. Rough costs on one core of a current laptop: they order the work,
 * split it over the workers and fill the plan's table; progress corrects them by what is measured while it runs, and no
 * result depends on them.
 */
export function estimateCost(spec: RunSpec): CohortCost {
  return runKindOf(spec).cost(spec, engineFor(spec).speed(spec.engine.backend))
}

/** Estimated time of a run by itself on one core, in milliseconds. */
export function estimateRunMs(spec: RunSpec): number {
  const { sharedMs, memberMs } = estimateCost(spec)
  return sharedMs + memberMs
}

/**
 * Roughly the resident memory of a worker that executes a cohort: its engine and what the runs hold.
 *
 * @param specs of the cohort's runs, at least one
 */
export function estimateMemory(specs: readonly RunSpec[]): CohortMemory {
  const first = specs[0]!
  const { sharedBytes, memberBytes } = runKindOf(first).memory(specs)
  return { sharedBytes: engineFor(first).bytes + sharedBytes, memberBytes }
}
