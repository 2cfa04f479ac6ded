import type { Claim } from '../claims/types'
import type { Role } from '../plan/roles'
import type { Experiment } from '../runs/runKinds'

/** Runs at given seeds and settings, and the claim that they are judged by. */
export interface Design {
  readonly claim: Claim
  readonly experiment: Experiment
  readonly roles: readonly Role[]
}
