/** The outcomes, in the order in which they are listed. */
export const OUTCOME_ORDER = [
  'reproduced',
  'refuted',
  'inconclusive',
  'not-evaluable',
  'not-measured',
  'could-not-run',
  'not-in-profile'
] as const

/** Every outcome under which a report lists a claim. */
export type ListedOutcome = (typeof OUTCOME_ORDER)[number]
