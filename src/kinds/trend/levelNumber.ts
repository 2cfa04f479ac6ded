import type { ClaimWith } from '../../claims/types'
import { hasFailed } from '../comparison/failures'
import { NoLogarithmError, pairEffect } from '../comparison/pairEffect'
import type { PairSide } from '../comparison/types'
import { levelHypothesis } from './evidence'
import type { TrendHypothesis } from './types'

/** What is shown of a run at a level: its value, or how far it lies from its control; null where there is no number. */
export function levelNumber(claim: ClaimWith<TrendHypothesis>, run: PairSide, control: PairSide | null): number | null {
  if (hasFailed(run) || (control !== null && hasFailed(control))) return null
  if (control === null) return run.value
  try {
    return pairEffect(claim, levelHypothesis(claim.hypothesis, ''))(control.value, run.value)
  } catch (error) {
    if (error instanceof NoLogarithmError) return null
    throw error
  }
}
