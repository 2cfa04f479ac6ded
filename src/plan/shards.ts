import { estimateRunMs } from './estimate'
import { pairOf } from './pairs'
import type { Plan, PlannedRun } from './types'

/** Part `index` of `count`, from 1. */
export interface Shard {
  readonly index: number
  readonly count: number
}

/**
 * The runs of a plan that are a shard's, by key. What is compared stays together, both arms of a pair and whatever other
 * claims share a run with them, so that it comes from one machine. Every process that has the same plan cuts it the same, whatever
 * its store holds: longest first, each group to the shard with the least to do.
 */
export function shardRuns(
  { claims, runs }: Pick<Plan, 'claims' | 'runs'>,
  { index, count }: Shard
): ReadonlySet<string> {
  const work = new Array<number>(count).fill(0)
  const own = new Set<string>()
  for (const { keys, ms } of groupsOf(claims, runs)) {
    const least = work.indexOf(Math.min(...work))
    work[least]! += ms
    if (least === index - 1) for (const key of keys) own.add(key)
  }
  return own
}

interface Group {
  readonly keys: readonly string[]
  readonly ms: number
}

function groupsOf(claims: Plan['claims'], runs: readonly PlannedRun[]): Group[] {
  const parent = new Map<string, string>()
  const rootOf = (node: string): string => {
    let root = node
    while (parent.has(root)) root = parent.get(root)!
    return root
  }
  for (const { experiment, roles } of claims) {
    for (const role of roles) {
      const [run, group] = [rootOf(role.key), rootOf(`${experiment?.id} ${pairOf(role)}`)]
      if (run !== group) parent.set(run, group)
    }
  }
  const members = new Map<string, PlannedRun[]>()
  for (const run of runs) {
    const root = rootOf(run.key)
    members.set(root, [...(members.get(root) ?? []), run])
  }
  const groups = [...members.values()].map((group) => ({
    keys: group.map(({ key }) => key),
    // Also of a run that this store holds: another's may not.
    ms: group.reduce((sum, { spec }) => sum + estimateRunMs(spec), 0)
  }))
  // Equal ones stay in the order of the claims, which no engine changes.
  return groups.sort((a, b) => b.ms - a.ms)
}
