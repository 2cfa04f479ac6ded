import { choiceFor } from '../../engine/engines'
import type { ClaimcheckError } from '../../errors'
import type { Capacity } from '../../plan/schedule'
import type { RunKindName } from '../../runs/runKinds'
import type { SettledRun } from '../executeCohort'
import type { EngineFound } from '../identifyEngine'
import { WorkerPool } from '../pool'
import type { WorkerPoolOptions } from '../types'
import { WorkerCrashError } from '../workerCrashError'
import type { WorkerResult, WorkerTask } from '../workerTask'
import type { Carried, Carrier, CarrierEvents, Parcel, Work } from './carrier'

export interface LocalOptions {
  /** As `--engine` chooses it. */
  readonly engine: string
  readonly capacity: Capacity
  readonly worker: Pick<WorkerPoolOptions, 'modulePath' | 'execArgv'>
  /** Devices of this machine that programs may use. */
  readonly gpus?: readonly string[]
  /** The time that a program which is stopped has to end; 0 or left out without programs. */
  readonly graceMs?: number
}

/** For the worker itself to end, after its program. */
const STOPPING_MS = 3000

/**
 * Worker processes of this machine, started when first needed. A lease is a live process that says something every few
 * seconds (`WorkerPatience`); the records are written by the workers, into the home store itself.
 */
export class LocalCarrier implements Carrier {
  readonly name = 'local'
  readonly #options: LocalOptions
  readonly #pool: WorkerPool<WorkerTask, WorkerResult, SettledRun>

  constructor(options: LocalOptions) {
    this.#options = options
    const { worker, capacity, graceMs = 0 } = options
    this.#pool = new WorkerPool({
      ...worker,
      size: capacity.jobs,
      // A program that is stopped has its own time to end, and its worker waits for it.
      ...(graceMs > 0 && { gracePeriodMs: graceMs + STOPPING_MS })
    })
  }

  capacity(): Capacity {
    return this.#options.capacity
  }

  /** Asks a worker: loading an engine may take a second and must not happen in this process. */
  async identify(
    kinds: readonly RunKindName[],
    events: Pick<CarrierEvents, 'signal' | 'onNotice'>
  ): Promise<ReadonlyMap<RunKindName, EngineFound | ClaimcheckError>> {
    const found = new Map<RunKindName, EngineFound | ClaimcheckError>()
    const tasks = kinds.map((runs) => ({
      id: runs,
      task: { kind: 'identify' as const, engine: choiceFor(runs, this.#options.engine), runs }
    }))
    await this.#pool.run(tasks, {
      ...ofEveryUse(events),
      onResult: (kind, result) => {
        if (result.kind === 'identity') found.set(kind as RunKindName, result)
      },
      onFailure: (kind, error) => void found.set(kind as RunKindName, error)
    })
    return found
  }

  async carry({ parcels, numWorkers, storeFolder }: Work, events: CarrierEvents): Promise<Carried> {
    const gpusEach = parcels.reduce((most, { needs }) => Math.max(most, needs.gpus), 0)
    const tasks = parcels.map((parcel) => ({ id: parcel.id, task: this.#taskOf(parcel, gpusEach, storeFolder) }))
    await this.#pool.run(
      tasks,
      {
        ...ofEveryUse(events),
        refuses: (id) => events.refuses(id),
        onProgress: (id, share) => events.onProgress(id, share),
        onPart: (id, { key }) => events.onRun(id, key),
        onResult: (id) => events.onParcel(id),
        onFailure: (id, error) => {
          events.onFailure(id, { kind: error instanceof WorkerCrashError ? 'lost' : 'raised', error })
        }
      },
      numWorkers
    )
    return { away: [] }
  }

  close(): Promise<void> {
    return this.#pool.close()
  }

  #taskOf({ runs, engineChoice }: Parcel, gpusEach: number, storeFolder: string): WorkerTask {
    const { gpus = [] } = this.#options
    const specs = runs.map(({ spec }) => spec)
    return {
      kind: 'execute',
      engine: engineChoice,
      specs,
      storeFolder,
      ...(gpus.length > 0 && { gpus, gpusEach })
    }
  }
}

function ofEveryUse({ signal, onNotice }: Pick<CarrierEvents, 'signal' | 'onNotice'>) {
  return {
    ...(signal && { signal }),
    onSilence: (pid: number, silentMs: number) => onNotice(silenceNotice(pid, silentMs))
  }
}

function silenceNotice(pid: number, silentMs: number): string {
  return `worker process ${pid} has not answered for ${Math.round(silentMs / 1000)} s: it is stopped, starved or stuck; in some minutes another one takes over its runs`
}
