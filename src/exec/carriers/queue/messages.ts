import { digestOf } from '../../../json/canonical'
import { runKey } from '../../../plan/runKey'
import { recordedSpec } from '../../../runs/recordedSpec'
import type { RunKindName, RunSpec } from '../../../runs/runKinds'
import type { EngineIdentity } from '../../../runs/types'
import type { EngineFound } from '../../identifyEngine'
import type { SentError } from '../../messages'
import type { CarrierFailure, Parcel, ParcelNeeds } from '../carrier'

/** What a worker has to be to take up a parcel. Parcels that ask for the same wait in one queue, named by its digest. */
export interface Need {
  readonly kind: RunKindName
  readonly engine: EngineIdentity
  readonly data: Parcel['data']
  readonly needs: ParcelNeeds
  /** Of programs: a run without its seeds and settings, which says what would be executed. */
  readonly program: object | null
}

/** A parcel on its way to a worker. */
export interface Job {
  readonly need: Need
  readonly runs: readonly { readonly key: string; readonly spec: RunSpec }[]
}

/** What a worker says of itself, again and again while it lives. */
export interface WorkerCard {
  readonly id: string
  /** The machine's name, for people. */
  readonly host: string
  readonly jobs: number
  readonly cores: number
  readonly bytes: number
  readonly gpus: number
  readonly engines: readonly ({ readonly kind: RunKindName } & EngineFound)[]
  /** Needs, by digest, that it was asked for and can take. */
  readonly able: readonly string[]
  /** Why it cannot take the others, by digest, in a line. */
  readonly unable: Readonly<Record<string, string>>
}

/** A parcel that came to nothing. */
export interface SentFailure {
  readonly kind: CarrierFailure['kind']
  readonly error: SentError
}

/** What is said without a seal, since it only says where to look. */
export interface News {
  /** Id of the parcel. */
  readonly job: string
  /** Finished share, where that is the news. */
  readonly share?: number
}

export type Call = { readonly call: 'needs' | 'work' } | { readonly call: 'cancel'; readonly jobs: readonly string[] }

const SMALLEST_CLASS = 2 ** 26

/** Memory is rounded up to a power of two, so that parcels which hardly differ share a queue. */
export function needOf({ runs, engine, data, needs }: Parcel): Need {
  const { spec } = runs[0]!
  const bytes = 2 ** Math.ceil(Math.log2(Math.max(needs.bytes, SMALLEST_CLASS)))
  return { kind: spec.kind, engine, data, needs: { ...needs, bytes }, program: programOf(spec) }
}

export function needDigest(need: Need): string {
  return digestOf(need)
}

/** Of a program's run what is the same for all seeds and settings of an arm; null for a run of another kind. */
export function programOf(spec: RunSpec): object | null {
  if (spec.kind !== 'program') return null
  const { seeds: _seeds, settings: _settings, engine: _engine, ...program } = recordedSpec(spec) as typeof spec
  return program
}

export function jobOf(parcel: Parcel, need: Need): Job {
  return { need, runs: parcel.runs.map(({ key, spec }) => ({ key, spec: recordedSpec(spec) })) }
}

/** Whether the runs of a job are those that their keys say, and all of its need. */
export function isConsistent({ need, runs }: Job): boolean {
  const [engine, program] = [digestOf(need.engine), digestOf(need.program)]
  return (
    runs.length > 0 &&
    runs.every(
      ({ key, spec }) =>
        runKey(spec) === key &&
        spec.kind === need.kind &&
        digestOf(spec.engine) === engine &&
        digestOf(programOf(spec)) === program
    )
  )
}

/** Everything of a queue on Redis, by name. */
export class QueueKeys {
  readonly #root: string

  constructor(namespace: string) {
    this.#root = `claimcheck:${namespace}`
  }

  /** Before the names of BullMQ's own keys. */
  get jobs(): string {
    return `${this.#root}:jobs`
  }

  /** Digests of the needs that somebody has work for. */
  get needs(): string {
    return `${this.#root}:needs`
  }

  need(digest: string): string {
    return `${this.#root}:need:${digest}`
  }

  get workers(): string {
    return `${this.#root}:workers`
  }

  worker(id: string): string {
    return `${this.#root}:worker:${id}`
  }

  /** The record of a run, on its way home. */
  record(key: string): string {
    return `${this.#root}:record:${key}`
  }

  failure(job: string): string {
    return `${this.#root}:failure:${job}`
  }

  /** Channel from workers to home machines. */
  get news(): string {
    return `${this.#root}:news`
  }

  /** Channel from home machines to workers. */
  get calls(): string {
    return `${this.#root}:calls`
  }
}

/** What lies in Redis, so that nothing stays there for ever. Seconds. */
export const KEPT_SECONDS = {
  need: 86_400,
  record: 7 * 86_400,
  recordAtHome: 600,
  failure: 86_400,
  worker: 15
} as const
