import { stringAt } from '../../claims/document'
import { comparedOnDigits } from '../../runs/classification/templates'
import { RUN_METRICS } from '../../runs/metrics'
import { TRAININGS } from '../../runs/runKinds'
import { reachOfShare } from '../converges-to/reach'
import type { Kind } from '../kind'
import { recordedSamples } from '../shared/armSamples'
import { checkGrid, checkSelection, checkValidation } from '../shared/checks'
import { checkPoint } from '../shared/pointChecks'
import { reachOfMean } from '../shared/reach'
import { FIXED_ONLY } from '../shared/replicates'
import { resolveTuning } from '../shared/resolve'
import { bySeed } from '../shared/samples'
import { checkStarts } from '../shared/startChecks'
import { TEN_PAIRS } from '../shared/starts'
import { checkTakenOff } from '../shared/takenOff'
import { checkChange, checkClaimedShare, checkEveryValue, checkRange, checkTwoEpochs } from './checks'
import { rangeContest } from './contest'
import { rangeEvidence } from './evidence'
import { judgeRange } from './judge'
import { rangeAnswer, rangeSentence } from './sentence'
import { rangeShow } from './show'
import type { RangeTypes } from './types'

/** A metric lies in a range: on average, in a share of runs, or in one further run. */
export const range: Kind<RangeTypes> = {
  resolve: ({ at, of, tuning, ...stated }) => ({
    ...stated,
    ...(of !== undefined && of !== 'mean' && { of }),
    ...(at !== undefined && at !== 'final' && { at }),
    tuning: resolveTuning(tuning, at === 'first' || at === 'last-change' ? 'final' : at)
  }),
  start: {
    experiment: comparedOnDigits,
    claim: {
      statement: "Replace: on the digits Adam's test loss is about 0.3.",
      hypothesis: { kind: 'range', arm: 'adam', metric: 'test.loss', low: 0.2, high: 0.4 },
      ...TEN_PAIRS
    }
  },
  experiments: [...TRAININGS, 'synthetic'],
  armKeys: ['arm'],
  metrics: RUN_METRICS,
  methods: FIXED_ONLY,
  checks: {
    alone: [checkRange, checkClaimedShare, checkChange, checkSelection],
    fit: [checkGrid, checkValidation, checkTwoEpochs, checkPoint, checkTakenOff, checkEveryValue, checkStarts]
  },
  reach: (question) =>
    stringAt(question.claim, 'hypothesis', 'of') === 'share' ? reachOfShare(question) : reachOfMean(),
  subtypes: ({ of }) =>
    of === 'share'
      ? { reproduced: [], refuted: ['too-few'], inconclusive: ['selection'], 'not-evaluable': ['no-data'] }
      : {
          reproduced: [],
          refuted: ['below', 'above'],
          inconclusive: ['no-spread', 'skew', 'failures', 'selection'],
          'not-evaluable': ['too-many-failures', 'too-few-seeds', 'no-data']
        },

  arms: ({ arm, control }) => (control === undefined ? [arm] : [control, arm]),
  tuning: ({ tuning }) => tuning,
  contest: rangeContest,
  replicates: () => 'seeds',
  needs: ({ axis }) => (axis === undefined ? {} : { everySetting: true }),

  evidenceKinds: () => ['range'],
  collect: rangeEvidence,
  samples: ({ samples }) =>
    bySeed(samples).map((sample, index) => {
      const { place } = samples[index]!
      return place === undefined ? sample : { ...sample, name: `${sample.name} of ${place}` }
    }),
  recorded: ({ metric, at, arm: { arm }, control, samples }) =>
    at === undefined
      ? recordedSamples({ metric, arm, ...(control !== undefined && { control: control.arm }) }, samples)
      : [],
  prepare: judgeRange,

  sentence: rangeSentence,
  answer: rangeAnswer,
  show: rangeShow
}
