import { comparedOnDigits } from '../../runs/classification/templates'
import { metricBounds, metricsOf } from '../../runs/metrics'
import { TRAININGS } from '../../runs/runKinds'
import { checkBetter, checkMargin } from '../comparison/checks'
import { reachOfPairs } from '../comparison/reach'
import { recordedPairs } from '../comparison/recordedPairs'
import type { Kind } from '../kind'
import { checkValidation } from '../shared/checks'
import { checkPoint } from '../shared/pointChecks'
import { FIXED_ONLY } from '../shared/replicates'
import { resolveMargin } from '../shared/resolve'
import { bySeed } from '../shared/samples'
import { TEN_PAIRS } from '../shared/starts'
import { checkAsGood, checkCost } from './checks'
import { tradeOffEvidence } from './evidence'
import { judgeTradeOff } from './judge'
import { tradeOffSentence } from './sentence'
import { tradeOffShow } from './show'
import type { TradeOffTypes } from './types'

/** As good as the control on one metric, and cheaper. */
export const tradeOff: Kind<TradeOffTypes> = {
  resolve: ({ as = 'not-worse', at = 'final', ...file }) => ({
    ...file,
    at,
    as,
    margin: resolveMargin(file.margin),
    cheaper: { of: file.cheaper.of, by: resolveMargin(file.cheaper.by) }
  }),
  start: {
    experiment: comparedOnDigits,
    claim: {
      statement:
        'Replace: on the digits Adam ends at as low a test loss as AMSGrad, and keeps at least a fifth less in memory.',
      hypothesis: {
        kind: 'trade-off',
        metric: 'test.loss',
        better: 'lower',
        treatment: 'adam',
        control: 'amsgrad',
        margin: { relative: 0.05 },
        cheaper: { of: 'bytes', by: { relative: 0.25 } }
      },
      ...TEN_PAIRS
    }
  },
  experiments: TRAININGS,
  armKeys: ['treatment', 'control'],
  metrics: metricsOf('classification'),
  methods: FIXED_ONLY,
  checks: {
    alone: [checkMargin(metricBounds), checkBetter, checkAsGood],
    fit: [checkValidation, checkPoint, checkCost]
  },
  reach: reachOfPairs,
  subtypes: () => ({
    reproduced: [],
    'below-margin': [],
    refuted: ['worse', 'not-cheaper', 'worse-and-not-cheaper'],
    inconclusive: ['co-check', 'no-spread', 'skew', 'failures', 'timing'],
    'not-evaluable': ['too-many-failures', 'too-few-pairs', 'no-data', 'no-logarithm']
  }),

  arms: ({ control, treatment }) => [control, treatment],
  replicates: () => 'seeds',
  needs: () => ({ timing: true }),

  evidenceKinds: () => ['trade-off'],
  collect: tradeOffEvidence,
  samples: ({ quality }) => bySeed(quality.pairs),
  recorded: ({ quality, cost }) => [
    ...recordedPairs(quality),
    // Times stand with the run, not among its metrics.
    ...(cost.kind === 'measured' && cost.timing === null ? recordedPairs(cost.pairs) : [])
  ],
  prepare: judgeTradeOff,

  sentence: tradeOffSentence,
  show: tradeOffShow
}
