import type { MetricSeries } from '../../../src/claims/runs'
import type { RunOutcome } from '../../../src/engine/engine'
import type { ClaimPlan, RunRole } from '../../../src/plan/types'
import type { RunResult } from '../../../src/store/types'
import { claim, classificationExperiment } from '../../support/builders'

/** Finished runs made up of the metrics that a test is about. */

/** Recorded at 1, 2, 3, ... */
export const series = (...values: number[]): MetricSeries => ({
  unit: 'epoch',
  at: values.map((_, i) => i + 1),
  values
})

export function result(metrics: Record<string, MetricSeries>, diverged = false): RunResult {
  const status: RunOutcome['status'] = diverged ? { kind: 'diverged', step: 3, what: 'loss' } : { kind: 'completed' }
  return { spec: {} as RunResult['spec'], status, metrics }
}

export function role(key: string, overrides: Partial<RunRole>): RunRole {
  return {
    claim: 'toy/claim',
    arm: 'adam',
    purpose: 'judgement',
    setting: {},
    seed: 0,
    initialPoint: null,
    key,
    ...overrides
  }
}

export const plan = (roles: RunRole[], overrides: Partial<ClaimPlan> = {}): ClaimPlan => ({
  claim: claim(),
  experiment: classificationExperiment(),
  roles,
  awaitingSelection: null,
  ...overrides
})
