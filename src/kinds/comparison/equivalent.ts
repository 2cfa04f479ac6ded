import { metricBounds } from '../../runs/metrics'
import type { Kind } from '../kind'
import { checkSelection } from '../shared/checks'
import { checkEquivalenceMargin, checkMargin } from './checks'
import { comparedKind } from './comparedKind'
import type { ComparisonTypes } from './comparedTypes'
import { COMPARISON_SUBTYPES } from './subtypes'

/** The arms differ by less than the margin, either way. */
export const equivalent: Kind<ComparisonTypes<'equivalent'>> = comparedKind({
  start: null,
  alone: [checkMargin(metricBounds), checkEquivalenceMargin, checkSelection],
  subtypes: () => ({
    ...COMPARISON_SUBTYPES,
    refuted: ['different'],
    // It claims no direction.
    inconclusive: ['co-check', 'no-spread', 'skew', 'failures', 'contradictory-looks', 'selection']
  })
})
