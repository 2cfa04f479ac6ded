import { canonicalJson } from '../../json/canonical'
import { groupBy } from '../../json/groupBy'
import type { Span } from './measureRun'
import { reaches, startsBy } from './measureRun'
import type { ReadRun } from './readRun'

/**
 * Curves of a group are compared over the epochs that all its runs share: from where the last of them was first
 * evaluated, but for logs whose beginning is missing, to the last epoch of the shortest whole run.
 *
 * @param first number of the first epoch
 * @param lastEpochOf of a whole run
 * @returns by the canonical JSON of the group
 */
export function spansOfGroups(
  runs: readonly ReadRun[],
  metric: string,
  first: number,
  lastEpochOf: (run: ReadRun, metric: string) => number
): Map<string, Span> {
  const groups = groupBy(runs, ({ group }) => canonicalJson(group))
  return new Map(
    [...groups].map(([key, members]) => {
      const curves = members.map(({ series }) => series[metric]!).filter(({ epochs }) => epochs.length > 0)
      const earliest = least(curves.map(({ epochs }) => epochs[0]!))
      const starts = curves.filter((curve) => startsBy(curve, earliest)).map(({ epochs }) => epochs[0]!)
      const ends = members.map((run) => {
        const last = lastEpochOf(run, metric)
        // Evaluated at other times than the longest: it is known until its own last value.
        return reaches(run.series[metric]!, last) ? Math.min(last, run.series[metric]!.epochs.at(-1)!) : last
      })
      return [key, { first, from: -least(starts.map((start) => -start)), last: least(ends) }]
    })
  )
}

/** Infinity of none. Not by arguments, which a stack holds a hundred thousand of. */
function least(values: readonly number[]): number {
  return values.reduce((smallest, value) => Math.min(smallest, value), Infinity)
}
