import { setTimeout as delay } from 'node:timers/promises'
import type { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import { choiceFor } from '../../../engine/engines'
import { ClaimcheckError, InfrastructureError, UnavailableError } from '../../../errors'
import { canonicalJson } from '../../../json/canonical'
import type { Capacity } from '../../../plan/schedule'
import { engineWords } from '../../../runs/engineWords'
import { type RunKindName, runKindOf } from '../../../runs/runKinds'
import type { EngineIdentity } from '../../../runs/types'
import { RunStore } from '../../../store/store'
import { plainLine } from '../../../text/escape'
import type { EngineFound } from '../../identifyEngine'
import { receivedError } from '../../messages'
import type { Carried, Carrier, CarrierEvents, CarrierFailure, Parcel, Work } from '../carrier'
import { takeHome } from '../takeHome'
import { connect, loadQueueLibrary, type QueueLibrary, queuePlace } from './connection'
import {
  type Call,
  jobOf,
  KEPT_SECONDS,
  type Need,
  type News,
  needDigest,
  needOf,
  QueueKeys,
  type SentFailure,
  type WorkerCard
} from './messages'
import { Seal } from './seal'

export interface QueueCarrierOptions {
  /** `redis://host:port`, `rediss://` for TLS. */
  readonly address: string
  /** As `--engine` chooses it. */
  readonly engine: string
  /** Holds the secret, and the password. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Workers of other engines than most have get whole pairs of their own; none where left out. */
  readonly mix?: boolean
  /** How long work waits for a worker that could take it; default a minute. */
  readonly patienceMs?: number
}

/** Parcels on the queue at once, at least and for each place of a worker: few, so that neither Redis nor this process grows. */
const LEAST_OUT = 512
const OUT_PER_PLACE = 2
const REFILL_AT_ONCE = 64
/** Messages are only hints: what they should have said is found out by looking, that often. */
const LOOK_MS = 2_000
const PATIENCE_MS = 60_000
const PATIENCE_VARIABLE = 'CLAIMCHECK_QUEUE_PATIENCE'
const NOTICE_MS = 3_000
const CANCEL_MS = 2_000
/** A parcel that is on the queue no more and left neither records nor a failure is put there again, as often. */
const MOST_TRIES = 5

interface Out {
  readonly parcel: Parcel
  readonly need: string
  /** Runs that are not home yet. */
  readonly missing: Set<string>
  tries: number
}

/**
 * Work through a queue of BullMQ on Redis, for workers that come and go (`claimcheck worker --queue`); nothing else is
 * shared. The lease is BullMQ's lock, measured by the clock of Redis. Records come home as sealed texts beside the queue; what
 * is said on a channel only tells where to look, so that nothing hangs on a message that got lost. A job is named by its runs:
 * two home machines that want the same share it, and one that was killed finds what came meanwhile.
 */
export class QueueCarrier implements Carrier {
  readonly name = 'queue'
  readonly #options: QueueCarrierOptions
  readonly #patienceMs: number
  readonly #place: string
  readonly #seal: Seal
  readonly #keys: QueueKeys
  readonly #library: QueueLibrary
  readonly #redis: Redis
  readonly #news: Redis
  readonly #queues = new Map<string, Queue>()
  #cards: readonly WorkerCard[] = []

  private constructor(options: QueueCarrierOptions, seal: Seal, library: QueueLibrary, connections: readonly Redis[]) {
    this.#options = options
    const seconds = Number(options.env[PATIENCE_VARIABLE] || Number.NaN)
    this.#patienceMs = options.patienceMs ?? (Number.isFinite(seconds) ? seconds * 1000 : PATIENCE_MS)
    this.#place = queuePlace(options.address, options.env).name
    this.#seal = seal
    this.#keys = new QueueKeys(seal.namespace)
    this.#library = library
    ;[this.#redis, this.#news] = connections as [Redis, Redis]
  }

  /**
   * @throws InputError for an address or a secret that is none; UnavailableError without the packages; InfrastructureError
   *   where the queue cannot be reached
   */
  static async open(options: QueueCarrierOptions): Promise<QueueCarrier> {
    const place = queuePlace(options.address, options.env)
    const seal = Seal.of(options.env)
    const library = loadQueueLibrary()
    const redis = await connect(library, place)
    try {
      return new QueueCarrier(options, seal, library, [redis, await connect(library, place)])
    } catch (error) {
      redis.disconnect()
      throw error
    }
  }

  /** That of all workers who are there. */
  capacity(): Capacity {
    const sum = (of: (card: WorkerCard) => number) => this.#cards.reduce((total, card) => total + of(card), 0)
    return {
      jobs: Math.max(
        1,
        sum(({ jobs }) => jobs)
      ),
      cores: Math.max(
        1,
        sum(({ cores }) => cores)
      ),
      availableBytes: sum(({ bytes }) => bytes) || Number.POSITIVE_INFINITY,
      gpus: sum(({ gpus }) => gpus)
    }
  }

  /** Of several kinds of workers that which most can do: a claim is never made of two. */
  async identify(
    kinds: readonly RunKindName[],
    { signal, onNotice }: Pick<CarrierEvents, 'signal' | 'onNotice'>
  ): Promise<ReadonlyMap<RunKindName, EngineFound | ClaimcheckError>> {
    const startMs = performance.now()
    let told = false
    for (;;) {
      await this.#lookForWorkers()
      const found = kinds.map((kind) => [kind, this.#engineOf(kind, onNotice)] as const)
      const missing = found.flatMap(([kind, engine]) => (engine === null ? [kind] : []))
      const waitedMs = performance.now() - startMs
      if (missing.length === 0 || waitedMs >= this.#patienceMs || signal?.aborted) {
        return new Map(found.map(([kind, engine]) => [kind, engine ?? this.#noWorker(kind)]))
      }
      if (!told && waitedMs >= NOTICE_MS) {
        told = true
        onNotice(`${this.#place} has no worker for ${missing.join(', ')} runs yet; it is waited for`)
      }
      await delay(LOOK_MS / 10, undefined, { ...(signal && { signal }) }).catch(() => undefined)
    }
  }

  turns(kind: RunKindName): readonly EngineIdentity[] {
    return this.#slots(kind).flatMap(({ engine, jobs }) => new Array<EngineIdentity>(jobs).fill(engine.identity))
  }

  async carry(work: Work, events: CarrierEvents): Promise<Carried> {
    if (work.parcels.length > 0 && !events.signal?.aborted) await new Round(this.#tools(), work, events).run()
    return { away: [] }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.close().catch(() => undefined)))
    this.#redis.disconnect()
    this.#news.disconnect()
  }

  #tools(): Tools {
    return {
      place: this.#place,
      patienceMs: this.#patienceMs,
      seal: this.#seal,
      keys: this.#keys,
      redis: this.#redis,
      news: this.#news,
      queueOf: (need) => this.#queueOf(need),
      mostOut: () => Math.max(LEAST_OUT, OUT_PER_PLACE * this.capacity().jobs),
      lookForWorkers: () => this.#lookForWorkers()
    }
  }

  #queueOf(need: string): Queue {
    const known = this.#queues.get(need)
    if (known !== undefined) return known
    const queue = new this.#library.bullmq.Queue(need, {
      connection: this.#redis,
      prefix: this.#keys.jobs,
      defaultJobOptions: { removeOnComplete: true, attempts: 1 }
    })
    // The connection itself is watched by whoever is at work.
    queue.on('error', () => undefined)
    this.#queues.set(need, queue)
    return queue
  }

  async #lookForWorkers(): Promise<readonly WorkerCard[]> {
    const ids = await this.#redis.smembers(this.#keys.workers)
    const texts = ids.length === 0 ? [] : await this.#redis.mget(ids.map((id) => this.#keys.worker(id)))
    const gone = ids.filter((_, index) => texts[index] === null)
    if (gone.length > 0) await this.#redis.srem(this.#keys.workers, ...gone)
    this.#cards = ids.flatMap((id, index) => {
      const text = this.#seal.open('worker', id, texts[index])
      return text === null ? [] : [JSON.parse(text) as WorkerCard]
    })
    return this.#cards
  }

  #engineOf(kind: RunKindName, onNotice: (text: string) => void): EngineFound | null {
    const [best, ...others] = this.#slots(kind)
    if (best === undefined) return null
    const left = others.reduce((total, { jobs }) => total + jobs, 0)
    if (left > 0) {
      onNotice(
        this.#options.mix
          ? `workers compute ${kind} runs in ${1 + others.length} ways: each pair goes to one of them`
          : `${left} places of workers compute ${kind} runs in another way than ${engineWords(best.engine.identity)}, and get none of them: --mix would give them pairs of their own`
      )
    }
    return best.engine
  }

  /** The engines that may execute such runs, with the places that they have; most first. */
  #slots(kind: RunKindName): readonly { readonly engine: EngineFound; readonly jobs: number }[] {
    const [name, backend] = choiceFor(kind, this.#options.engine).split(':')
    const slots = new Map<string, { readonly engine: EngineFound; jobs: number }>()
    for (const { engines, jobs } of this.#cards) {
      const engine = engines.find((each) => each.kind === kind)
      if (engine === undefined || (name !== 'auto' && engine.identity.name !== name)) continue
      if (backend !== undefined && engine.identity.backend !== backend) continue
      const identity = canonicalJson(engine.identity)
      const known = slots.get(identity) ?? { engine, jobs: 0 }
      slots.set(identity, { ...known, jobs: known.jobs + jobs })
    }
    return [...slots].sort(([a, { jobs: x }], [b, { jobs: y }]) => y - x || (a < b ? -1 : 1)).map(([, each]) => each)
  }

  #noWorker(kind: RunKindName): UnavailableError {
    const choice = choiceFor(kind, this.#options.engine)
    const others = this.#cards.flatMap(({ host, engines }) => {
      const engine = engines.find((each) => each.kind === kind)
      return engine === undefined ? [`${host}: none`] : [`${host}: ${engine.identity.name}:${engine.identity.backend}`]
    })
    return new UnavailableError(`no worker on ${this.#place} has the engine ${choice} for ${kind} runs`, {
      expected: `a worker within ${Math.round(this.#patienceMs / 1000)} s (${PATIENCE_VARIABLE})`,
      received: others.length === 0 ? 'there is none with your secret' : plainLine(others.join('; ')),
      remedy: `start one, on any machine, with the same secret: claimcheck worker --queue ${this.#place}`
    })
  }
}

