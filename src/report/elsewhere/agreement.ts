import { sameOutcome } from '../../kinds/comparison/answer'
import type { PairedHypothesis } from '../../kinds/comparison/types'
import type { Agreement, Direction, HereRow, OutsideRow, RelativeEffect } from './types'

/**
 * Compares an effect of outside evidence with one that was measured here: by their intervals, and by what either would
 * say of the claim. null where one of them has no interval.
 */
export function agreementOf(
  outside: Pick<OutsideRow, 'effect' | 'outcome'> & { readonly hypothesis: PairedHypothesis },
  here: Pick<HereRow, 'effect' | 'outcome' | 'provisional'> & { readonly hypothesis: PairedHypothesis }
): Omit<Agreement, 'outside' | 'here'> | null {
  const there = outside.effect?.interval ?? null
  const own = here.effect?.interval ?? null
  if (there === null || own === null || here.outcome === null) return null
  const intervalsOverlap = there.lower <= own.upper && own.lower <= there.upper
  const same = here.provisional ? null : sameOutcome(outside, { hypothesis: here.hypothesis, outcome: here.outcome })
  const differs = same === false
  return {
    directions: { outside: directionOf(outside.effect!), here: directionOf(here.effect!) },
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
