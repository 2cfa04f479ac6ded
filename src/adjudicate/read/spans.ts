import { canonicalJson } from '../../json/canonical'
import type { Span } from './measureRun'
import type { LoggedRun } from './readRun'

/**
 * Curves of a group are compared up to the last epoch of the shortest whole run, at the epochs that any of them has.
 *
 * @param first number of the first epoch
 * @param lastEpochOf of a whole run
 * @returns by the canonical JSON of the group
 */
export function spansOfGroups(
  runs: readonly LoggedRun[],
  metric: string,
  first: number,
  lastEpochOf: (run: LoggedRun, metric: string) => number
): Map<string, Span> {
  const groups = new Map<string, LoggedRun[]>()
  for (const run of runs) {
    const key = canonicalJson(run.group)
    groups.set(key, [...(groups.get(key) ?? []), run])
  }
  return new Map(
    [...groups].map(([key, members]) => {
      const last = Math.min(...members.map((run) => lastEpochOf(run, metric)))
      const all = members.flatMap(({ series }) => series[metric]!.epochs.filter((epoch) => epoch <= last))
      return [key, { first, epochs: [...new Set([...all, last])].sort((a, b) => a - b) }]
    })
  )
}