interface Tools {
  readonly place: string
  readonly patienceMs: number
  readonly seal: Seal
  readonly keys: QueueKeys
  readonly redis: Redis
  readonly news: Redis
  queueOf(need: string): Queue
  mostOut(): number
  lookForWorkers(): Promise<readonly WorkerCard[]>
}

/** One round of a plan on the queue. */
class Round {
  readonly #tools: Tools
  readonly #parcels: readonly Parcel[]
  readonly #events: CarrierEvents
  readonly #store: RunStore
  readonly #out = new Map<string, Out>()
  readonly #needs = new Map<string, Need>()
  /** Since when nobody could take what needs it, by digest, and whether that was said. */
  readonly #lacking = new Map<string, { readonly sinceMs: number; told: boolean }>()
  readonly #toLookAt = new Set<string>()
  #next = 0
  #wake: () => void = () => undefined

  constructor(tools: Tools, { parcels, storeFolder }: Work, events: CarrierEvents) {
    this.#tools = tools
    this.#parcels = parcels
    this.#events = events
    this.#store = new RunStore(storeFolder)
  }

  async run(): Promise<void> {
    const { redis, news, keys, place } = this.#tools
    const { signal, onNotice } = this.#events
    let lost = false
    const onClose = () => {
      if (!lost && !signal?.aborted)
        onNotice(`the connection to ${place} is lost; what is out there goes on, and it is tried again`)
      lost = true
    }
    const onReady = () => {
      if (lost) onNotice(`${place} is back`)
      lost = false
      this.#wake()
    }
    const onMessage = (_channel: string, text: string) => this.#hear(text)
    redis.on('close', onClose).on('ready', onReady)
    news.on('message', onMessage)
    const stopped = new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true }))
    try {
      await Promise.race([this.#work(), stopped])
      if (signal?.aborted) await Promise.race([this.#cancel(), delay(CANCEL_MS, undefined, { ref: false })])
    } finally {
      redis.off('close', onClose).off('ready', onReady)
      news.off('message', onMessage)
      if (news.status === 'ready') await news.unsubscribe(keys.news)
    }
  }

  async #work(): Promise<void> {
    const { signal } = this.#events
    await this.#tools.news.subscribe(this.#tools.keys.news)
    let lookedMs = Number.NEGATIVE_INFINITY
    while (!signal?.aborted && (this.#out.size > 0 || this.#next < this.#parcels.length)) {
      if (this.#out.size < 0.75 * this.#tools.mostOut()) await this.#fill()
      if (performance.now() - lookedMs >= LOOK_MS) {
        lookedMs = performance.now()
        for (const id of this.#out.keys()) this.#toLookAt.add(id)
        await this.#lookAtNeeds()
      }
      if (this.#toLookAt.size > 0) await this.#look()
      else if (this.#out.size > 0) await this.#pause()
    }
  }

  /** Until there is something to look at, or it is time to look all the same. */
  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_MS)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  #hear(text: string): void {
    const { job, share } = newsOf(text)
    if (job === null || !this.#out.has(job)) return
    if (share !== null) return this.#events.onProgress(job, share)
    this.#toLookAt.add(job)
    this.#wake()
  }

  async #fill(): Promise<void> {
    while (
      this.#out.size < this.#tools.mostOut() &&
      this.#next < this.#parcels.length &&
      !this.#events.signal?.aborted
    ) {
      const some: Out[] = []
      while (some.length < REFILL_AT_ONCE && this.#next < this.#parcels.length) {
        const parcel = this.#parcels[this.#next]!
        this.#next += 1
        const refusal = this.#events.refuses(parcel.id)
        if (refusal !== null) {
          this.#events.onFailure(parcel.id, { kind: 'raised', error: refusal })
          continue
        }
        const need = needOf(parcel)
        const digest = needDigest(need)
        if (!this.#needs.has(digest)) this.#needs.set(digest, need)
        const missing = new Set(parcel.runs.map(({ key }) => key))
        some.push({ parcel, need: digest, missing, tries: 0 })
      }
      for (const out of some) this.#out.set(out.parcel.id, out)
      await this.#takeWhatIsThere(some)
      await this.#putOut(some.filter(({ parcel }) => this.#out.has(parcel.id)))
    }
  }

  /** Records that came while nobody was at home. */
  async #takeWhatIsThere(some: readonly Out[]): Promise<void> {
    const { redis, keys } = this.#tools
    const wanted = some.flatMap((out) => [...out.missing].map((key) => ({ out, key })))
    if (wanted.length === 0) return
    const sealed = await redis.mget(wanted.map(({ key }) => keys.record(key)))
    await redis.unlink(some.map(({ parcel }) => keys.failure(parcel.id)))
    for (const [index, { out, key }] of wanted.entries()) this.#receive(out, key, sealed[index] ?? null)
  }

  async #putOut(some: readonly Out[]): Promise<void> {
    const { redis, keys, seal } = this.#tools
    const byNeed = new Map<string, Out[]>()
    for (const out of some) byNeed.set(out.need, [...(byNeed.get(out.need) ?? []), out])
    for (const [digest, outs] of byNeed) {
      const need = this.#needs.get(digest)!
      await this.#announce(digest, need)
      await this.#tools.queueOf(digest).addBulk(
        outs.map((out) => {
          const { parcel } = out
          out.tries += 1
          const sealed = seal.close('job', parcel.id, JSON.stringify(jobOf(parcel, need)))
          return { name: need.kind, data: { sealed }, opts: { jobId: parcel.id } }
        })
      )
    }
    if (some.length > 0) await redis.publish(keys.calls, JSON.stringify({ call: 'work' } satisfies Call))
  }

  async #announce(digest: string, need: Need): Promise<void> {
    const { redis, keys, seal } = this.#tools
    await redis.set(keys.need(digest), seal.close('need', digest, JSON.stringify(need)), 'EX', KEPT_SECONDS.need)
    const isNew = await redis.sadd(keys.needs, digest)
    if (isNew === 1) await redis.publish(keys.calls, JSON.stringify({ call: 'needs' } satisfies Call))
  }

  /** What became of parcels that there was news of, or that it is time to ask for. */
  async #look(): Promise<void> {
    const { redis, keys } = this.#tools
    const outs = [...this.#toLookAt].flatMap((id) => this.#out.get(id) ?? [])
    this.#toLookAt.clear()
    const pipeline = redis.pipeline()
    for (const { parcel, need, missing } of outs) {
      // In this order: a job that is not there any more has left what it came to.
      pipeline.hmget(this.#tools.queueOf(need).toKey(parcel.id), 'timestamp', 'finishedOn', 'failedReason')
      pipeline.get(keys.failure(parcel.id))
      pipeline.mget([...missing].map(keys.record, keys))
    }
    const replies = await pipeline.exec()
    const again: Out[] = []
    for (const [index, out] of outs.entries()) {
      const [job, failure, records] = [0, 1, 2].map((part) => replies?.[3 * index + part]?.[1]) as [
        (string | null)[] | undefined,
        string | null,
        (string | null)[] | undefined
      ]
      if (job === undefined || records === undefined) continue
      for (const [place, key] of [...out.missing].entries()) this.#receive(out, key, records[place] ?? null)
      const { parcel } = out
      if (!this.#out.has(parcel.id)) continue
      const sent = this.#failureIn(parcel.id, failure)
      if (sent !== null) this.#fail(parcel.id, sent)
      else if (job[1]) await this.#giveUp(out, job[2] ?? '')
      else if (job[0] === null) again.push(out)
    }
    const hopeless = again.filter(({ tries }) => tries >= MOST_TRIES)
    for (const { parcel } of hopeless) {
      this.#fail(parcel.id, { kind: 'lost', error: lostError(this.#tools.place, 'its records never came') })
    }
    await this.#putOut(again.filter((out) => !hopeless.includes(out)))
  }

  #receive(out: Out, key: string, sealed: string | null): void {
    const { redis, keys, seal, place } = this.#tools
    const { parcel, missing } = out
    if (sealed === null || !this.#out.has(parcel.id)) return
    const text = seal.open('record', key, sealed)
    if (text === null) {
      this.#events.onNotice(
        `what ${place} has as the record of run ${key} is not signed with your secret: it is not used`
      )
      void redis.unlink(keys.record(key)).catch(() => undefined)
      return
    }
    try {
      takeHome(this.#store, parcel, key, text)
    } catch (error) {
      if (!(error instanceof ClaimcheckError)) throw error
      // It would be met again.
      void redis.unlink(keys.record(key)).catch(() => undefined)
      return this.#fail(parcel.id, { kind: 'raised', error })
    }
    void redis.expire(keys.record(key), KEPT_SECONDS.recordAtHome).catch(() => undefined)
    missing.delete(key)
    this.#events.onRun(parcel.id, key)
    if (missing.size > 0) return
    this.#out.delete(parcel.id)
    this.#events.onParcel(parcel.id)
  }

  #failureIn(id: string, sealed: string | null): CarrierFailure | null {
    const text = this.#tools.seal.open('failure', id, sealed)
    if (text === null) return null
    const { kind, error } = JSON.parse(text) as SentFailure
    return { kind, error: receivedError(error) }
  }

  #fail(id: string, failure: CarrierFailure): void {
    if (this.#out.delete(id)) this.#events.onFailure(id, failure)
  }

  /** BullMQ has given it up: every worker that had it was lost. */
  async #giveUp({ parcel, need }: Out, reason: string): Promise<void> {
    await this.#tools.queueOf(need).remove(parcel.id)
    this.#fail(parcel.id, { kind: 'lost', error: lostError(this.#tools.place, plainLine(reason)) })
  }

  /** Whether somebody can take what is out; what nobody can is given up when it has waited long enough. */
  async #lookAtNeeds(): Promise<void> {
    const { patienceMs, place, lookForWorkers } = this.#tools
    const cards = await lookForWorkers()
    const nowMs = performance.now()
    const wanted = new Set([...this.#out.values()].map(({ need }) => need))
    for (const digest of wanted) {
      const need = this.#needs.get(digest)!
      await this.#announce(digest, need)
      if (cards.some(({ able }) => able.includes(digest))) {
        this.#lacking.delete(digest)
        continue
      }
      // Who has not looked yet may still take it; who does not look is gone soon.
      if (cards.some(({ able, unable }) => !able.includes(digest) && unable[digest] === undefined)) continue
      const lacking = this.#lacking.get(digest) ?? { sinceMs: nowMs, told: false }
      this.#lacking.set(digest, lacking)
      const reasons = reasonsOf(cards, digest)
      if (!lacking.told && nowMs - lacking.sinceMs >= Math.min(NOTICE_MS, patienceMs / 2)) {
        lacking.told = true
        this.#events.onNotice(`no worker on ${place} can take ${need.kind} runs of this plan: ${reasons}`)
      }
      if (nowMs - lacking.sinceMs < patienceMs) continue
      for (const { parcel } of [...this.#out.values()].filter((out) => out.need === digest)) {
        await this.#tools.queueOf(digest).remove(parcel.id)
        this.#fail(parcel.id, { kind: 'unfit', error: unfitError(place, parcel, reasons) })
      }
    }
  }

  /** Takes back what nobody is at, and tells who is at the rest to leave it. */
  async #cancel(): Promise<void> {
    const { redis, keys, queueOf } = this.#tools
    if (redis.status !== 'ready') return
    const jobs = [...this.#out.keys()]
    await redis.publish(keys.calls, JSON.stringify({ call: 'cancel', jobs } satisfies Call))
    await Promise.all([...this.#out.values()].map(({ parcel, need }) => queueOf(need).remove(parcel.id)))
  }
}

/** Whoever reaches the queue may say anything. */
function newsOf(text: string): { readonly job: string | null; readonly share: number | null } {
  try {
    const { job, share } = JSON.parse(text) as Partial<Record<keyof News, unknown>>
    return {
      job: typeof job === 'string' ? job : null,
      share: typeof share === 'number' && share >= 0 && share <= 1 ? share : null
    }
  } catch {
    return { job: null, share: null }
  }
}

function reasonsOf(cards: readonly WorkerCard[], need: string): string {
  if (cards.length === 0) return 'there is no worker with your secret'
  return cards.map(({ host, unable }) => plainLine(`${host}: ${unable[need] ?? 'has not answered yet'}`)).join('; ')
}

function unfitError(place: string, { runs, needs, data }: Parcel, reasons: string): UnavailableError {
  const [{ spec }] = runs as [Parcel['runs'][number]]
  const wanted = [
    `${spec.engine.name}:${spec.engine.backend} ${spec.engine.version}`,
    ...data.map(({ name, digest }) => `data ${name} (${digest.slice(0, 12)})`),
    ...(needs.gpus > 0 ? [`${needs.gpus} GPU`] : []),
    `${Math.ceil(needs.bytes / 2 ** 20)} MiB`
  ]
  return new UnavailableError(`no worker can take ${runKindOf(spec).describe(spec)}`, {
    where: place,
    expected: `a worker with ${wanted.join(', ')}`,
    received: reasons,
    remedy: `give one of them what it lacks, or start another: claimcheck worker --queue ${place}`
  })
}

function lostError(place: string, reason: string): InfrastructureError {
  return new InfrastructureError('the workers that had some runs were lost', {
    where: place,
    expected: 'a worker that lives until it has sent their records home',
    received: reason,
    remedy: 'look at the workers: they were killed, perhaps for want of memory; then run the same command again'
  })
}
