import { loadDataset } from '../data/load'
import { createEngine } from '../engine'
import type { Engine } from '../engine/engine'
import { InfrastructureError, InputError } from '../errors'
import { serveTasks } from '../exec/serveTasks'
import { canonicalJson } from '../json/canonical'
import type { EngineIdentity, RunSpec } from '../plan/types'
import { currentEnvironment } from '../store/environment'
import { RunStore } from '../store/store'

/** What the parent asks of a worker process. */
export type WorkerTask =
  | { readonly kind: 'identify'; readonly engine: string; readonly runs: RunSpec['kind'] }
  | { readonly kind: 'execute'; readonly engine: string; readonly spec: RunSpec; readonly storeFolder: string }

export type WorkerResult =
  | { readonly kind: 'identity'; readonly identity: EngineIdentity }
  /** The record is in the store before this is sent, so a finished run survives the death of either process. */
  | { readonly kind: 'executed' }

const engines = new Map<string, Engine>()

function engineNamed(choice: string): Engine {
  const known = engines.get(choice)
  if (known !== undefined) return known
  const engine = createEngine(choice)
  engines.set(choice, engine)
  return engine
}

async function identify(task: Extract<WorkerTask, { kind: 'identify' }>): Promise<WorkerResult> {
  const engine = engineNamed(task.engine)
  if (!engine.supports.includes(task.runs)) {
    throw new InputError(`the engine ${task.engine} does not execute ${task.runs} runs`, {
      where: '--engine',
      expected: 'auto, tfjs, or tfjs with a backend: tfjs:wasm',
      received: task.engine
    })
  }
  return { kind: 'identity', identity: await engine.identity() }
}

/** A worker whose engine fell back to another backend must not store its numbers under the planned engine's key. */
function requirePlannedEngine(actual: EngineIdentity, planned: EngineIdentity): void {
  if (canonicalJson(actual) === canonicalJson(planned)) return
  throw new InfrastructureError('this worker is not the engine that the run was planned for', {
    expected: canonicalJson(planned),
    received: canonicalJson(actual),
    remedy: 'run the same command again; `npx claimcheck doctor` says which engines work'
  })
}

async function execute(
  task: Extract<WorkerTask, { kind: 'execute' }>,
  onProgress: (share: number) => void
): Promise<WorkerResult> {
  const startedAt = Date.now()
  const engine = engineNamed(task.engine)
  requirePlannedEngine(await engine.identity(), task.spec.engine)
  const outcome = await engine.execute(task.spec, { loadDataset, onProgress })
  const environment = currentEnvironment({ startedAt: new Date(startedAt), wallTimeMs: Date.now() - startedAt })
  new RunStore(task.storeFolder).write({ spec: task.spec, ...outcome }, environment)
  return { kind: 'executed' }
}

serveTasks<WorkerTask, WorkerResult>(async (task, onProgress) => {
  switch (task.kind) {
    case 'identify':
      return identify(task)
    case 'execute':
      return execute(task, onProgress)
    default:
      return task satisfies never
  }
})
