import type { CohortContext, Engine, RunOutcome } from '../../src/engine/engine'
import type { RunSpec } from '../../src/runs/runKinds'

export type RunContext = Pick<CohortContext, 'loadDataset' | 'onProgress'>

/** Executes one run, without checkpoints: a cohort of one. */
export async function executeRun(engine: Engine, spec: RunSpec, context: RunContext): Promise<RunOutcome> {
  let outcome: RunOutcome | null = null
  await engine.executeCohort([spec], {
    ...context,
    onOutcome: (_, result) => {
      outcome = result
    },
    isCheckpointDue: () => false,
    readCheckpoint: () => null,
    writeCheckpoint: () => undefined
  })
  if (outcome === null) throw new Error(`the engine ${engine.name} gave no outcome`)
  return outcome
}
