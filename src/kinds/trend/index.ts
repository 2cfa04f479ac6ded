import { comparedOnDigits } from '../../runs/classification/templates'
import { metricsOf } from '../../runs/metrics'
import { TRAININGS } from '../../runs/runKinds'
import { reachOfPairs } from '../comparison/reach'
import type { Kind } from '../kind'
import { checkValidation } from '../shared/checks'
import { checkPoint } from '../shared/pointChecks'
import { FIXED_ONLY } from '../shared/replicates'
import { resolveMargin } from '../shared/resolve'
import { TEN_PAIRS } from '../shared/starts'
import {
  checkAxisArms,
  checkDirection,
  checkLevelArms,
  checkLevelSource,
  checkLevels,
  checkLogScale,
  checkSpread,
  checkTrendAxis,
  checkTrendMargin,
  checkTrendTasks,
  checkTurn
} from './checks'
import { recordedLevels, trendEvidence } from './evidence'
import { judgeTrend } from './judge'
import { isShape } from './segments'
import { trendSentence } from './sentence'
import { trendShow } from './show'
import type { TrendTypes } from './types'

/** How a metric, the difference of two arms, or a spread goes over an ordered factor. */
export const trend: Kind<TrendTypes> = {
  resolve: ({ at, margin, statistic, ...stated }) => ({
    ...stated,
    ...(statistic === 'spread' && { statistic }),
    ...(at !== undefined && at !== 'final' && { at }),
    margin: resolveMargin(margin)
  }),
  start: {
    experiment: (id) => ({ ...comparedOnDigits(id), grid: { learningRate: [0.001, 0.003, 0.01, 0.03] } }),
    claim: {
      statement: "Replace: on the digits Adam's test loss falls as the learning rate grows.",
      hypothesis: {
        kind: 'trend',
        metric: 'test.loss',
        direction: 'falls',
        axis: 'learningRate',
        arm: 'adam',
        scale: 'log',
        margin: { relative: 0.05 }
      },
      ...TEN_PAIRS
    }
  },
  experiments: TRAININGS,
  armKeys: ['arm'],
  metrics: metricsOf('classification'),
  methods: FIXED_ONLY,
  checks: {
    alone: [
      checkTrendMargin,
      checkDirection,
      checkSpread,
      checkLevelSource,
      checkLevels,
      checkAxisArms,
      checkTurn,
      checkLogScale
    ],
    fit: [checkLevelArms, checkTrendAxis, checkTrendTasks, checkValidation, checkPoint]
  },
  reach: reachOfPairs,
  subtypes: (hypothesis) => ({
    reproduced: [],
    ...(!isShape(hypothesis) && hypothesis.direction !== 'flat' && { 'below-margin': [] }),
    refuted: isShape(hypothesis)
      ? ['no-trend', 'elsewhere']
      : hypothesis.direction === 'falls' || hypothesis.direction === 'rises'
        ? ['opposite', 'other-way', 'flat', 'no-trend']
        : ['changes'],
    inconclusive: [
      ...(isShape(hypothesis) || hypothesis.direction === 'flat' ? [] : (['direction'] as const)),
      'order',
      'co-check',
      'no-spread',
      'skew',
      'failures'
    ],
    'not-evaluable': ['too-many-failures', 'too-few-seeds', 'no-data', 'no-logarithm']
  }),

  arms: ({ levels, arm, control }) => {
    const named = levels === undefined ? [control, arm] : levels.flatMap((level) => [level.control, level.arm])
    return [...new Set(named.filter((name) => name !== undefined))]
  },
  replicates: () => 'seeds',
  needs: ({ axis, tasks }) => (axis === undefined && tasks === undefined ? {} : { everySetting: true }),

  evidenceKinds: () => ['trend'],
  collect: trendEvidence,
  samples: ({ rows }) =>
    rows.map(({ seed, task }) => ({ name: task === undefined ? `seed ${seed}` : `seed ${seed} of ${task}`, seed })),
  recorded: recordedLevels,
  prepare: judgeTrend,

  sentence: trendSentence,
  show: trendShow
}
