import { settingText } from '../../claims/settingText'
import { comparedOnDigits } from '../../runs/classification/templates'
import { metricBounds, metricsOf } from '../../runs/metrics'
import { TRAININGS } from '../../runs/runKinds'
import { minPairs } from '../../stats/minPairs'
import { checkMargin } from '../comparison/checks'
import { recordedPairs } from '../comparison/recordedPairs'
import type { PairedEvidence } from '../comparison/types'
import type { Kind } from '../kind'
import { checkValidation } from '../shared/checks'
import { checkPoint } from '../shared/pointChecks'
import { UNDECIDABLE } from '../shared/reach'
import { FIXED_ONLY } from '../shared/replicates'
import { resolveMargin } from '../shared/resolve'
import { bySeed } from '../shared/samples'
import { BOTH_ARMS, TEN_PAIRS } from '../shared/starts'
import { checkSeveralSettings } from './checks'
import { settingsEvidence } from './evidence'
import { judgeSettings } from './judge'
import { majorityOf } from './majority'
import { settingsAnswer, settingsSentence } from './sentence'
import { settingsShow } from './show'
import type { SettingsTypes } from './types'

/** At a majority of the grid's settings, both arms at the same one, the treatment's metric is lower. */
export const lowerAtMajority: Kind<SettingsTypes> = {
  resolve: (file) => ({ ...file, at: file.at ?? 'final', margin: resolveMargin(file.margin) }),
  start: {
    experiment: (id) => ({ ...comparedOnDigits(id), grid: { learningRate: [0.001, 0.01, 0.1], beta2: [0.9, 0.99] } }),
    claim: {
      statement: 'Replace: on the digits AMSGrad ends at a lower training loss than Adam at most settings.',
      hypothesis: { kind: 'lower-at-majority', metric: 'train.loss', ...BOTH_ARMS, margin: { relative: 0.01 } },
      ...TEN_PAIRS
    }
  },
  experiments: TRAININGS,
  armKeys: ['treatment', 'control'],
  metrics: metricsOf('classification'),
  methods: FIXED_ONLY,
  checks: { alone: [checkMargin(metricBounds)], fit: [checkSeveralSettings, checkValidation, checkPoint] },
  reach: ({ level, atLevel, settings }) => ({
    ...UNDECIDABLE,
    count: minPairs(level / majorityOf(settings)),
    why: `with fewer pairs the sign-flip test has no p that small at a share of 1 in ${majorityOf(settings)} of the level, which a majority of ${settings} settings takes, ${atLevel}`
  }),
  subtypes: () => ({
    reproduced: [],
    'below-margin': [],
    refuted: ['opposite', 'no-majority'],
    inconclusive: ['failures'],
    'not-evaluable': ['too-many-failures', 'too-few-pairs', 'no-data', 'no-logarithm']
  }),

  arms: ({ control, treatment }) => [control, treatment],
  replicates: () => 'seeds',
  needs: () => ({ everySetting: true }),

  evidenceKinds: () => ['settings'],
  collect: settingsEvidence,
  samples: ({ cells }) => cells.flatMap(cellSamples),
  recorded: ({ cells }) => cells.flatMap(recordedPairs),
  prepare: judgeSettings,

  sentence: settingsSentence,
  answer: settingsAnswer,
  show: settingsShow
}

/** The setting, and each pair of it. */
function cellSamples({ treatment, pairs }: PairedEvidence) {
  const setting = settingText(treatment.setting)
  return [
    { name: setting, seed: null },
    ...bySeed(pairs).map(({ name, seed }) => ({ name: `${name} at ${setting}`, seed }))
  ]
}
