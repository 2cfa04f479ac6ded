import type { RunEnvironment } from '../engine/engine'
import { digestOf } from '../json/canonical'
import { decodeNumber, encodeTree, type JsonNumber } from '../json/numbers'
import { readableJson } from './readableJson'
import { shapeProblem } from './recordSchema'
import type { RunRecord, RunResult } from './types'

/** What a record's text turned out to be. */
export type DecodedRecord =
  | { readonly state: 'valid' | 'failed'; readonly record: RunRecord }
  | { readonly state: 'torn' | 'edited' | 'foreign'; readonly reason: string }

/**
 * The text of a record: readable JSON with sorted keys, non-finite numbers as strings, -0 as 0. The same result gives
 * the same bytes under `result`.
 *
 * @throws TypeError, Error where the result holds something that JSON cannot
 */
export function encodeRecord(result: RunResult, environment: RunEnvironment): string {
  const written = encodeTree(result)
  const content = { result: written, resultDigest: digestOf(written), environment }
  return `${readableJson({ ...content, checksum: digestOf(content) })}\n`
}

/**
 * Reads a record and checks everything that a record promises: that it is whole, that its digests fit its content,
 * that its shape is known, and that its spec hashes to `key`.
 *
 * @param key SHA-256 of the spec's canonical JSON, hex
 */
export function decodeRecord(text: string, key: string): DecodedRecord {
  const parsed = parse(text)
  return parsed === undefined ? { state: 'torn', reason: tornReason(text) } : checkRecord(parsed, key)
}

/** The same for what was parsed already. */
export function checkRecord(parsed: unknown, key: string): DecodedRecord {
  const { checksum, ...content } = (parsed ?? {}) as { checksum?: unknown; result?: unknown; resultDigest?: unknown }
  // The checksum comes before the shape, so that a field struck out by hand counts as edited and not as foreign.
  if (typeof checksum === 'string' && !hasDigest(content, checksum)) {
    return { state: 'edited', reason: 'its checksum does not fit its content' }
  }
  const problem = shapeProblem(parsed)
  if (problem !== null) return { state: 'foreign', reason: problem }
  if (!hasDigest(content.result, content.resultDigest)) {
    return { state: 'edited', reason: 'its result digest does not fit its result' }
  }
  const record = decodeNumbers(parsed as RunRecord)
  const ownKey = digestOf(record.result.spec)
  if (ownKey !== key) return { state: 'foreign', reason: `it is the record of run ${ownKey}` }
  return { state: record.result.status.kind === 'failed' ? 'failed' : 'valid', record }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** JSON's grammar allows what canonical JSON does not: 1e999 is read as Infinity. Nothing that was written has that. */
function hasDigest(content: unknown, digest: unknown): boolean {
  try {
    return digest === digestOf(content)
  } catch {
    return false
  }
}

function tornReason(text: string): string {
  return text.trim() === '' ? 'it is empty' : `it is not JSON (${text.length} characters, perhaps cut short)`
}

function decodeNumbers(record: RunRecord): RunRecord {
  const metrics = Object.fromEntries(
    Object.entries(record.result.metrics).map(([name, series]) => [
      name,
      { ...series, values: series.values.map((value: JsonNumber) => decodeNumber(value)) }
    ])
  )
  return { ...record, result: { ...record.result, metrics } }
}
