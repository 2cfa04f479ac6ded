import { comparedOnDigits } from '../../runs/classification/templates'
import { metricBounds } from '../../runs/metrics'
import type { Kind } from '../kind'
import { checkSelection } from '../shared/checks'
import { BOTH_ARMS, TEN_PAIRS } from '../shared/starts'
import { checkMargin } from './checks'
import { comparedKind } from './comparedKind'
import type { ComparisonTypes } from './comparedTypes'
import { COMPARISON_SUBTYPES, HIGHER_REFUTED } from './subtypes'

/** The treatment's metric is higher by at least the margin: `lower` seen from above. */
export const higher: Kind<ComparisonTypes<'higher'>> = comparedKind({
  start: {
    experiment: comparedOnDigits,
    claim: {
      statement: 'Replace: on the digits AMSGrad ends at a higher test accuracy than Adam.',
      hypothesis: { kind: 'higher', metric: 'test.accuracy', ...BOTH_ARMS, margin: { absolute: 0.005 } },
      ...TEN_PAIRS
    }
  },
  alone: [checkMargin(metricBounds), checkSelection],
  subtypes: () => ({ ...COMPARISON_SUBTYPES, 'below-margin': [], refuted: HIGHER_REFUTED })
})
