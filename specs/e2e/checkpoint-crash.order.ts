import type { PlannedRun } from '../../src/plan/types'
import { FAKE_IDENTITY, type FakeOrder } from '../support/fakeEngine'
import { members, trainingSpec } from '../unit/plan/runs'

/** What the executing child is told to do. */
export interface CohortOrder {
  readonly storeFolder: string
  readonly engine: FakeOrder
}

/** Three runs, of which the first ends after nine tenths of the steps. */
export function crashCohort(): PlannedRun[] {
  return members(12, trainingSpec({ engine: FAKE_IDENTITY })).slice(8, 11)
}
