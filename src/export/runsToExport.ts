import { InputError } from '../errors'
import { groupBy } from '../json/groupBy'
import type { Report, ReportRunRow } from '../report/data/types'
import { RecordArchive } from '../store/recordArchive'
import type { RunStore } from '../store/store'
import type { RunRecord } from '../store/types'

/** A run with all that is known of it: its record, and what it was for where a report says so. */
export interface ExportedRun {
  readonly key: string
  readonly record: RunRecord
  /** Where the record lies. */
  readonly file: string
  /** The run's places in the report's experiments; none without a report. */
  readonly roles: readonly ReportRunRow[]
}

export interface RunsToExport {
  /** By key, all in memory. */
  readonly runs: readonly ExportedRun[]
  /** One line for each record that is not exported, with the reason. */
  readonly leftOut: readonly string[]
  /** The archive that holds exactly these records; left out where they come from a store, or there are others in it. */
  readonly archive?: RecordArchive
}

/**
 * The runs of a report, or all valid ones of a store or an archive.
 *
 * @param report null: whatever the store holds
 * @throws InputError where there is none
 */
export function runsToExport(store: RunStore | RecordArchive, report: Report | null): RunsToExport {
  const found = report === null ? allOf(store) : runsOf(report, store)
  if (found.runs.length > 0 || report?.runs.length === 0) return withArchive(found, store)
  throw new InputError('there is no run to export', {
    where: store instanceof RecordArchive ? store.file : store.folder,
    expected: report === null ? 'a store with valid records' : "a store with the records of the report's runs",
    received: found.leftOut[0] ?? 'no records',
    remedy: 'name the store with --store; claimcheck runs lists what one holds'
  })
}

function withArchive(found: RunsToExport, store: RunStore | RecordArchive): RunsToExport {
  const isWhole = store instanceof RecordArchive && store.digest.records === found.runs.length
  return isWhole ? { ...found, archive: store } : found
}

function allOf(store: RunStore | RecordArchive): RunsToExport {
  if (store instanceof RecordArchive) {
    return { runs: [...store.list()].map((each) => ({ ...each, file: store.file, roles: [] })), leftOut: [] }
  }
  const runs: ExportedRun[] = []
  const leftOut: string[] = []
  for (const entry of store.list()) {
    if (entry.state === 'valid') runs.push({ key: entry.key, record: entry.record, file: entry.file, roles: [] })
    else leftOut.push(`${entry.key}: the record is ${entry.state}`)
  }
  return { runs, leftOut }
}

function runsOf(report: Report, store: RunStore | RecordArchive): RunsToExport {
  const fileOf = (key: string) => (store instanceof RecordArchive ? store.file : store.fileOf(key))
  const roles = groupBy(report.runs, ({ key }) => key)
  const runs: ExportedRun[] = []
  const leftOut: string[] = []
  for (const key of [...roles.keys()].sort()) {
    const own = roles.get(key)!
    const lookup = store.read(key)
    if (lookup.state !== 'valid') leftOut.push(`${key}: the record is ${lookup.state}`)
    else if (lookup.record.resultDigest !== own[0]!.resultDigest) {
      leftOut.push(`${key}: the record has another result than the report states`)
    } else runs.push({ key, record: lookup.record, file: fileOf(key), roles: own })
  }
  return { runs, leftOut }
}
