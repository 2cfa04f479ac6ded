import { stringAt } from '../../claims/document'
import { metricBounds, metricsOf } from '../../runs/metrics'
import { onSixTasks } from '../../runs/program/templates'
import { TRAININGS } from '../../runs/runKinds'
import { minPairs } from '../../stats/minPairs'
import { checkBetter, checkMargin } from '../comparison/checks'
import { recordedPairs } from '../comparison/recordedPairs'
import type { Kind } from '../kind'
import { majorityOf } from '../lower-at-majority/majority'
import { checkValidation } from '../shared/checks'
import { checkPoint } from '../shared/pointChecks'
import { reachOfMean, UNDECIDABLE } from '../shared/reach'
import { FIXED_ONLY } from '../shared/replicates'
import { resolveMargin } from '../shared/resolve'
import { bySeed } from '../shared/samples'
import { TEN_PAIRS } from '../shared/starts'
import { checkAxis, checkClaimedTasks, checkScores, checkTask } from './checks'
import { tasksEvidence } from './evidence'
import { judgeTasks } from './judge'
import { tasksSentence } from './sentence'
import { tasksShow } from './show'
import type { TasksTypes } from './types'

/** The treatment is better at a majority of tasks, or on average over tasks like these. */
export const overTasks: Kind<TasksTypes> = {
  resolve: ({ at = 'final', ...file }) => ({ ...file, at, margin: resolveMargin(file.margin) }),
  start: {
    experiment: onSixTasks,
    claim: {
      statement: 'Replace: at most curvatures the larger step ends at a lower loss.',
      hypothesis: {
        kind: 'over-tasks',
        decides: 'majority',
        axis: 'curvature',
        metric: 'loss',
        better: 'lower',
        treatment: 'large',
        control: 'small',
        margin: { relative: 0.01 }
      },
      ...TEN_PAIRS
    }
  },
  experiments: TRAININGS,
  armKeys: ['treatment', 'control'],
  metrics: metricsOf('classification'),
  methods: FIXED_ONLY,
  checks: {
    alone: [checkMargin(metricBounds), checkBetter, checkScores, checkClaimedTasks],
    fit: [checkAxis, checkValidation, checkPoint],
    part: checkTask
  },
  reach: ({ claim, level, atLevel, settings }) =>
    stringAt(claim, 'hypothesis', 'decides') === 'average'
      ? reachOfMean()
      : {
          ...UNDECIDABLE,
          count: minPairs(level / majorityOf(settings)),
          why: `with fewer pairs the sign-flip test has no p that small at a share of 1 in ${majorityOf(settings)} of the level, which a majority of ${settings} tasks takes, ${atLevel}`
        },
  subtypes: () => ({
    reproduced: [],
    'below-margin': [],
    refuted: ['opposite', 'no-majority', 'worse-by-less-than-margin', 'equivalent', 'worse', 'no-better'],
    inconclusive: ['failures', 'no-spread', 'skew'],
    'not-evaluable': ['too-many-failures', 'too-few-pairs', 'too-few-tasks', 'no-data', 'no-logarithm']
  }),

  arms: ({ control, treatment }) => [control, treatment],
  replicates: ({ claims }) => (claims === undefined ? 'seeds' : 'none'),
  needs: () => ({ everySetting: true }),
  parts: ({ claims }) => (Array.isArray(claims) ? claims.filter((part) => typeof part === 'string') : []),

  evidenceKinds: () => ['tasks'],
  collect: tasksEvidence,
  samples: ({ tasks }) =>
    tasks.flatMap(({ name, pairs }) => [
      { name, seed: null },
      ...bySeed(pairs.pairs).map((sample) => ({ name: `${sample.name} of ${name}`, seed: sample.seed }))
    ]),
  recorded: ({ tasks }) => tasks.flatMap(({ pairs }) => recordedPairs(pairs)),
  prepare: judgeTasks,

  sentence: tasksSentence,
  show: tasksShow
}
