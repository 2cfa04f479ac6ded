import { sameOutcome } from '../../kinds/comparison/answer'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import type { Agreement, Direction, ExternalRow, HereRow, RelativeEffect } from './types'

/**
 * Compares an effect of external evidence with one that was measured here: by their intervals, and by what either would
 * say of the claim. null where one of them has no interval.
 */
export function agreementOf(
  external: Pick<ExternalRow, 'effect' | 'outcome'> & { readonly hypothesis: PairedHypothesis },
  here: Pick<HereRow, 'effect' | 'outcome' | 'provisional'> & { readonly hypothesis: PairedHypothesis }
): Omit<Agreement, 'external' | 'here'> | null {
  const there = external.effect?.interval ?? null
  const own = here.effect?.interval ?? null
  if (there === null || own === null || external.outcome === null || here.outcome === null) return null
  const intervalsOverlap = there.lower <= own.upper && own.lower <= there.upper
  const found = { hypothesis: external.hypothesis, outcome: external.outcome }
  const same = here.provisional ? null : sameOutcome(found, { hypothesis: here.hypothesis, outcome: here.outcome })
  const differs = same === false
  return {
    directions: { external: directionOf(external.effect!), here: directionOf(here.effect!) },
    intervalsOverlap,
    sameOutcome: same,
    agrees: intervalsOverlap && !differs ? 'yes' : intervalsOverlap || same === true ? 'in-part' : 'no'
  }
}

/** Where an effect's interval lies against 0; open where it has none. */
export function directionOf({ interval }: RelativeEffect): Direction {
  if (interval === null) return 'open'
  return interval.upper < 0 ? 'lower' : interval.lower > 0 ? 'higher' : 'open'
}
