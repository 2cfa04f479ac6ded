import { NETWORK_KINDS } from '../../runs/classification/types'
import type { RunSpec } from '../../runs/runKinds'
import type { EngineIdentity } from '../../runs/types'
import type { CohortContext, Engine } from '../engine'
import { numericsDigest } from '../numerics'
import { requireRunKind } from '../requireRunKind'
import { DATA_READER } from '../training/dataReader'
import { plannedDataset } from '../training/plannedDataset'
import { requestedBackend, type TfjsBackendChoice } from './backendNames'
import { openBackend } from './openBackend'
import { trainClassifier } from './trainClassifier'

/**
 * The engine of the networks, on TensorFlow.js. Load it in a worker process or a script, never in Jest's VM context:
 * its typed arrays are not those of the context.
 *
 * @param choice a backend; without one, what CLAIMCHECK_TFJS_BACKEND says, else the first that works
 */
export function createTfjsEngine(choice: TfjsBackendChoice = requestedBackend(process.env)): Engine {
  return {
    name: 'tfjs',
    supports: NETWORK_KINDS,
    identity: () => identify(choice),
    executeCohort: (cohort, context) => executeCohort(choice, cohort, context)
  }
}

async function identify(choice: TfjsBackendChoice): Promise<EngineIdentity> {
  const { version, backend, instructionSet } = await openBackend(choice)
  return {
    name: 'tfjs',
    version,
    backend,
    instructionSet,
    lowering: null,
    numerics: numericsDigest({ engine: __filename, data: DATA_READER })
  }
}

/** Members train one after the other: TensorFlow.js gains nothing from doing more at once. */
async function executeCohort(
  choice: TfjsBackendChoice,
  cohort: readonly RunSpec[],
  context: CohortContext
): Promise<void> {
  const runs = cohort.map((spec) => requireRunKind('tfjs', NETWORK_KINDS, spec))
  await openBackend(choice)
  for (const [index, spec] of runs.entries()) {
    const outcome = await trainClassifier(spec, plannedDataset(spec, context), {
      onProgress: (share) => context.onProgress((index + share) / runs.length),
      isCheckpointDue: () => context.isCheckpointDue(),
      readCheckpoint: () => context.readCheckpoint(index),
      writeCheckpoint: (checkpoint) => context.writeCheckpoint(index, checkpoint)
    })
    context.onOutcome(index, outcome)
  }
}
