import { setImmediate } from 'node:timers/promises'
import type { RunSpec } from '../../runs/runKinds'
import type { SyntheticRunSpec } from '../../runs/synthetic/types'
import type { EngineIdentity } from '../../runs/types'
import type { CohortContext, Engine, RunOutcome } from '../engine'
import { numericsDigest } from '../numerics'
import { requireRunKind } from '../requireRunKind'
import { simulate } from './simulate'

/**
 * The engine of the synthetic problems: float64 arithmetic in plain JavaScript, with nothing but + - * / and sqrt,
 * which IEEE 754 rounds the same everywhere. It executes the runs of a cohort one after another, writes no checkpoints,
 * and gives the event loop a turn every few million steps.
 */
export function createScalarEngine(): Engine {
  return { name: 'scalar', supports: ['synthetic'], identity, executeCohort }
}

async function identity(): Promise<EngineIdentity> {
  return {
    name: 'scalar',
    version: 'claimcheck',
    backend: 'javascript',
    instructionSet: 'ieee754-float64',
    lowering: null,
    numerics: numericsDigest({ engine: __filename })
  }
}

async function executeCohort(cohort: readonly RunSpec[], context: CohortContext): Promise<void> {
  const runs = cohort.map((spec) => requireRunKind('scalar', 'synthetic', spec))
  for (const [index, run] of runs.entries()) {
    const outcome = await execute(run, (share) => context.onProgress((index + share) / runs.length))
    context.onOutcome(index, outcome)
  }
}

async function execute(spec: SyntheticRunSpec, onProgress: (share: number) => void): Promise<RunOutcome> {
  const simulation = simulate(spec)
  for (;;) {
    const next = simulation.next()
    if (next.done === true) {
      onProgress(1)
      return next.value
    }
    onProgress(next.value)
    await setImmediate()
  }
}
