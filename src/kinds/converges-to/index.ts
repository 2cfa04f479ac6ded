import { POSITION_METRICS } from '../../runs/metrics'
import { onlineProblem } from '../../runs/synthetic/templates'
import type { Kind } from '../kind'
import { checkReplicates, checkTarget } from '../shared/checks'
import { statedReplicates } from '../shared/replicates'
import { bySeed } from '../shared/samples'
import { REST } from '../shared/starts'
import { checkShare } from './checks'
import { endPointEvidence } from './evidence'
import { judgePoints } from './judgePoints'
import { judgeSeeds } from './judgeSeeds'
import { reachOfShare } from './reach'
import { gridSentence, shareSentence } from './sentence'
import { convergesToShow } from './show'
import type { ConvergesToTypes } from './types'

/** The iterate of one arm ends at a target: from every starting point, or on more than a share of the seeds. */
export const convergesTo: Kind<ConvergesToTypes> = {
  resolve: (file) => ({ metric: 'x.windowMean', share: null, ...file }),
  start: {
    experiment: onlineProblem,
    claim: {
      statement: 'Replace: on the online problem AMSGrad ends at x = -1.',
      hypothesis: { kind: 'converges-to', arm: 'amsgrad', target: -1, tolerance: 0.01, over: 'initial-points' },
      ...REST
    }
  },
  experiments: ['synthetic'],
  armKeys: ['arm'],
  metrics: POSITION_METRICS,
  methods: { 'anytime-valid': ['beta-binomial'], 'group-sequential': [] },
  checks: { alone: [checkShare], fit: [checkTarget, checkReplicates('a share of seeds', ', with a "share"')] },
  reach: reachOfShare,
  subtypes: ({ over }) =>
    over === 'seeds'
      ? {
          reproduced: [],
          refuted: ['too-few'],
          inconclusive: ['not-settled', 'contradictory-looks'],
          'not-evaluable': ['no-data']
        }
      : {
          reproduced: [],
          refuted: ['elsewhere'],
          inconclusive: ['not-settled', 'mixed'],
          'not-evaluable': ['no-data']
        },

  arms: ({ arm }) => [arm],
  replicates: statedReplicates,

  evidenceKinds: ({ over }) => [over === 'seeds' ? 'share' : 'initial-points'],
  collect: endPointEvidence,
  samples: ({ kind, samples }) =>
    kind === 'share'
      ? bySeed(samples)
      : samples.map(({ seed, initialPoint }) => ({ seed, name: `starting point ${initialPoint}` })),
  recorded: ({ metric, arm, samples }) =>
    samples.map(({ seed, initialPoint, runKey, value }) => ({ runKey, arm, seed, initialPoint, metric, value })),
  prepare: (claim, evidence, seeds) =>
    evidence.kind === 'share' ? judgeSeeds(claim, evidence, seeds) : judgePoints(evidence),
  progress: (analysis) =>
    analysis.kind === 'share'
      ? {
          entered: analysis.numSeeds,
          unused: analysis.sequential?.unusedSeeds.length ?? 0,
          looked: analysis.numSeeds,
          expected: analysis.moreSeeds,
          beyond: null
        }
      : null,

  sentence: (judgement) =>
    judgement.analysis.kind === 'share'
      ? shareSentence(judgement, judgement.analysis)
      : gridSentence(judgement, judgement.analysis),
  show: convergesToShow
}
