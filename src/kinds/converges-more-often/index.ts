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
import { convergesMoreOftenEvidence } from './evidence'
import { judgeMoreOften } from './judge'
import { convergesMoreOftenSentence } from './sentence'
import { convergesMoreOftenShow } from './show'
import type { ConvergesMoreOftenTypes } from './types'

/** The treatment arrives at a target on more seeds than the control. */
export const convergesMoreOften: Kind<ConvergesMoreOftenTypes> = {
  resolve: (file) => ({ metric: 'x.windowMean', ...file }),
  start: {
    experiment: randomProblem,
    claim: {
      statement: 'Replace: on the random problem AMSGrad ends at x = -1 on more seeds than Adam.',
      hypothesis: { kind: 'converges-more-often', ...BOTH_ARMS, target: -1, tolerance: 0.1 },
      ...TEN_PAIRS
    }
  },
  experiments: ['synthetic'],
  armKeys: ['treatment', 'control'],
  metrics: POSITION_METRICS,
  methods: FIXED_ONLY,
  checks: { alone: [], fit: [checkTarget, checkRandomOnly, checkSingleStart('a claim over seeds')] },
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

  evidenceKinds: () => ['converges-more-often'],
  collect: convergesMoreOftenEvidence,
  samples: ({ pairs }) => bySeed(pairs),
  recorded: ({ metric, control, treatment, pairs }) =>
    pairs.flatMap(({ seed, initialPoint, ...pair }) => [
      { arm: control, seed, initialPoint, metric, runKey: pair.control.runKey, value: pair.control.value },
      { arm: treatment, seed, initialPoint, metric, runKey: pair.treatment.runKey, value: pair.treatment.value }
    ]),
  prepare: judgeMoreOften,

  sentence: convergesMoreOftenSentence,
  show: convergesMoreOftenShow
}
