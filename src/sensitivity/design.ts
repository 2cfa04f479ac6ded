import type { Role } from '../plan/roles'
import type { Experiment } from '../runs/runKinds'
import type { Comparison } from './derivedClaim'

/** Runs at given seeds and settings, and the claim that they are judged by. */
export interface Design {
  readonly claim: Comparison
  readonly experiment: Experiment
  readonly roles: readonly Role[]
}
