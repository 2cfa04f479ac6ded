import type { JudgedClaim } from './types'

/** How the outcome of a judged claim stands to what was expected of it. */
export type Standing =
  | 'as-registered'
  | 'differs'
  /** Nothing is registered, and it is reproduced, or it is not. */
  | 'none-registered'
  | 'not-reproduced'
  /** Nothing is registered, and too few seeds ran for the verdict to count. */
  | 'not-counted'
  /** Nothing is registered for the data that stood in for the claim's own. */
  | 'on-other-data'

export function standingOf({ registered, matches, judgement, substitute }: JudgedClaim): Standing {
  if (registered !== null) return matches ? 'as-registered' : 'differs'
  if (judgement.provisional) return 'not-counted'
  if (substitute !== undefined) return 'on-other-data'
  return matches ? 'none-registered' : 'not-reproduced'
}

/** Whether a reader should look twice. */
export function isUnexpected(entry: JudgedClaim): boolean {
  const standing = standingOf(entry)
  return standing === 'differs' || standing === 'not-reproduced' || standing === 'not-counted'
}
