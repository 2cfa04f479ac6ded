import { counted } from './conclusion'
import type { ArmEvidence, SequentialAnalysis } from './types'

/** A setting on the edge of its grid may not be the best that there is. */
export function edgeWarnings({ arm, selection, setting }: ArmEvidence): string[] {
  return (selection?.onEdge ?? []).map(
    (name) =>
      `the ${name} chosen for ${arm} (${setting[name]}) lies on the edge of the grid: a wider grid may do better`
  )
}

/** Seeds that were run and have no say. */
export function seedWarnings(sequential: SequentialAnalysis | null): string[] {
  if (sequential === null) return []
  const { missingSeed, unusedSeeds } = sequential
  return [
    ...(missingSeed === null
      ? []
      : [`seed ${missingSeed} is missing: seeds enter one after the other, so those after it do not count`]),
    ...(unusedSeeds.length === 0
      ? []
      : [`run and not used: ${counted(unusedSeeds.length, 'seed')} ${unusedSeeds.join(', ')}`])
  ]
}
