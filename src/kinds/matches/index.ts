import { comparedOnDigits } from '../../runs/classification/templates'
import { metricsOf } from '../../runs/metrics'
import { TRAININGS } from '../../runs/runKinds'
import type { Kind } from '../kind'
import { checkGrid, checkSelection, checkValidation } from '../shared/checks'
import { checkPoint } from '../shared/pointChecks'
import { reachOfMean } from '../shared/reach'
import { FIXED_ONLY } from '../shared/replicates'
import { resolveTuning } from '../shared/resolve'
import { bySeed } from '../shared/samples'
import { TEN_PAIRS } from '../shared/starts'
import { checkTakenOff } from '../shared/takenOff'
import { checkMatchMargin, checkReportedSpread, checkReportedValue } from './checks'
import { matchesContest } from './contest'
import { matchesEvidence, recordedMatches } from './evidence'
import { judgeMatches } from './judge'
import { matchesSentence } from './sentence'
import { matchesShow } from './show'
import type { MatchesFile, MatchesTypes, MatchMargin, Reported } from './types'

/** Our mean, or that of a difference of two arms, lies within a margin of a reported value. */
export const matches: Kind<MatchesTypes> = {
  resolve: ({ at = 'final', reported, margin, tuning, ...stated }) => ({
    ...stated,
    at,
    reported: resolveReported(reported),
    margin: resolveMatchMargin(margin),
    tuning: resolveTuning(tuning, at)
  }),
  start: {
    experiment: comparedOnDigits,
    claim: {
      statement:
        'Replace: on the digits Adam reaches the reported test accuracy of 82.0 % (+- 1.5, 5 runs) to within 3 points.',
      hypothesis: {
        kind: 'matches',
        arm: 'adam',
        metric: 'test.accuracy',
        reported: { value: '0.820', sd: '0.015', n: 5 },
        margin: { absolute: 0.03 }
      },
      ...TEN_PAIRS
    }
  },
  experiments: TRAININGS,
  armKeys: ['arm'],
  metrics: metricsOf('classification'),
  methods: FIXED_ONLY,
  checks: {
    alone: [checkReportedSpread, checkReportedValue, checkMatchMargin, checkSelection],
    fit: [checkTakenOff, checkGrid, checkValidation, checkPoint]
  },
  reach: reachOfMean,
  subtypes: () => ({
    reproduced: [],
    refuted: ['below', 'above'],
    inconclusive: ['reported-uncertain', 'no-spread', 'skew', 'failures', 'selection'],
    'not-evaluable': ['too-many-failures', 'too-few-seeds', 'no-data']
  }),

  arms: ({ arm, control }) => (control === undefined ? [arm] : [control, arm]),
  tuning: ({ tuning }) => tuning,
  contest: matchesContest,
  replicates: () => 'seeds',

  evidenceKinds: () => ['matches'],
  collect: matchesEvidence,
  samples: ({ samples }) => bySeed(samples),
  recorded: recordedMatches,
  prepare: judgeMatches,

  sentence: matchesSentence,
  show: matchesShow
}

/** Texts: the digits count. */
function resolveReported({ value, sd, se, n, examples }: MatchesFile['reported']): Reported {
  return {
    value: String(value),
    ...(sd !== undefined && { sd: String(sd) }),
    ...(se !== undefined && { se: String(se) }),
    ...(n !== undefined && { n }),
    ...(examples !== undefined && { examples })
  }
}

/** The schema has seen to it that one of them is there. */
function resolveMatchMargin({ absolute, relative }: MatchesFile['margin']): MatchMargin {
  return absolute !== undefined ? { absolute } : { relative: relative! }
}
