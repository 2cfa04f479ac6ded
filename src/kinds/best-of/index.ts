import { severalOnDigits } from '../../runs/classification/templates'
import { metricBounds, metricsOf } from '../../runs/metrics'
import { TRAININGS } from '../../runs/runKinds'
import { checkBetter, checkMargin } from '../comparison/checks'
import { reachOfPairs } from '../comparison/reach'
import type { Kind } from '../kind'
import { checkGrid, checkSelection, checkValidation } from '../shared/checks'
import { checkPoint } from '../shared/pointChecks'
import { FIXED_ONLY } from '../shared/replicates'
import { resolveMargin, resolveTuning } from '../shared/resolve'
import { bySeed } from '../shared/samples'
import { TEN_PAIRS } from '../shared/starts'
import { checkAlikeOthers, checkAmong, checkCombinations, checkOtherArms, checkOthers } from './checks'
import { bestOfContest } from './contest'
import { bestOfEvidence, recordedRows } from './evidence'
import { judgeBestOf } from './judge'
import { bestOfSentence } from './sentence'
import { bestOfShow } from './show'
import type { BestOfTypes } from './types'

/** One arm is better than each of several others, or is among the best of them. */
export const bestOf: Kind<BestOfTypes> = {
  resolve: ({ at, among, margin, tuning, ...stated }) => ({
    ...stated,
    ...(at !== undefined && at !== 'final' && { at }),
    ...(among === true && { among }),
    margin: resolveMargin(margin),
    tuning: resolveTuning(tuning, at)
  }),
  start: {
    experiment: severalOnDigits,
    claim: {
      statement: 'Replace: on the digits Adam ends at a lower test loss than SGD and RMSProp.',
      hypothesis: {
        kind: 'best-of',
        metric: 'test.loss',
        better: 'lower',
        arm: 'adam',
        others: ['sgd', 'rmsprop'],
        margin: { relative: 0.01 }
      },
      ...TEN_PAIRS
    }
  },
  experiments: TRAININGS,
  armKeys: ['arm'],
  metrics: metricsOf('classification'),
  methods: FIXED_ONLY,
  checks: {
    alone: [checkMargin(metricBounds), checkSelection, checkOthers, checkAmong],
    fit: [checkOtherArms, checkAlikeOthers, checkBetter, checkGrid, checkValidation, checkPoint, checkCombinations]
  },
  reach: reachOfPairs,
  subtypes: ({ among }) => ({
    reproduced: [],
    ...(among !== true && { 'below-margin': [] }),
    refuted: among === true ? ['beaten'] : ['beaten', 'no-better'],
    inconclusive: [
      ...(among === true ? [] : (['direction'] as const)),
      'co-check',
      'no-spread',
      'skew',
      'failures',
      'selection'
    ],
    'not-evaluable': ['too-many-failures', 'too-few-pairs', 'no-data', 'no-logarithm']
  }),

  arms: ({ arm, others }) => [...others, arm],
  tuning: ({ tuning }) => tuning,
  contest: bestOfContest,
  replicates: () => 'seeds',

  evidenceKinds: () => ['best-of'],
  collect: bestOfEvidence,
  samples: ({ rows }) => bySeed(rows),
  recorded: recordedRows,
  prepare: judgeBestOf,

  sentence: bestOfSentence,
  show: bestOfShow
}
