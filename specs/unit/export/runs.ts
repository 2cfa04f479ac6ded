import type { ExportedRun } from '../../../src/export/runsToExport'
import { digestOf } from '../../../src/json/canonical'
import type { ReportRunRow } from '../../../src/report/data/types'
import { encodeRecord } from '../../../src/store/recordCodec'
import type { RunRecord, RunResult } from '../../../src/store/types'
import { SAMPLE_ENVIRONMENT, sampleResult } from '../store/sampleRun'

/** Runs as a store would give them, for the exports. */
export function exported(seed: number, result: RunResult = sampleResult(seed, 10)): ExportedRun {
  const record = JSON.parse(encodeRecord(result, SAMPLE_ENVIRONMENT)) as RunRecord
  return { key: digestOf(result.spec), record: { ...record, result }, file: 'nowhere', roles: [] }
}

export function diverged(seed: number): ExportedRun {
  return exported(seed, { ...sampleResult(seed, 6), status: { kind: 'diverged', step: 7, what: 'x' } })
}

export function roleOf({ key, record }: ExportedRun, arm: string, overrides: Partial<ReportRunRow> = {}): ReportRunRow {
  const { startedAt, wallTimeMs } = record.environment
  return {
    key,
    experiment: 'toy',
    arm,
    purpose: 'judgement',
    setting: { learningRate: 0.1 },
    seed: record.result.spec.seeds.init,
    initialPoint: null,
    status: record.result.status,
    final: {},
    resultDigest: record.resultDigest,
    environment: 0,
    startedAt,
    wallTimeMs,
    ...overrides
  }
}
