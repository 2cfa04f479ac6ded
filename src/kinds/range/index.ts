import { comparedOnDigits } from '../../runs/classification/templates'
import type { Kind } from '../kind'
import { checkGrid, checkSelection, checkValidation } from '../shared/checks'
import { reachOfMean } from '../shared/reach'
import { FIXED_ONLY } from '../shared/replicates'
import { resolveTuning } from '../shared/resolve'
import { bySeed } from '../shared/samples'
import { TEN_PAIRS } from '../shared/starts'
import { checkChange, checkRange, checkTwoEpochs, RANGE_METRICS } from './checks'
import { rangeEvidence } from './evidence'
import { judgeRange } from './judge'
import { rangeSentence } from './sentence'
import { rangeShow } from './show'
import type { RangeTypes } from './types'

/** The mean over seeds of a metric lies in a range. */
export const range: Kind<RangeTypes> = {
  resolve: ({ at, tuning, ...stated }) => ({
    ...stated,
    ...(at !== undefined && at !== 'final' && { at }),
    tuning: resolveTuning(tuning)
  }),
  start: {
    experiment: comparedOnDigits,
    claim: {
      statement: "Replace: on the digits Adam's test loss is about 0.3.",
      hypothesis: { kind: 'range', arm: 'adam', metric: 'test.loss', low: 0.2, high: 0.4 },
      ...TEN_PAIRS
    }
  },
  experiment: 'classification',
  armKeys: ['arm'],
  metrics: RANGE_METRICS,
  methods: FIXED_ONLY,
  checks: {
    alone: [checkRange, checkChange, checkSelection],
    fit: [checkGrid, checkValidation, checkTwoEpochs]
  },
  reach: reachOfMean,
  subtypes: () => ({
    reproduced: [],
    refuted: ['below', 'above'],
    inconclusive: ['failures', 'skew'],
    'not-evaluable': ['too-many-failures', 'too-few-seeds', 'no-data']
  }),

  arms: ({ arm }) => [arm],
  tuning: ({ tuning }) => tuning,
  replicates: () => 'seeds',

  evidenceKind: () => 'range',
  collect: rangeEvidence,
  samples: ({ samples }) => bySeed(samples),
  prepare: judgeRange,

  sentence: rangeSentence,
  show: rangeShow
}
