import { metricBounds } from '../../runs/metrics'
import type { Kind } from '../kind'
import { checkSelection } from '../shared/checks'
import { checkMargin } from './checks'
import { comparedKind } from './comparedKind'
import type { ComparisonTypes } from './comparedTypes'
import { COMPARISON_SUBTYPES } from './subtypes'

/** Reproduced where `lower` is refuted, and the reverse; `below-margin` where it is. */
export const notLower: Kind<ComparisonTypes<'not-lower'>> = comparedKind({
  start: null,
  alone: [checkMargin(metricBounds), checkSelection],
  subtypes: () => ({ ...COMPARISON_SUBTYPES, 'below-margin': [], refuted: ['lower'] })
})
