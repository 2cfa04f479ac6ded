import type { MeasuredSensitivity, SensitivityNotRun } from '../../../../src/report/sensitivity/types'
import { FakeRuns, isTreatment, studyOf, TUNED } from '../../sensitivity/studies'

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
    const effect = isTreatment(spec) ? (spec.optimizer.learningRate === 0.01 ? 0.95 : 1 + noise / 10) : 1
    return effect * (0.3 + noise)
  })
  const { claim, experiment, parts } = study
  return { ...HEAD, claim, experiment, by: parts.by, ...runs.measure(study), ...overrides }
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
