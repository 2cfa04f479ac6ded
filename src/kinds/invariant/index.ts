import { onlineProblem } from '../../runs/synthetic/templates'
import type { Kind } from '../kind'
import { FIXED_ONLY } from '../shared/replicates'
import { byStartAndSeed } from '../shared/samples'
import { REST } from '../shared/starts'
import { checkAdaptiveArm } from './checks'
import { invariantEvidence } from './evidence'
import { judgeInvariant } from './judge'
import { invariantSentence } from './sentence'
import { invariantShow } from './show'
import type { InvariantTypes } from './types'

/** Something holds at every step of every run, exactly: a single violation refutes. */
export const invariant: Kind<InvariantTypes> = {
  resolve: (file) => file,
  start: {
    experiment: onlineProblem,
    claim: {
      statement: "Replace: on the online problem AMSGrad's effective step never grows.",
      hypothesis: { kind: 'invariant', arm: 'amsgrad', property: 'effective-step-never-grows' },
      ...REST
    }
  },
  experiments: ['synthetic'],
  armKeys: ['arm'],
  metrics: [],
  methods: FIXED_ONLY,
  checks: { alone: [], fit: [checkAdaptiveArm] },
  reach: () => null,
  subtypes: () => ({ reproduced: [], refuted: ['violated'], inconclusive: ['failures'], 'not-evaluable': ['no-data'] }),

  arms: ({ arm }) => [arm],
  replicates: (_, isDeterministic) => (isDeterministic === null ? null : isDeterministic ? 'starting-points' : 'seeds'),
  isExact: true,
  // What has to hold in every run is tried from every point.
  needs: () => ({ everyStart: true, effectiveStep: true }),

  evidenceKinds: () => ['invariant'],
  collect: invariantEvidence,
  samples: ({ samples }) => byStartAndSeed(samples),
  // A run that diverged was watched to there, and no longer.
  recorded: ({ arm, samples }) =>
    samples
      .filter(({ diverged }) => !diverged)
      .map(({ seed, initialPoint, runKey, violations }) => ({
        ...{ runKey, arm, seed, initialPoint },
        metric: 'effectiveStep.growths',
        value: violations
      })),
  prepare: judgeInvariant,

  sentence: invariantSentence,
  show: invariantShow
}
