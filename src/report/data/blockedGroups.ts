import { groupBy } from '../../json/groupBy'
import { waitsForLogs } from './pending'
import type { CouldNotRunClaim } from './types'

type Blocked = Pick<CouldNotRunClaim, 'cause' | 'claim' | 'reason' | 'remedy'>

/** Claims that could not run for one reason, with what helps all of them. */
export interface BlockedGroup<Entry> {
  readonly entries: readonly Entry[]
  readonly reason: string
  readonly remedy: string
}

/** Claims that could not run, by their reason; those that wait for logs share one, whatever the logs of each came to. */
export function blockedGroups<Entry extends Blocked>(blocked: readonly Entry[]): readonly BlockedGroup<Entry>[] {
  const groups = groupBy(blocked, (entry) =>
    JSON.stringify([entry.cause, ...(waitsForLogs(entry) ? [] : [entry.reason, entry.remedy])])
  )
  return [...groups.values()].map((entries) => {
    const [{ reason, remedy }, ...more] = entries as [Entry, ...Entry[]]
    return more.length > 0 && waitsForLogs(entries[0]!)
      ? { entries, reason: 'run logs decide them, and none are given', remedy: FOR_EACH }
      : { entries, reason, remedy }
  })
}

const FOR_EACH = 'npx claimcheck adjudicate <claim> --evidence <folder> --mapping <file.json>'
