import { enginesOf } from '../engine/engines'
import { canonicalJson } from '../json/canonical'
import { groupBy } from '../json/groupBy'
import { plainTree } from '../json/plainTree'
import { estimateRunMs } from '../plan/estimate'
import { runKey } from '../plan/runKey'
import type { PlannedRun } from '../plan/types'
import { permutation, randomStream } from '../random/streams'
import { AUDIT_FORMAT_VERSION, type AuditedRun, type AuditOutcome, type RecordsAudit } from '../report/audit/types'
import { runKindOf } from '../runs/runKinds'
import type { EngineIdentity } from '../runs/types'
import { firstDifference } from '../store/conflictingResultError'
import { currentEnvironment } from '../store/environment'
import type { KeyedRecord, RecordArchive } from '../store/recordArchive'
import type { RunRecord } from '../store/types'
import type { ExecutorEvents, RunExecutor } from '../verify/execute'
import { hasSameBits, largestDifference } from './compareResults'
import { inEmptyStore, machineOf, type PlaceOptions } from './trainingPlace'

export interface RecordsAuditOptions extends Omit<PlaceOptions, 'engine'> {
  /** How many records are drawn. */
  readonly sample: number
  /** Decides which. */
  readonly seed: number
  /** As a share of the largest value of a metric in a run. */
  readonly tolerance: number
  /** As `--engine`; null for the one that made each record, where it works here. */
  readonly engine: string | null
}

export interface AuditEvents extends ExecutorEvents {
  /** Before runs are trained: so many, on that engine. A draw of several engines is trained one engine after the other. */
  onPart?(numRuns: number, engine: EngineIdentity): void
}

/**
 * Trains records of an archive again, drawn at random, and compares: the same bits are expected of the same engine on the
 * same machine, and values within a tolerance of another one.
 *
 * @returns null where it was interrupted: nothing is said of a part of a sample
 */
export async function auditRecords(
  archive: RecordArchive,
  options: RecordsAuditOptions,
  events: AuditEvents = {}
): Promise<RecordsAudit | null> {
  const { sample, seed, tolerance, signal } = options
  const drawn = drawRecords(archive.keys(), sample, seed).flatMap((key): KeyedRecord[] => {
    const found = archive.read(key)
    return found.state === 'valid' ? [{ key, record: found.record }] : []
  })
  const runs: AuditedRun[] = []
  for (const records of groupBy(drawn, groupOf).values()) {
    runs.push(...(await trainAgain(records, options, events)))
    if (signal?.aborted) return null
  }
  return plainTree<RecordsAudit>({
    format: 'claimcheck-audit',
    formatVersion: AUDIT_FORMAT_VERSION,
    machine: machineOf(here()),
    of: 'records',
    records: archive.digest,
    sample,
    seed,
    tolerance,
    runs: runs.sort((a, b) => (a.key < b.key ? -1 : 1))
  })
}

/** @returns in the order of the keys */
export function drawRecords<T>(records: readonly T[], sample: number, seed: number): T[] {
  const places = permutation(records.length, randomStream(seed, 'sample')).subarray(0, sample)
  return [...places].sort((a, b) => a - b).map((place) => records[place]!)
}

/** Runs of one kind that one engine made are trained again together. */
function groupOf({ record: { result } }: KeyedRecord): string {
  return canonicalJson({ kind: result.spec.kind, engine: result.spec.engine })
}

/** Trains on the engine that made the records, else on the best that works here. */
async function trainAgain(
  records: readonly KeyedRecord[],
  options: RecordsAuditOptions,
  events: AuditEvents
): Promise<AuditedRun[]> {
  const { kind, engine: recorded } = records[0]!.record.result.spec
  // A record says which program made it, not where that lies; and an archive is no consent to start it.
  if (kind === 'program') return records.map((each) => notRun(each, null, 'a program is audited by its claim'))
  const choices = options.engine === null ? choicesLike(recorded, enginesOf(kind)) : [options.engine]
  for (const [index, engine] of choices.entries()) {
    const isLast = index === choices.length - 1
    const audited = await inEmptyStore({ ...options, engine }, [kind], events, async (executor) => {
      const identity = executor.engines.get(kind)
      if (identity !== undefined) return await trainOn(identity, executor, records, options, events)
      if (!isLast) return null
      return records.map((each) =>
        notRun(each, null, executor.unavailable.get(kind)?.explanation ?? 'no engine works here')
      )
    })
    if (audited !== null || options.signal?.aborted) return audited ?? []
  }
  return []
}

/** What `--engine` would say for the engine of a record, the most exact first. */
function choicesLike(
  { name, backend, lowering }: EngineIdentity,
  engines: readonly { readonly name: string; readonly variants: readonly string[] }[]
): string[] {
  const own = engines.find((engine) => engine.name === name)
  if (own === undefined) return ['auto']
  const variants = own.variants.filter((variant) => variant === backend || variant === lowering)
  return [...variants.map((variant) => `${name}:${variant}`), name, 'auto']
}

async function trainOn(
  identity: EngineIdentity,
  executor: RunExecutor,
  records: readonly KeyedRecord[],
  { tolerance }: RecordsAuditOptions,
  events: AuditEvents
): Promise<AuditedRun[]> {
  const planned = records.map(({ record }): PlannedRun => {
    const spec = { ...record.result.spec, engine: identity }
    return { key: runKey(spec), spec, cached: false, estimateMs: estimateRunMs(spec) }
  })
  events.onPart?.(planned.length, identity)
  await executor.execute(planned, 0)
  return records.flatMap((each, index) => {
    const { key } = planned[index]!
    const again = executor.records.get(key)
    if (again !== undefined) return [compared(each, again, tolerance)]
    const failure = executor.failureOf([{ key }])
    return failure === null ? [] : [notRun(each, identity, failure.explanation)]
  })
}

function compared({ key, record }: KeyedRecord, again: RunRecord, tolerance: number): AuditedRun {
  const [recorded, now] = [placeOf(record), placeOf(again)]
  const sameBits = hasSameBits(record.result, again.result)
  const largest = largestDifference(record.result, again.result)
  const samePlace = canonicalJson(recorded) === canonicalJson(now)
  const outcome: AuditOutcome = sameBits
    ? 'same'
    : !samePlace && largest !== null && largest <= tolerance
      ? 'within-tolerance'
      : 'different'
  const what = sameBits ? null : firstDifference(record.result, again.result)
  return { key, run: wordsOf(record), outcome, recorded, here: now, what, largest }
}

function notRun({ key, record }: KeyedRecord, engine: EngineIdentity | null, what: string): AuditedRun {
  const now = engine === null ? null : { engine, machine: machineOf(here()) }
  return {
    key,
    run: wordsOf(record),
    outcome: 'could-not-run',
    recorded: placeOf(record),
    here: now,
    what,
    largest: null
  }
}

function placeOf({ result, environment }: RunRecord) {
  return { engine: result.spec.engine, machine: machineOf(environment) }
}

function wordsOf({ result: { spec } }: RunRecord): string {
  return `${runKindOf(spec).describe(spec)} seed=${spec.seeds.init}`
}

function here() {
  // When it was does not matter.
  return currentEnvironment({ startedAt: new Date(0), wallTimeMs: 0 })
}
