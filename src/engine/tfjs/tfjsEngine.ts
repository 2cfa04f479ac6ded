import { InputError } from '../../errors'
import type { EngineIdentity, RunSpec } from '../../plan/types'
import type { Engine, RunContext, RunOutcome } from '../engine'
import { numericsDigest } from '../numerics'
import { requestedBackend, type TfjsBackendChoice } from './backendNames'
import { openBackend } from './openBackend'
import { trainClassifier } from './trainClassifier'

/**
 * Everything that a run's numbers depend on, apart from the library. Whole folders: a run that is repeated for nothing
 * costs seconds, one that is answered from another arithmetic costs a verdict.
 */
export const NUMERIC_SOURCES = [
  'random',
  'data/descriptions',
  'data/digits',
  'data/idx',
  'data/load',
  'data/slice',
  'data/split',
  'optim',
  'engine/training',
  'engine/tfjs'
] as const

/**
 * The engine of the networks, on TensorFlow.js. Load it in a worker process or a script, never in Jest's VM context:
 * its typed arrays are not those of the context.
 *
 * @param choice a backend; without one, what CLAIMCHECK_TFJS_BACKEND says, else the first that works
 */
export function createTfjsEngine(choice: TfjsBackendChoice = requestedBackend(process.env)): Engine {
  return {
    name: 'tfjs',
    supports: ['classification'],
    identity: () => identify(choice),
    execute: (spec, context) => execute(choice, spec, context)
  }
}

async function identify(choice: TfjsBackendChoice): Promise<EngineIdentity> {
  const { version, backend, instructionSet } = await openBackend(choice)
  return { name: 'tfjs', version, backend, instructionSet, lowering: null, numerics: numericsDigest(NUMERIC_SOURCES) }
}

async function execute(choice: TfjsBackendChoice, spec: RunSpec, context: RunContext): Promise<RunOutcome> {
  if (spec.kind !== 'classification') {
    throw new InputError('the engine "tfjs" cannot execute this run', {
      expected: 'a run of kind "classification"',
      received: `a run of kind "${spec.kind}"`,
      remedy: 'choose another engine, or --engine auto'
    })
  }
  await openBackend(choice)
  const dataset = context.loadDataset(spec.data.dataset)
  if (dataset.digest !== spec.data.digest) {
    throw new InputError(`the run was planned on other data than the ${spec.data.dataset} that is here`, {
      expected: `digest ${spec.data.digest}`,
      received: `digest ${dataset.digest}`,
      remedy: 'plan the run anew'
    })
  }
  return trainClassifier(spec, dataset, (share) => context.onProgress(share))
}
