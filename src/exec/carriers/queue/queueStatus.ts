import { runKindOf } from '../../../runs/runKinds'
import { plainLine } from '../../../text/escape'
import type { CarrierStatus, StatusFailure, StatusPart } from '../status'
import { connect, loadQueueLibrary, type QueueLibrary, queuePlace } from './connection'
import { type Job, type Need, QueueKeys, type SentFailure, type WorkerCard } from './messages'
import { Seal } from './seal'

type Redis = Awaited<ReturnType<typeof connect>>

/**
 * What is on a queue: which workers are there, who is at what, what waits, and what failed during the last day. Looks, and
 * changes nothing.
 *
 * @throws as `QueueCarrier.open`
 */
export async function queueStatus(
  address: string,
  env: Readonly<Record<string, string | undefined>>
): Promise<CarrierStatus> {
  const place = queuePlace(address, env)
  const seal = Seal.of(env)
  const library = loadQueueLibrary()
  const redis = await connect(library, place)
  try {
    return await new QueueLook(library, redis, seal).status(place.name)
  } finally {
    redis.disconnect()
  }
}

class QueueLook {
  readonly #library: QueueLibrary
  readonly #redis: Redis
  readonly #seal: Seal
  readonly #keys: QueueKeys

  constructor(library: QueueLibrary, redis: Redis, seal: Seal) {
    this.#library = library
    this.#redis = redis
    this.#seal = seal
    this.#keys = new QueueKeys(seal.namespace)
  }

  async status(place: string): Promise<CarrierStatus> {
    const cards = await this.#opened<WorkerCard>('worker', await this.#redis.smembers(this.#keys.workers), (id) =>
      this.#keys.worker(id)
    )
    const needs = await this.#opened<Need>('need', await this.#redis.smembers(this.#keys.needs), (digest) =>
      this.#keys.need(digest)
    )
    const parts: StatusPart[] = []
    for (const [digest, need] of needs) {
      const part = await this.#partOf(digest, need, cards)
      if (part !== null) parts.push(part)
    }
    const workers = [...cards.values()].map(({ host, jobs, engines }) => ({
      host,
      jobs,
      engines: engines.map(({ kind, identity }) => `${kind}: ${identity.name}:${identity.backend}`)
    }))
    return { place, parts, workers, failed: await this.#failures(), notes: [] }
  }

  async #partOf(digest: string, need: Need, cards: ReadonlyMap<string, WorkerCard>): Promise<StatusPart | null> {
    const queue = new this.#library.bullmq.Queue(digest, { connection: this.#redis, prefix: this.#keys.jobs })
    queue.on('error', () => undefined)
    try {
      const [active, waiting] = await Promise.all([queue.getJobs(['active']), queue.getJobs(['waiting'])])
      const jobs = [...active, ...waiting]
      const opened = new Map(jobs.map((job) => [job, this.#job(job.id ?? '', job.data)]))
      const numRuns = (some: typeof jobs) => some.reduce((sum, job) => sum + (opened.get(job)?.runs.length ?? 0), 0)
      if (jobs.length === 0) return null
      const tokens = await this.#redis.mget([...active.map(({ id }) => `${queue.toKey(id ?? '')}:lock`), ''])
      return {
        name: `${need.kind} runs on ${need.engine.name}:${need.engine.backend} ${need.engine.version}`,
        runs: { finished: 0, running: numRuns(active), waiting: numRuns(waiting), failed: 0, lost: 0 },
        running: active.map((job, index) => {
          const runs = opened.get(job)?.runs ?? []
          const worker = cards.get(tokens[index]?.split(':')[0] ?? '')
          return {
            what: whatOf(runs),
            numRuns: runs.length,
            host: worker?.host ?? 'a worker that is gone',
            task: null,
            share: null,
            runningMs: job.processedOn === undefined ? null : Math.max(0, Date.now() - job.processedOn),
            leftMs: null,
            silentMs: null,
            limitLeft: null
          }
        }),
        waitsFor: waiting.length === 0 ? null : waitsFor(digest, cards),
        leftMs: null
      }
    } finally {
      await queue.close().catch(() => undefined)
    }
  }

  /** What is sealed under some names, as far as it is. */
  async #opened<T>(
    what: 'worker' | 'need',
    names: readonly string[],
    keyOf: (name: string) => string
  ): Promise<ReadonlyMap<string, T>> {
    const texts = names.length === 0 ? [] : await this.#redis.mget(names.map(keyOf))
    return new Map(
      names.flatMap((name, index): [string, T][] => {
        const text = this.#seal.open(what, name, texts[index])
        return text === null ? [] : [[name, JSON.parse(text) as T]]
      })
    )
  }

  #job(id: string, data: unknown): Job | null {
    const text = this.#seal.open('job', id, (data as { readonly sealed?: unknown } | null)?.sealed)
    return text === null ? null : (JSON.parse(text) as Job)
  }

  async #failures(): Promise<readonly StatusFailure[]> {
    const prefix = this.#keys.failure('')
    const found: StatusFailure[] = []
    let cursor = '0'
    do {
      const [next, keys] = await this.#redis.scan(cursor, 'MATCH', `${prefix}*`, 'COUNT', 1000)
      cursor = next
      const texts = keys.length === 0 ? [] : await this.#redis.mget(keys)
      for (const [index, key] of keys.entries()) {
        const id = key.slice(prefix.length)
        const text = this.#seal.open('failure', id, texts[index])
        if (text === null) continue
        const { error } = JSON.parse(text) as SentFailure
        found.push({ what: `parcel ${id.slice(0, 12)}`, reason: error.message })
      }
    } while (cursor !== '0')
    return found
  }
}

function whatOf(runs: Job['runs']): string {
  const spec = runs[0]?.spec
  return spec === undefined ? 'something that is not signed with your secret' : runKindOf(spec).describe(spec)
}

/** Why nobody takes it up; null where somebody can, and is busy. */
function waitsFor(need: string, cards: ReadonlyMap<string, WorkerCard>): string | null {
  if (cards.size === 0) return 'a worker: there is none with your secret'
  if ([...cards.values()].some(({ able }) => able.includes(need))) return null
  const reasons = [...cards.values()].map(({ host, unable }) => `${host}: ${unable[need] ?? 'has not answered yet'}`)
  return plainLine(`a worker that can take it: ${reasons.join('; ')}`)
}
