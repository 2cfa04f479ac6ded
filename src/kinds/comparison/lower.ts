import { comparedOnDigits } from '../../runs/classification/templates'
import { metricBounds } from '../../runs/metrics'
import type { Kind } from '../kind'
import { checkSelection } from '../shared/checks'
import { BOTH_ARMS, TEN_PAIRS } from '../shared/starts'
import { checkMargin } from './checks'
import { comparedKind } from './comparedKind'
import type { ComparisonTypes } from './comparedTypes'
import { COMPARISON_SUBTYPES, LOWER_REFUTED } from './subtypes'

/** The treatment's metric is lower by at least the margin. */
export const lower: Kind<ComparisonTypes<'lower'>> = comparedKind({
  start: {
    experiment: comparedOnDigits,
    claim: {
      statement: 'Replace: on the digits AMSGrad ends at a lower training loss than Adam.',
      hypothesis: { kind: 'lower', metric: 'train.loss', ...BOTH_ARMS, margin: { relative: 0.01 } },
      ...TEN_PAIRS
    }
  },
  alone: [checkMargin(metricBounds), checkSelection],
  subtypes: () => ({ ...COMPARISON_SUBTYPES, 'below-margin': [], refuted: LOWER_REFUTED })
})
