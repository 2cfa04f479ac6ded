import { POSITION_METRICS } from '../../runs/metrics'
import { randomProblem } from '../../runs/synthetic/templates'
import { minPairs } from '../../stats/minPairs'
import type { Kind } from '../kind'
import { checkSingleStart, checkTarget } from '../shared/checks'
import { UNDECIDABLE } from '../shared/reach'
import { FIXED_ONLY } from '../shared/replicates'
import { bySeed } from '../shared/samples'
import { BOTH_ARMS, TEN_PAIRS } from '../shared/starts'
import { checkRandomOnly } from './checks'
import { contrastEvidence } from './evidence'
import { judgeContrast } from './judge'
import { contrastSentence } from './sentence'
import { contrastShow } from './show'
import type { ContrastTypes } from './types'

/** The treatment arrives at a target on more seeds than the control. */
export const contrast: Kind<ContrastTypes> = {
  resolve: (file) => ({ metric: 'x.windowMean', ...file }),
  start: {
    experiment: randomProblem,
    claim: {
      statement: 'Replace: on the random problem AMSGrad ends at x = -1 on more seeds than Adam.',
      hypothesis: { kind: 'contrast', ...BOTH_ARMS, target: -1, tolerance: 0.1 },
      ...TEN_PAIRS
    }
  },
  experiment: 'synthetic',
  armKeys: ['treatment', 'control'],
  metrics: POSITION_METRICS,
  methods: FIXED_ONLY,
  checks: { alone: [], fit: [checkTarget, checkRandomOnly, checkSingleStart('a contrast over seeds')] },
  reach: ({ level, atLevel }) => ({
    ...UNDECIDABLE,
    count: minPairs(level),
    why: `with fewer pairs McNemar's test has no p that small, ${atLevel}`
  }),
  subtypes: () => ({
    reproduced: [],
    refuted: ['opposite'],
    inconclusive: ['not-settled'],
    'not-evaluable': ['no-data']
  }),

  arms: ({ control, treatment }) => [control, treatment],
  replicates: () => 'seeds',

  evidenceKind: () => 'contrast',
  collect: contrastEvidence,
  samples: ({ pairs }) => bySeed(pairs),
  prepare: judgeContrast,

  sentence: contrastSentence,
  show: contrastShow
}
