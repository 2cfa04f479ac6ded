import { type SpecDocument, stringAt } from '../../claims/document'
import { type LintProblem, problemAt } from '../../claims/lintProblem'
import { comparedOnDigits } from '../../runs/classification/templates'
import { isAccuracy, metricsOf } from '../../runs/metrics'
import { TRAININGS } from '../../runs/runKinds'
import { minPairs } from '../../stats/minPairs'
import { pairedEvidence } from '../comparison/evidence'
import { contestOfPairs } from '../comparison/pairedContest'
import { recordedPairs } from '../comparison/recordedPairs'
import { COMPARISON_SUBTYPES, LOWER_REFUTED } from '../comparison/subtypes'
import type { Kind } from '../kind'
import { checkGrid, checkSelection, checkValidation } from '../shared/checks'
import { checkPoint } from '../shared/pointChecks'
import { UNDECIDABLE } from '../shared/reach'
import { FIXED_ONLY } from '../shared/replicates'
import { resolveTuning } from '../shared/resolve'
import { bySeed } from '../shared/samples'
import { REST } from '../shared/starts'
import { judgeSteadier } from './judge'
import { steadierSentence } from './sentence'
import { steadierShow } from './show'
import type { SteadierTypes } from './types'

/** Spreads are known badly. */
const DEFAULT_MARGIN = 0.1

/** The treatment's metric varies less over the seeds. */
export const steadier: Kind<SteadierTypes> = {
  resolve: ({ at = 'final', margin = {}, of = 'values', tuning, ...stated }) => ({
    ...stated,
    at,
    margin: { relative: DEFAULT_MARGIN, ...margin },
    of,
    tuning: resolveTuning(tuning, at)
  }),
  start: {
    experiment: (id) => {
      const experiment = comparedOnDigits(id)
      const { adam } = experiment.arms
      const largeSteps = { optimizer: { ...adam!.optimizer!, learningRate: 0.1 } }
      return { ...experiment, arms: { adam: adam!, 'adam-large-steps': largeSteps } }
    },
    claim: {
      statement:
        "Replace: on the digits Adam's test loss varies less over the seeds with steps ten times as large, by at least 10 %.",
      hypothesis: {
        kind: 'steadier',
        metric: 'test.loss',
        treatment: 'adam-large-steps',
        control: 'adam',
        margin: { relative: 0.1 }
      },
      decision: { alpha: 0.05, mode: 'fixed', seeds: { max: 20 } },
      ...REST
    }
  },
  experiments: TRAININGS,
  armKeys: ['treatment', 'control'],
  metrics: metricsOf('classification'),
  methods: FIXED_ONLY,
  checks: { alone: [checkLogarithms, checkSelection], fit: [checkGrid, checkValidation, checkPoint] },
  reach: ({ level, atLevel }) => ({
    ...UNDECIDABLE,
    count: minPairs(level),
    why: `with fewer pairs no swaps of them have a p that small, ${atLevel}`
  }),
  subtypes: () => ({
    ...COMPARISON_SUBTYPES,
    'below-margin': [],
    refuted: LOWER_REFUTED,
    inconclusive: ['direction', 'co-check', 'no-spread', 'skew', 'failures', 'selection']
  }),

  arms: ({ control, treatment }) => [control, treatment],
  tuning: ({ tuning }) => tuning,
  contest: contestOfPairs(),
  replicates: () => 'seeds',

  evidenceKinds: () => ['steadier'],
  collect: ({ metric, at, treatment, control, tuning }, runs) => ({
    ...pairedEvidence({ kind: 'lower', metric, at, treatment, control, margin: { absolute: 0 }, tuning }, runs),
    kind: 'steadier'
  }),
  samples: ({ pairs }) => bySeed(pairs),
  recorded: (evidence) => recordedPairs({ ...evidence, kind: 'paired' }),
  prepare: judgeSteadier,

  sentence: steadierSentence,
  show: steadierShow
}

/** An accuracy may be 0. */
function checkLogarithms(claim: SpecDocument): LintProblem[] {
  const metric = stringAt(claim, 'hypothesis', 'metric')
  if (stringAt(claim, 'hypothesis', 'of') !== 'logarithms' || metric === undefined || !isAccuracy(metric)) return []
  return [
    problemAt(claim, ['hypothesis', 'of'], {
      message: 'an accuracy may be 0, which has no logarithm',
      expected: '"values", or a loss',
      remedy: 'leave "of" out'
    })
  ]
}
