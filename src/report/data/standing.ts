import type { JudgedClaim } from './types'

/** How the outcome of a judged claim stands to what was expected of it. */
export type Standing =
  | 'as-expected'
  | 'differs'
  /** Nothing is expected, and it is reproduced, or it is not. */
  | 'none-expected'
  | 'not-reproduced'
  /** Nothing is expected, and too few seeds ran for the verdict to count. */
  | 'not-counted'
  /** Nothing is expected for the data that stood in for the claim's own. */
  | 'on-other-data'

export function standingOf({ expected, matches, judgement, substitute }: JudgedClaim): Standing {
  if (expected !== null) return matches ? 'as-expected' : 'differs'
  if (judgement.provisional) return 'not-counted'
  if (substitute !== undefined) return 'on-other-data'
  return matches ? 'none-expected' : 'not-reproduced'
}

/** Whether a reader should look twice. */
export function isUnexpected(entry: JudgedClaim): boolean {
  const standing = standingOf(entry)
  return standing === 'differs' || standing === 'not-reproduced' || standing === 'not-counted'
}
