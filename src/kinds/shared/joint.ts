import { mean } from '../../stats/describe'
import type { LocationTest } from '../comparison/locationTest'

/** Why a statement that its interval would decide is left open. */
export type Objection = 'co-check' | 'no-spread' | 'skew' | 'failures'

/** Where a statement stands at a level: `denied` says that its contrary is shown. */
export type StatementStanding = 'shown' | 'denied' | 'open' | Objection

/** One of the statements that a claim makes together. */
export interface Statement {
  standing(alpha: number): StatementStanding
  /** Smallest level at which it is shown, and at which its contrary is; 1 where the sample leans the other way. */
  readonly pShown: number
  readonly pDenied: number
}

/** That the centre of a sample stands on one side of a reference. */
export interface LocationStatement {
  readonly location: LocationTest
  readonly reference: number
  readonly claimed: 'below' | 'above'
  /** Failed runs keep a side from being said of those that trained. */
  readonly blocks?: (side: 'below' | 'above', alpha: number) => boolean
}

/** A statement about a centre, decided as a comparison is. */
export function locationStatement({ location, reference, claimed, blocks }: LocationStatement): Statement {
  const leans = mean(location.values) < reference ? 'below' : 'above'
  const { p } = location.test(reference)
  return {
    pShown: leans === claimed ? p : 1,
    pDenied: leans === claimed ? 1 : p,
    standing: (alpha) => {
      const side = location.side(reference, alpha)
      switch (side) {
        case 'below':
        case 'above':
          if (blocks?.(side, alpha) === true) return 'failures'
          return side === claimed ? 'shown' : 'denied'
        case 'contested':
          return 'co-check'
        case 'skewed':
          return 'skew'
        case 'no-spread':
          return 'no-spread'
        case 'open':
        case 'contradictory':
        case 'unresolved':
          return 'open'
        default:
          return side satisfies never
      }
    }
  }
}

/** What several statements come to together. */
export type JointVerdict =
  | { readonly outcome: 'reproduced' }
  | { readonly outcome: 'refuted' }
  | { readonly outcome: 'inconclusive'; readonly why: Objection | null }

/**
 * A claim that says all of several statements, k of them. It is shown where each of them is shown at level alpha: an
 * intersection-union test (Berger 1982), for which no correction is due. It is refuted where the contrary of one of them is
 * shown at alpha/k (Bonferroni). Each test is two-sided at its level, so that either is wrong with probability alpha/2 at most,
 * however the statements depend on each other.
 *
 * @param statements at least one
 * @returns inconclusive with the objection, where nothing but objections keeps it from being shown
 */
export function jointVerdict(statements: readonly Statement[], alpha: number): JointVerdict {
  const standings = statements.map((each) => each.standing(alpha))
  if (standings.every((each) => each === 'shown')) return { outcome: 'reproduced' }
  const level = alpha / statements.length
  if (statements.some((each) => each.standing(level) === 'denied')) return { outcome: 'refuted' }
  const missing = standings.filter((each) => each !== 'shown')
  const objections = missing.filter((each): each is Objection => each !== 'open' && each !== 'denied')
  const why = objections.length === missing.length ? objections[0]! : null
  return { outcome: 'inconclusive', why }
}

/** Smallest level at which they are decided together, whichever way. */
export function pOfStatements(statements: readonly Statement[]): number {
  const shown = Math.max(...statements.map(({ pShown }) => pShown))
  const denied = Math.min(...statements.map(({ pDenied }) => pDenied))
  return Math.min(1, shown, statements.length * denied)
}
