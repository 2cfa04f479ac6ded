import { comparedOnDigits } from '../../runs/classification/templates'
import { RUN_METRICS } from '../../runs/metrics'
import type { Kind } from '../kind'
import { checkGrid, checkLength, checkOneLength, checkSelection, checkValidation } from '../shared/checks'
import { resolveMargin, resolveTuning } from '../shared/resolve'
import { checkStarts } from '../shared/startChecks'
import { BOTH_ARMS, REST } from '../shared/starts'
import { checkMargin, checkThreshold, checkTimeMargin, checkUpwards } from './checks'
import type { FasterTypes } from './comparedTypes'
import { pairedKind } from './pairedKind'
import { COMPARISON_SUBTYPES, LOWER_REFUTED } from './subtypes'
import type { FasterFile, FasterHypothesis } from './types'

/** The treatment's loss comes down faster, or its accuracy up; verdicts as for `lower`. */
export const faster: Kind<FasterTypes> = pairedKind<FasterHypothesis, FasterFile>({
  resolve: (file) => ({ ...file, margin: resolveMargin(file.margin), tuning: resolveTuning(file.tuning) }),
  start: {
    experiment: comparedOnDigits,
    claim: {
      statement: 'Replace: on the digits AMSGrad brings the training loss down faster than Adam.',
      hypothesis: {
        kind: 'faster',
        metric: 'train.loss',
        by: { kind: 'auc' },
        ...BOTH_ARMS,
        margin: { relative: 0.01 }
      },
      decision: { alpha: 0.05, mode: 'anytime-valid', method: 'sign-flip', seeds: { min: 10, max: 30 } },
      ...REST
    }
  },
  metrics: RUN_METRICS,
  accepts: ({ unit, better }) => unit !== null && better !== null,
  checks: {
    // Curves are of losses, which have no bounds, and a time is none of the metric's values.
    alone: [checkMargin(() => null), checkSelection, checkUpwards],
    fit: [checkGrid, checkValidation, checkThreshold, checkTimeMargin, checkLength, checkOneLength, checkStarts]
  },
  subtypes: () => ({
    ...COMPARISON_SUBTYPES,
    'below-margin': [],
    refuted: LOWER_REFUTED,
    inconclusive: [...COMPARISON_SUBTYPES.inconclusive, 'resolution'],
    'not-evaluable': [...COMPARISON_SUBTYPES['not-evaluable'], 'too-many-censored']
  })
})
