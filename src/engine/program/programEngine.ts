import type { RunSpec } from '../../runs/runKinds'
import type { EngineIdentity } from '../../runs/types'
import type { CohortContext, Engine } from '../engine'
import { numericsDigest } from '../numerics'
import { requireRunKind } from '../requireRunKind'
import { executeProgram } from './executeProgram'

/**
 * The engine of programs: starts the command of a run in a process of its own, waits, and reads what it logged. That the
 * same run gives the same numbers cannot be seen from outside: it is the program's promise. A run whose program ended in a
 * way that is no result is thrown, so that it counts for nothing, and its folder is kept.
 */
export function createProgramEngine(): Engine {
  return { name: 'program', supports: ['program'], identity, executeCohort }
}

async function identity(): Promise<EngineIdentity> {
  return {
    name: 'program',
    version: 'claimcheck',
    backend: 'process',
    instructionSet: '',
    lowering: null,
    numerics: numericsDigest({
      // What is started, and what its logs come to. How a process is watched, and another format of logs, leaves a run of
      // many hours what it was.
      command: require.resolve('../../programs/fillCommand'),
      measure: require.resolve('./measure')
    })
  }
}

async function executeCohort(cohort: readonly RunSpec[], context: CohortContext): Promise<void> {
  const runs = cohort.map((spec) => requireRunKind('program', 'program', spec))
  const { programs } = context
  if (programs === undefined) throw new Error('nobody says where programs have their folders')
  for (const [index, spec] of runs.entries()) {
    await executeProgram(spec, programs, index, (outcome) => context.onOutcome(index, outcome))
    context.onProgress((index + 1) / runs.length)
  }
}
