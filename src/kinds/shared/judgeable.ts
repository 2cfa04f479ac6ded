import type { SeedBudget } from '../../claims/types'

/** The tests agree with the intervals to 1e-12; a level this much above p is decided by both. */
const ABOVE = 1 + 1e-9
/** Levels below it are not told apart from 1 as confidence levels. */
const SMALLEST_LEVEL = 1e-12

/** The level at which a claim of such a p is decided by tests and intervals alike; 1 or more where there is none. */
export function levelOf(p: number): number {
  return Math.max(p * ABOVE, SMALLEST_LEVEL)
}

/** Another number of seeds than the claim states; null where it is the same. */
export function otherNumberOfSeeds(numSeeds: number, statedSeeds: number): string | null {
  if (numSeeds === statedSeeds) return null
  return `${numSeeds} ${numSeeds === 1 ? 'seed was' : 'seeds were'} run and the claim states ${statedSeeds}`
}

/** Why a claim to which seeds are added is not at its end; null where it is. */
export function unfinished(open: boolean, numEntered: number, { min, max }: SeedBudget): string | null {
  if (!open) return null
  const run = numEntered === 1 ? '1 seed has' : `${numEntered} seeds have`
  return numEntered < min
    ? `${run} entered and the first look is at ${min}`
    : `${run} entered, it is not decided, and the claim states up to ${max}`
}

/** Why a verdict is provisional, all of it in one text; null where nothing makes it so. */
export function allReasons(...reasons: readonly (string | null)[]): string | null {
  const stated = reasons.filter((reason) => reason !== null)
  return stated.length === 0 ? null : stated.join('; ')
}
