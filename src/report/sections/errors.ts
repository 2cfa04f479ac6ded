import { paragraph, type Section, table, words } from '../../document/document'
import { formatCount, formatNumber, formatP } from '../../text/format'
import { wrongDecisions } from '../data/wrongDecisions'
import type { Context } from './context'
import { claimName } from './context'

/** How many of the report's decisions chance alone makes wrong: over all families, where Holm's procedure stops at each. */
export function errors({ report }: Context): Section | null {
  const found = wrongDecisions(report.claims)
  if (found === null) return null
  const { families, tested, decided, expectedWrong, anyWrong, weakest } = found
  const rows = families.map((family) => [
    family.family,
    formatNumber(family.alpha),
    family.tested,
    family.decided,
    family.largestQ === null ? '–' : formatP(family.largestQ)
  ])
  return {
    anchor: 'errors',
    title: 'Errors of the whole report',
    blocks: [
      paragraph(
        `${decided} of ${formatCount(tested, 'claim')} that carry a p value are decided. Where every rule's assumption is met, chance alone makes at most ${formatNumber(expectedWrong)} of these decisions wrong on average (each claim errs with at most the level that it is decided at), and any at all with probability at most ${formatNumber(anyWrong)} (the families' error rates together). What else makes a verdict wrong, an assumption or a guess about the source, is in none of these numbers.`
      ),
      ...(weakest === null
        ? []
        : [
            paragraph(
              words`A claim's q is the expected share of wrong ones among all decisions that are at least as sure as its own. The weakest decision is that of ${claimName(weakest.entry.claim)}: q = ${formatP(weakest.q)}.`
            )
          ]),
      table(['family', 'alpha', 'claims with a p value', 'decided', 'largest q of a decided one'], rows, [1, 2, 3, 4])
    ]
  }
}
