import path from 'node:path'
import type { CohortContext, Engine, RunOutcome } from '../engine/engine'
import { InfrastructureError } from '../errors'
import { canonicalJson } from '../json/canonical'
import { runKey } from '../plan/runKey'
import type { RunSpec } from '../runs/runKinds'
import type { EngineIdentity } from '../runs/types'
import { CheckpointStore } from '../store/checkpoints'
import { ConflictingResultError } from '../store/conflictingResultError'
import { currentEnvironment } from '../store/environment'
import { RunStore } from '../store/store'
import { checkpointClock } from './checkpointClock'
import type { TaskReporter } from './types'

/** What the parent asks of a worker: runs that are alike in all but the optimizer. */
export interface CohortTask {
  readonly specs: readonly RunSpec[]
  readonly storeFolder: string
  /** Devices of this machine that programs may use; left out where they need none. */
  readonly gpus?: readonly string[]
  /** Most of them that any run of this round needs: every place has as many, so that no two workers share one. */
  readonly gpusEach?: number
}

/** A run of the cohort has a result: its record is in the store before this is sent. */
export interface SettledRun {
  readonly key: string
}

/**
 * Executes a cohort in a worker. A run's record is written as soon as its outcome is known, so that a worker that is
 * killed loses unfinished runs only, and these go on from their checkpoints when the task is tried again. Runs that the
 * store holds by now are not made twice.
 *
 * @throws InfrastructureError where the engine is not the one that the runs were planned for, gave another result than
 *   is stored, or gave none; whatever the engine throws
 */
export async function executeCohort(
  { specs, storeFolder, gpus = [], gpusEach = 0 }: CohortTask,
  engine: Engine,
  loadDataset: CohortContext['loadDataset'],
  report: TaskReporter<SettledRun>
): Promise<void> {
  const startedAt = new Date()
  const startedMs = performance.now()
  const store = new RunStore(storeFolder)
  const checkpoints = new CheckpointStore(storeFolder)
  const finish = (key: string) => {
    checkpoints.remove(key)
    report.part({ key })
  }

  const pending: { readonly key: string; readonly spec: RunSpec }[] = []
  for (const spec of specs) {
    const key = runKey(spec)
    if (store.read(key).state === 'valid') finish(key)
    else pending.push({ key, spec })
  }
  if (pending.length === 0) return
  requirePlannedEngine(await engine.identity(), pending[0]!.spec.engine)

  const withOutcome = new Set<number>()
  let conflict: ConflictingResultError | null = null
  const storeOutcome = (index: number, outcome: RunOutcome) => {
    const { key, spec } = pending[index]!
    const cohortSize = pending.length
    const wallTimeMs = Math.round((performance.now() - startedMs) / cohortSize)
    withOutcome.add(index)
    try {
      store.write({ spec, ...outcome }, currentEnvironment({ startedAt, wallTimeMs, cohortSize }))
    } catch (error) {
      if (!(error instanceof ConflictingResultError)) throw error
      // The alarm is this run's: the others of its cohort may finish before it sounds.
      conflict ??= error
      checkpoints.remove(key)
      return
    }
    finish(key)
  }
  const isFinished = (index: number) => {
    const { key } = pending[index]!
    if (store.read(key).state !== 'valid') return false
    withOutcome.add(index)
    finish(key)
    return true
  }
  await engine.executeCohort(
    pending.map(({ spec }) => spec),
    {
      loadDataset,
      onProgress: (share) => report.progress(share),
      onOutcome: storeOutcome,
      isCheckpointDue: checkpointClock(process.env),
      readCheckpoint: (index) => checkpoints.read(pending[index]!.key),
      writeCheckpoint: (index, checkpoint) => checkpoints.write(pending[index]!.key, checkpoint),
      ...(pending[0]!.spec.kind === 'program' && {
        programs: {
          runFolder: (index) => runFolderOf(storeFolder, pending[index]!.key),
          isFinished,
          gpus: devicesAt(report.place, gpusEach, gpus),
          signal: report.stopSignal()
        }
      })
    }
  )
  if (conflict !== null) throw conflict
  if (withOutcome.size < pending.length) {
    throw new InfrastructureError(`the engine ${engine.name} ended without an outcome of every run`, {
      expected: `${pending.length} outcomes`,
      received: String(withOutcome.size)
    })
  }
}

/** The folder of a program's run, beside the records: it is kept, so that a run can be looked into. */
function runFolderOf(storeFolder: string, key: string): string {
  return path.resolve(storeFolder, 'programs', key.slice(0, 2), key)
}

/** Of a worker's own: no two workers at work have the same place. */
function devicesAt(place: number, count: number, gpus: readonly string[]): readonly string[] {
  return gpus.slice(place * count, (place + 1) * count)
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
