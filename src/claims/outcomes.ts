import type { ExpectedOutcome, OutcomeName } from './types'

/** The outcomes, in the order in which they are listed. */
export const OUTCOME_ORDER = [
  'reproduced',
  'below-margin',
  'refuted',
  'inconclusive',
  'not-evaluable',
  'not-measured',
  'could-not-run',
  'not-in-profile'
] as const

/** Every outcome under which a report lists a claim. */
export type ListedOutcome = (typeof OUTCOME_ORDER)[number]

const DECIDED: ReadonlySet<string> = new Set<OutcomeName>(['reproduced', 'below-margin', 'refuted'])

/** What ends a search and lets Holm's procedure go on. @example isDecision({ outcome: 'inconclusive' }) // false */
export function isDecision({ outcome }: { readonly outcome: OutcomeName }): boolean {
  return DECIDED.has(outcome)
}

/** By outcome, and by subtype where one is expected. */
export function isExpectedOutcome(
  expected: Pick<ExpectedOutcome, 'outcome' | 'subtype'>,
  measured: { readonly outcome: OutcomeName; readonly subtype: string | null }
): boolean {
  const sameSubtype = expected.subtype === null || expected.subtype === measured.subtype
  return expected.outcome === measured.outcome && sameSubtype
}

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

/** The same for a reader. @example outcomeInWords({ outcome: 'refuted', subtype: 'no-majority' }) // 'refuted (no majority)' */
export function outcomeInWords({ outcome, subtype }: Parameters<typeof describeOutcome>[0]): string {
  return describeOutcome({ outcome, subtype: subtype?.replaceAll('-', ' ') ?? null })
}

/**
 * An outcome as the end of a sentence.
 *
 * @example outcomePhrase({ outcome: 'refuted', subtype: 'opposite' }) // 'refuted (opposite)'
 * @example outcomePhrase({ outcome: 'below-margin', subtype: null }) // 'neither reproduced nor refuted (below-margin)'
 */
export function outcomePhrase({
  outcome,
  subtype
}: {
  readonly outcome: OutcomeName
  readonly subtype: string | null
}): string {
  if (outcome === 'below-margin') return 'neither reproduced nor refuted (below-margin)'
  return describeOutcome({ outcome: outcome === 'not-evaluable' ? 'not evaluable' : outcome, subtype })
}
