import type { MeasuredSensitivity, SensitivityNotRun } from '../../../../src/report/sensitivity/types'
import {
  batchSizeOf,
  CHOICES,
  FakeRuns,
  isBinary,
  isTreatment,
  studyOf,
  TUNED,
  WITH_CHOICES
} from '../../sensitivity/studies'

const HEAD = {
  format: 'claimcheck-sensitivity',
  formatVersion: 1,
  profile: 'quick',
  firstSeed: 0,
  size: 5,
  seedsOverride: null
} as const

/** A report of everything: the loss depends on all seeds, and the effect of -5 % on the learning rate. */
export function measuredReport(overrides: Partial<MeasuredSensitivity> = {}): MeasuredSensitivity {
  const study = studyOf({ claim: TUNED, by: ['all'] })
  const runs = new FakeRuns((spec) => {
    const { init, order } = spec.seeds
    const noise = ((init * 7 + order * 3) % 11) / 400
    const effect = isTreatment(spec) ? (spec.optimizer.learningRate === 0.01 ? 0.95 : 1) + noise / 10 : 1
    return effect * (0.3 + noise)
  })
  const { claim, experiment, parts } = study
  return { ...HEAD, claim, experiment, by: parts.by, ...runs.measure(study), ...overrides }
}

/**
 * A report of choices and the effective step: refuted as it is, reproduced on the binary loss, and a larger effect with
 * batches of 64; the treatment's step is 0.7 of the control's, and of what it does to the loss half remains.
 */
export function choicesReport(overrides: Partial<MeasuredSensitivity> = {}): MeasuredSensitivity {
  const by = ['choices', 'effective-step'] as const
  const study = studyOf({ claim: TUNED, experiment: WITH_CHOICES, by, choices: CHOICES })
  const runs = new FakeRuns(
    (spec) => {
      const noise = (spec.seeds.init % 5) / 2000
      const own = isBinary(spec) ? -0.5 : batchSizeOf(spec) === 64 ? 0.4 : 0.2
      return Math.exp(-2 + noise + (isTreatment(spec) ? own + noise : 0)) / Math.sqrt(spec.optimizer.learningRate * 100)
    },
    ({ optimizer, seeds }) => optimizer.learningRate * (optimizer.name === 'AMSGrad' ? 0.7 : 1) * (1 + seeds.init / 1e9)
  )
  const { claim, experiment, parts } = study
  const head = { ...HEAD, claim, experiment, by: parts.by, choiceSettings: 'retuned' } as const
  return { ...head, ...runs.measure(study), ...overrides }
}

export function notRunReport(overrides: Partial<SensitivityNotRun> = {}): SensitivityNotRun {
  const { claim, experiment, parts } = studyOf({ claim: TUNED })
  return {
    ...HEAD,
    claim,
    experiment,
    by: parts.by,
    outcome: 'could-not-run',
    cause: 'missing-data',
    reason: 'mnist is not here',
    remedy: 'npx claimcheck data fetch mnist',
    ...overrides
  }
}
