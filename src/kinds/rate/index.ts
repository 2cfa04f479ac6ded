import { onlineProblem } from '../../runs/synthetic/templates'
import type { Kind } from '../kind'
import { checkReplicates } from '../shared/checks'
import { reachOfMean } from '../shared/reach'
import { FIXED_ONLY, statedReplicates } from '../shared/replicates'
import { byStartAndSeed } from '../shared/samples'
import { REST } from '../shared/starts'
import { checkRatePoints } from './checks'
import { rateEvidence } from './evidence'
import { judgeRate } from './judge'
import { rateSentence } from './sentence'
import { rateShow } from './show'
import type { RateTypes } from './types'

/** Average regret falls at least as fast as a power of the number of steps. */
export const rate: Kind<RateTypes> = {
  resolve: (file) => ({ metric: 'regret', ...file }),
  start: {
    experiment: onlineProblem,
    claim: {
      statement: "Replace: on the online problem AMSGrad's average regret falls like 1/sqrt(t), or faster.",
      hypothesis: { kind: 'rate', arm: 'amsgrad', slopeBelow: -0.4, over: 'initial-points' },
      ...REST
    }
  },
  experiments: ['synthetic'],
  armKeys: ['arm'],
  metrics: ['regret'],
  methods: FIXED_ONLY,
  checks: { alone: [], fit: [checkReplicates('a rate over seeds'), checkRatePoints] },
  reach: reachOfMean,
  subtypes: ({ over }) =>
    over === 'seeds'
      ? {
          reproduced: [],
          refuted: ['slower'],
          inconclusive: ['no-spread', 'skew', 'failures'],
          'not-evaluable': ['too-many-failures', 'too-few-seeds', 'no-data']
        }
      : {
          reproduced: [],
          refuted: ['slower'],
          inconclusive: ['mixed'],
          'not-evaluable': ['too-many-failures', 'no-data']
        },

  arms: ({ arm }) => [arm],
  replicates: statedReplicates,

  evidenceKinds: () => ['rate'],
  collect: rateEvidence,
  samples: ({ samples }) => byStartAndSeed(samples),
  prepare: judgeRate,

  sentence: rateSentence,
  show: rateShow
}
