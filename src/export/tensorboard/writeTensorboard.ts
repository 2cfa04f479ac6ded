import { encodeTfRecords } from '../../protobuf/tfRecord'
import type { ExportFolder } from '../exportFolder'
import { runNameOf, safeName } from '../runNames'
import type { ExportedRun } from '../runsToExport'
import { runEvents } from './runEvents'

/** Writes one event file a run, each in a folder of its own: `<experiment>/<arm>/<seed and setting>`. */
export function writeTensorboard(folder: ExportFolder, runs: readonly ExportedRun[]): void {
  for (const run of runs) {
    const { groups, name } = runNameOf(run)
    const seconds = Math.floor(Date.parse(run.record.environment.startedAt) / 1000)
    const file = `events.out.tfevents.${seconds}.claimcheck`
    // The name ends in the key, which tells runs apart: it must not be cut.
    const leaf = `${safeName(name.slice(0, -KEY_PART))}${name.slice(-KEY_PART)}`
    folder.write([...groups.map(safeName), leaf, file].join('/'), encodeTfRecords(runEvents(run.record)))
  }
}

/** A dash and twelve digits. */
const KEY_PART = 13
