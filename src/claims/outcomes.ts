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

/** @example describeOutcome({ outcome: 'refuted', subtype: 'opposite' }) // 'refuted (opposite)' */
export function describeOutcome({
  outcome,
  subtype
}: {
  readonly outcome: string
  readonly subtype: string | null
}): string {
  return subtype === null ? outcome : `${outcome} (${subtype})`
}
