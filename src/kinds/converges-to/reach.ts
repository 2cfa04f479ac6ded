import { valueAt } from '../../claims/document'
import { minSuccesses, minSuccessesBetaBinomial } from '../../stats/reach'
import type { NeededSeeds, ReachQuestion } from '../kind'

/** The seeds of which the share has to be shown when every one of them arrives. */
export function reachOfShare({ claim, method, level, atLevel }: ReachQuestion): NeededSeeds | null {
  const share = valueAt(claim, ['hypothesis', 'share'])
  if (typeof share !== 'number' || !(share > 0 && share < 1)) return null
  return {
    count: method === 'beta-binomial' ? minSuccessesBetaBinomial(level, share) : minSuccesses(level, share),
    cannot: 'cannot be reproduced',
    why: `with fewer even all successes do not show a share above ${share}, ${atLevel}`,
    remedy: 'raise the number of seeds, or lower the share'
  }
}
