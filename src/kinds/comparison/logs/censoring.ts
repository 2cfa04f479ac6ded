import { type Cell, pairsOf } from './cells'
import type { Censored, OutsideRun } from './types'

/** @param trained settings with the runs that trained; those that are censored have the same length for their value */
export function censoredOf(trained: readonly Cell[]): Censored | null {
  const count = (arm: 'control' | 'treatment') => trained.flatMap((cell) => cell[arm]).filter(isCensored)
  const [control, treatment] = [count('control'), count('treatment')]
  const first = [...control, ...treatment][0]
  return first === undefined ? null : { control: control.length, treatment: treatment.length, length: first.value }
}

/**
 * Whether the length of the runs decides more than the arms do: neither arm reached the threshold in at least half of
 * the pairs; of runs that are no pairs, at least half of each arm's did not, so that half of the pairs might be such.
 */
export function tooManyCensored(trained: readonly Cell[], isPaired: boolean): boolean {
  if (isPaired) {
    const pairs = trained.flatMap(pairsOf)
    return isHalf(pairs.filter((pair) => pair.every(isCensored)).length, pairs.length)
  }
  return (['control', 'treatment'] as const).every((arm) => {
    const runs = trained.flatMap((cell) => cell[arm])
    return isHalf(runs.filter(isCensored).length, runs.length)
  })
}

function isHalf(count: number, of: number): boolean {
  return count > 0 && 2 * count >= of
}

function isCensored({ censored }: OutsideRun): boolean {
  return censored
}
